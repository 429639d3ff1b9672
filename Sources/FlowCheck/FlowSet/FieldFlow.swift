import CEL
import Diagnostics
import FlowSyntax
import OrderedCollections
import Schema

/// From which record fields a flow computes what it writes.
struct FieldFlow {
  let member: FlowSetChecker.Member
  let index: Int
  let context: ProjectContext
  private let watched: Set<String>
  private let steps: [String: CheckedStep]
  private let written: [String: Step]

  init(_ member: FlowSetChecker.Member, _ index: Int, _ context: ProjectContext) {
    self.member = member
    self.index = index
    self.context = context
    watched = Set(member.checked.changed)
    var steps: [String: CheckedStep] = [:]
    var written: [String: Step] = [:]
    func walk(_ list: [CheckedStep]) {
      for step in list {
        steps[step.id] = step
        if case .block(let inner, _) = step.verb { walk(inner) }
      }
    }
    func walkWritten(_ list: [Step]) {
      for step in list {
        if let id = step.id { written[id.value] = step }
        if case .block(let block)? = step.verb { walkWritten(block.steps) }
      }
    }
    walk(member.checked.steps)
    walkWritten(member.flow.steps)
    self.steps = steps
    self.written = written
  }

  func writes() -> [FieldWrite] {
    steps.keys.sorted().flatMap { id -> [FieldWrite] in
      switch steps[id]?.verb {
      case .update(let write)?: fields(id, write, .update)
      case .upsert(let write)?: fields(id, write, .upsert)
      case .create(let write)?: fields(id, write, .create)
      default: []
      }
    }
  }

  private func fields(_ id: String, _ write: CheckedWrite, _ verb: FieldWrite.Verb) -> [FieldWrite] {
    guard let source = written[id]?.verb?.write else { return [] }
    return write.set.compactMap { assignment in
      guard let field = source.set.first(where: { $0.name.value.lowercased() == assignment.path.lowercased() }) else { return nil }
      let base = assignment.path.split(separator: ".").first.map(String.init) ?? assignment.path
      let name = assignment.path.contains(".") ? write.object.reference(spelt: base)?.name ?? base : base
      let target = RecordField(connection: write.connection, object: write.object.name, field: name)
      var reading = Reading()
      collect(assignment.value, into: &reading, seen: [])
      reading.origins.remove(target)
      return FieldWrite(
        member: index, step: id, verb: verb, target: target, origins: reading.origins, watched: reading.watched, newestWins: source.newestWins,
        span: field.name.span)
    }
  }

  private struct Reading {
    var origins: Set<RecordField> = []
    var watched: Set<RecordField> = []
  }

  private func collect(_ value: Expression, into reading: inout Reading, seen: Set<String>) {
    for path in value.reads {
      guard let name = path.first else { continue }
      let rest = path.dropFirst().joined(separator: ".")
      if name == "event" {
        let fields = origins(ofEvent: rest)
        reading.origins.formUnion(fields)
        if watched.contains(rest) { reading.watched.formUnion(fields.filter { $0.object != Self.webhook }) }
      } else if let step = steps[name], !seen.contains("\(name).\(rest)") {
        collect(step, rest, into: &reading, seen: seen.union(["\(name).\(rest)"]))
      }
    }
  }

  private func collect(_ step: CheckedStep, _ path: String, into reading: inout Reading, seen: Set<String>) {
    switch step.verb {
    case .transform(let fields):
      let name = path.split(separator: ".").first.map(String.init)
      for field in fields where name == nil || field.name == name { collect(field.value, into: &reading, seen: seen) }
    case .lookup(let lookup): reading.origins.insert(field(path, of: lookup.object, lookup.connection))
    case .update(let write), .upsert(let write), .create(let write): reading.origins.insert(field(path, of: write.object, write.connection))
    case .skip, .fail, .block, .notify, .call: break
    }
  }

  /// Stands for the object of what a webhook sends.
  private static let webhook = "a webhook"

  private func origins(ofEvent name: String) -> Set<RecordField> {
    var found: Set<RecordField> = []
    for source in member.checked.sources {
      switch (source.kind, source.object) {
      case (.webhook(let connection), _):
        found.insert(RecordField(connection: connection, object: Self.webhook, field: "\(member.flow.name).\(name)"))
      case (.message(let connection, _), let object?), (.poll(let connection, _), let object?):
        guard let event = source.event else {
          found.formUnion(fields(name, of: object, connection))
          continue
        }
        let base = name.split(separator: ".").first.map(String.init) ?? name
        guard let value = event.first(where: { $0.name == base })?.value else { continue }
        for path in value.reads where path.first == "row" && path.count > 1 {
          found.formUnion(fields(path.dropFirst().joined(separator: "."), of: object, connection))
        }
      default: break
      }
    }
    return found
  }

  /// The field at the end of a path, and the references that lead there: another owner is another owner's address.
  private func fields(_ path: String, of object: ObjectSchema, _ connection: String) -> Set<RecordField> {
    var found: Set<RecordField> = [field(path, of: object, connection)]
    if let dot = path.firstIndex(of: "."), let reference = object.reference(spelt: String(path[..<dot])) {
      found.insert(RecordField(connection: connection, object: object.name, field: reference.name))
    }
    return found
  }

  /// The field at the end of a path, of the object that it belongs to.
  private func field(_ path: String, of object: ObjectSchema, _ connection: String) -> RecordField {
    let schema = context.connections?[connection]?.schema ?? ConnectionSchema()
    var here = object
    let parts = path.split(separator: ".").map(String.init)
    for (index, part) in parts.dropLast().enumerated() {
      guard let next = here.reference(spelt: part)?.reference?.objects.lazy.compactMap(schema.object).first else {
        return RecordField(connection: connection, object: here.name, field: parts[index...].joined(separator: "."))
      }
      here = next
    }
    let last = parts.last ?? ""
    return RecordField(connection: connection, object: here.name, field: here.field(last)?.name ?? last)
  }
}

extension Step.Verb {
  /// What a step writes; nil for those that write no record.
  var write: Write? {
    switch self {
    case .update(let write), .upsert(let write), .create(let write): write
    default: nil
    }
  }
}

extension Expression {
  /// The paths that its formulas read.
  var reads: [[String]] {
    switch self {
    case .literal: []
    case .formula(let program): program.reads.map { Array($0) }
    case .template(let pieces):
      pieces.flatMap { piece -> [[String]] in if case .formula(let program) = piece { program.reads.map { Array($0) } } else { [] } }
    case .list(let items): items.flatMap(\.reads)
    case .object(let fields): fields.flatMap(\.value.reads)
    }
  }
}
