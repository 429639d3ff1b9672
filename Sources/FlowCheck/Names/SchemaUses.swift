import CEL
public import Diagnostics
public import FlowSyntax
import OrderedCollections
import Schema

/// A place of a flow that depends on an object or one of its fields.
public struct SchemaUse: Sendable {
  public var connection: String
  public var object: String
  /// In the schema's spelling; nil where the object as such is named.
  public var field: String?
  public var span: SourceSpan
}

extension FlowChecker {
  /// Every place of a flow that names an object or a field of a connection, in the order of the file.
  public static func uses(_ flow: Flow, in context: ProjectContext) -> [SchemaUse] {
    var finder = UseFinder(context: context)
    finder.flow(flow)
    for formula in inspect(flow, in: context) { finder.formula(formula) }
    var seen: Set<String> = []
    return finder.uses.filter { seen.insert("\($0.connection).\($0.object).\($0.field ?? "") \($0.span.range)").inserted }
      .sorted { ($0.span.range.lowerBound, $0.connection, $0.object) < ($1.span.range.lowerBound, $1.connection, $1.object) }
  }
}

private struct UseFinder {
  let context: ProjectContext
  var uses: [SchemaUse] = []

  // MARK: Keys

  mutating func flow(_ flow: Flow) {
    for trigger in flow.triggers {
      switch trigger.source {
      case .webhook: break
      case .message(let object), .poll(let object): _ = named(object)
      }
    }
    steps(flow.steps)
  }

  private mutating func steps(_ steps: [Step]) {
    for step in steps {
      switch step.verb {
      case .lookup(let lookup): fields(lookup.match.sets.flatMap(\.fields).map(\.name), of: lookup.object)
      case .update(let write), .upsert(let write), .create(let write):
        let names = write.match.sets.flatMap(\.fields).map(\.name) + (write.set + write.setOnCreate).map(\.name)
        fields(names + write.blank + (write.newestWins.map { [$0] } ?? []), of: write.object)
      case .block(let block): self.steps(block.steps)
      case .transform, .notify, .call, .skip, .fail, nil: break
      }
    }
  }

  private mutating func named(_ name: ObjectName) -> (connection: String, schema: ConnectionSchema, object: ObjectSchema)? {
    let connection = name.connection.value
    guard let schema = context.connections?[connection]?.schema, let object = schema.object(name.object.value) else { return nil }
    uses.append(SchemaUse(connection: connection, object: object.name, field: nil, span: name.span))
    return (connection, schema, object)
  }

  private mutating func fields(_ names: [Located<String>], of object: ObjectName) {
    guard let found = named(object) else { return }
    for name in names {
      var objects = [found.object]
      for part in name.value.split(separator: ".").map(String.init) {
        objects = step(part, objects, found.connection, found.schema, name.span)
      }
    }
  }

  /// Notes the use of one part of a path, and gives the objects that it leads to.
  private mutating func step(
    _ part: String, _ objects: [ObjectSchema], _ connection: String, _ schema: ConnectionSchema, _ span: SourceSpan
  ) -> [ObjectSchema] {
    var next: [ObjectSchema] = []
    for object in objects {
      guard let field = object.field(part) ?? object.reference(spelt: part) else { continue }
      uses.append(SchemaUse(connection: connection, object: object.name, field: field.name, span: span))
      next += (field.reference?.objects ?? []).compactMap(schema.object)
    }
    return next
  }

  // MARK: Formulas

  mutating func formula(_ formula: InspectedFormula) {
    guard let root = formula.compilation.syntax?.root else { return }
    walk(root, formula)
  }

  private mutating func walk(_ node: Expr, _ formula: InspectedFormula) {
    if case .select(let operand, let field, _) = node.kind, let type = formula.type(of: operand) {
      let end = node.range.upperBound
      let start = max(node.range.lowerBound, end - field.unicodeScalars.count)
      note(field, of: type, at: formula.formula.span(codePoints: start..<end))
    }
    for child in node.children { walk(child, formula) }
  }

  private mutating func note(_ field: String, of type: Type, at span: SourceSpan) {
    switch type {
    case .nullable(let inner), .optional(let inner): note(field, of: inner, at: span)
    case .object(let record), .reference(let record, _):
      // A reference may lead to one of several objects.
      let names = record.name.split(separator: " or ").map(String.init)
      for (connection, known) in context.connections ?? [:] {
        for object in names.compactMap({ known.schema.objects[$0] }) {
          guard let found = object.field(field) ?? object.reference(spelt: field) else { continue }
          uses.append(SchemaUse(connection: connection, object: object.name, field: found.name, span: span))
        }
      }
    default: break
    }
  }
}
