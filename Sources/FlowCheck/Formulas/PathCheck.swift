import CEL
import Diagnostics
import OrderedCollections
import Schema

/// Looks at the names and paths of a formula: is the variable there, does the record have the field.
///
/// CEL's checker finds wrong fields too, but knows nothing of snapshots, references and the order of steps.
struct PathCheck {
  let scope: Scope
  /// What was found, with its place in the formula's code points.
  private(set) var facts: [(NameFact, Range<Int>)] = []
  private var bound: [String] = []

  init(scope: Scope) { self.scope = scope }

  mutating func walk(_ expression: Expr) {
    switch expression.kind {
    case .identifier(let name): check([(name, expression.range)])
    case .select(let operand, _, _):
      if let path = path(expression) { check(path) } else { walk(operand) }
    case .comprehension(let loop):
      walk(loop.range)
      bound += loop.variables
      if let filter = loop.filter { walk(filter) }
      walk(loop.body)
      bound.removeLast(loop.variables.count)
    case .bind(let name, let value, let body):
      walk(value)
      bound.append(name)
      walk(body)
      bound.removeLast()
    default:
      for child in expression.children { walk(child) }
    }
  }

  /// The names of `a.b.c`, each with its own range; nil when it begins with something else than a name.
  private func path(_ expression: Expr) -> [(String, Range<Int>)]? {
    switch expression.kind {
    case .identifier(let name): return [(name, expression.range)]
    case .select(let operand, let field, _):
      guard let before = path(operand) else { return nil }
      let end = expression.range.upperBound
      return before + [(field, max(expression.range.lowerBound, end - field.unicodeScalars.count)..<end)]
    default: return nil
    }
  }

  private mutating func check(_ path: [(name: String, range: Range<Int>)]) {
    guard let first = path.first, !bound.contains(first.name) else { return }
    if let objection = scope.objection(to: first.name) {
      let name = first.name == Scope.outcomes ? path.dropFirst().first : first
      if let name, first.name != Scope.outcomes { facts.append((objection, name.range)) }
      return
    }
    guard let record = scope.variables[first.name]?.record, path.count > 1 else { return }
    checkFields(path.dropFirst().map { $0 }, [record.object], record.types.schema)
  }

  private mutating func checkFields(_ path: [(name: String, range: Range<Int>)], _ objects: [ObjectSchema], _ schema: ConnectionSchema) {
    guard let part = path.first, let object = objects.first else { return }
    let rest = Array(path.dropFirst())
    if let reference = objects.lazy.compactMap({ $0.reference(spelt: part.name) }).first {
      if rest.isEmpty {
        let isField = objects.contains { $0.fields[part.name] != nil }
        if !isField { facts.append((.wholeReference(part.name, field: reference.name), part.range)) }
        return
      }
      let targets = (reference.reference?.objects ?? []).compactMap(schema.object)
      return checkFields(rest, targets, schema)
    }
    if let field = objects.lazy.compactMap({ $0.fields[part.name] }).first {
      if let next = rest.first, let reference = field.reference, reference.path != field.name {
        facts.append((.pathThroughID(part.name, path: reference.path, field: next.name), part.range))
      }
      return
    }
    if let fact = FieldNames.objection(part.name, objects: objects, object: object) { facts.append((fact, part.range)) }
  }
}

/// What to say about a field that an object is not known to have.
enum FieldNames {
  /// Nil when nothing is known of the object at all.
  static func objection(_ name: String, objects: [ObjectSchema], object: ObjectSchema) -> NameFact? {
    let valid = objects.flatMap { object in
      object.fields.values.flatMap { [$0.name] + ($0.reference.map { [$0.path] } ?? []) }
    }
    if valid.isEmpty { return nil }
    let unique = Array(Set(valid)).sorted()
    if objects.allSatisfy(\.complete) { return .unknownField(name, object: object.name, valid: unique) }
    // Without a snapshot only a slip of the pen is certain: organisations have fields of their own.
    let isCustom = ["__c", "__gc", "__r", "__pc"].contains { name.lowercased().hasSuffix($0) }
    if !isCustom, NearestName.of(name, in: unique) != nil { return .unknownField(name, object: object.name, valid: unique) }
    return .unlistedField(name, object: object.name)
  }
}
