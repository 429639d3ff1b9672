import CEL
import Diagnostics
import FlowSyntax
import OrderedCollections
import Schema

/// `trigger:`: what each source gives, and the one shape of the event that they make.
struct SourceCheck {
  let check: FlowCheck
  private var findings: Findings { check.findings }
  private var compiler: FormulaCompiler { check.compiler }

  init(_ check: FlowCheck) { self.check = check }

  /// A source and what its formulas read of the row.
  struct Draft {
    var source: CheckedSource
    var resolved: Names.Resolved?
    var rowReads: FieldReads
    /// Event fields whose formula reads nothing of the row: they change by themselves.
    var free: Set<String> = []
  }

  func run(_ triggers: [Trigger], _ scope: Scope, zone: Zone) -> (sources: [Draft], shape: EventShape) {
    var drafts: [Draft] = []
    var shapes: [(trigger: Trigger, fields: OrderedDictionary<String, Type>?, resolved: Names.Resolved?)] = []
    for trigger in triggers {
      let (draft, fields) = source(trigger, scope, zone)
      if let draft { drafts.append(draft) }
      shapes.append((trigger, fields, draft?.resolved))
    }
    return (drafts, EventShape(kind: shape(shapes)))
  }

  private func source(_ trigger: Trigger, _ scope: Scope, _ zone: Zone) -> (Draft?, OrderedDictionary<String, Type>?) {
    let resolved: Names.Resolved?
    let kind: CheckedSource.Kind
    switch trigger.source {
    case .webhook(let connection):
      _ = check.names.connection(connection)
      (resolved, kind) = (nil, .webhook(connection: connection.value))
    case .message(let name):
      resolved = check.names.object(name)
      kind = .message(connection: name.connection.value, object: resolved?.object.name ?? name.object.value)
    case .poll(let name):
      resolved = check.names.object(name)
      kind = .poll(connection: name.connection.value, object: resolved?.object.name ?? name.object.value)
    }
    let reads = FieldReads()
    var rows = scope
    if let resolved {
      let record = Scope.RecordSource(types: resolved.types, object: resolved.object)
      rows.show("row", Scope.Variable(.object(resolved.types.type(resolved.object, reads: reads)), record: record))
    } else {
      rows.show("row", .dyn)
    }
    var draft = Draft(source: CheckedSource(kind: kind, event: nil), resolved: resolved, rowReads: reads)
    let fields = trigger.event.map { event($0, rows, &draft) }
    var bodies = scope
    bodies.show("body", .dyn)
    draft.source.each = trigger.each.flatMap { compiler.value($0, in: bodies)?.expression }
    draft.source.delivery = trigger.delivery.flatMap { compiler.value($0, in: rows)?.expression }
    draft.source.filter = check.condition(trigger.filter, "where", in: rows)?.expression
    draft.source.selection = check.condition(trigger.selection, "--where", in: rows)?.expression
    for path in compiler.takeReads(of: "row") { reads.add(path) }
    draft.source.object = resolved?.object
    draft.source.full = trigger.full?.value ?? false
    draft.source.schedule = schedule(trigger.schedule, zone)
    switch trigger.start?.value {
    case .all: draft.source.start = .all
    case .since(let seconds): draft.source.start = .since(seconds)
    case .now, nil: draft.source.start = .now
    }
    return (draft, fields)
  }

  private func schedule(_ schedule: Trigger.Schedule?, _ zone: Zone) -> CheckedSource.Schedule? {
    switch schedule {
    case .every(let seconds): return .every(seconds.value)
    case .cron(let text, let own):
      if let own, Zone(own.value) == nil { findings.add(NameFact.unknownTimeZone(own.value), at: own.span) }
      return .cron(text.value, timeZone: own?.value ?? zone.name)
    case nil: return nil
    }
  }

  /// The fields of one source's `event:`.
  private func event(_ fields: [Field], _ scope: Scope, _ draft: inout Draft) -> OrderedDictionary<String, Type> {
    var types: OrderedDictionary<String, Type> = [:]
    var values: [(name: String, value: Expression)] = []
    for field in fields {
      guard let compiled = compiler.data(field.value, in: scope) else {
        types[field.name.value] = .dyn
        continue
      }
      types[field.name.value] = TypeUnion.kept(compiled.type)
      values.append((field.name.value, compiled.expression))
      note(field, compiled, scope, &draft)
    }
    draft.source.event = values
    return types
  }

  /// What the engine should know of an event field's formula.
  private func note(_ field: Field, _ compiled: FormulaCompiler.Compiled, _ scope: Scope, _ draft: inout Draft) {
    let path = compiled.syntax.flatMap(\.plainPath)
    if draft.resolved == nil, let syntax = compiled.syntax, reads("row", syntax), compiled.type.isOpen {
      findings.add(RuleFact.unconverted(field.name.value), at: field.value.span)
    }
    if draft.resolved == nil { reportInside(field.value, field.name.value, scope) }
    if draft.resolved != nil, let path, path.first == "row", path.count > 1 {
      draft.source.recordFields[field.name.value] = path.dropFirst().joined(separator: ".")
    }
    if let syntax = compiled.syntax, !reads("row", syntax) { draft.free.insert(field.name.value) }
  }

  /// Formulas in lists and mappings, which are as open as those that stand alone.
  private func reportInside(_ data: DataValue, _ name: String, _ scope: Scope) {
    switch data {
    case .scalar: return
    case .list(let items, _): for item in items { reportItem(item, name, scope) }
    case .object(let fields, _): for field in fields { reportItem(field.value, "\(name).\(field.name.value)", scope) }
    }
  }

  private func reportItem(_ data: DataValue, _ name: String, _ scope: Scope) {
    guard case .scalar(let text) = data else { return reportInside(data, name, scope) }
    guard case .formula(let formula) = text.content else { return }
    let compiled = scope.environment.compile(formula.text, knowing: scope.facts)
    guard compiled.program != nil, let syntax = compiled.syntax?.root, reads("row", syntax), compiled.type.isOpen else { return }
    findings.add(RuleFact.unconverted(name), at: data.span)
  }

  private func reads(_ name: String, _ expression: Expr) -> Bool {
    if case .identifier(name) = expression.kind { return true }
    return expression.children.contains { reads(name, $0) }
  }

  /// The one shape of all sources.
  private func shape(
    _ shapes: [(trigger: Trigger, fields: OrderedDictionary<String, Type>?, resolved: Names.Resolved?)]
  ) -> EventShape.Kind {
    guard let first = shapes.first(where: { $0.fields != nil }) ?? shapes.first else { return .unknown }
    guard var merged = first.fields else {
      guard let resolved = first.resolved else { return .unknown }
      for other in shapes.dropFirst() {
        guard let record = other.resolved else { return .unknown }
        if record.connection != resolved.connection || record.object.name != resolved.object.name {
          findings.add(RuleFact.shapelessSource, at: other.trigger.keySpan)
          return .unknown
        }
      }
      return .record(resolved)
    }
    for other in shapes where other.trigger.span != first.trigger.span {
      guard let fields = other.fields else {
        if other.trigger.isReadable { findings.add(RuleFact.shapelessSource, at: other.trigger.keySpan) }
        continue
      }
      compare(fields, other.trigger, &merged, first.trigger)
    }
    return .fields(merged)
  }

  private func compare(
    _ fields: OrderedDictionary<String, Type>, _ trigger: Trigger, _ merged: inout OrderedDictionary<String, Type>, _ first: Trigger
  ) {
    for name in merged.keys where fields[name] == nil {
      let span = trigger.eventSpan ?? trigger.keySpan
      findings.add(RuleFact.missingEventField(name, line: "\(name): =row.\(name)"), at: span)
    }
    for (name, type) in fields {
      guard let known = merged[name] else {
        findings.add(RuleFact.missingEventField(name, line: "\(name): =row.\(name)"), at: first.eventSpan ?? first.keySpan)
        merged[name] = type
        continue
      }
      if let union = TypeUnion.of(known, type) {
        merged[name] = union
      } else if let field = trigger.event?.first(where: { $0.name.value == name }) {
        findings.add(RuleFact.differentEventField(name, first: known.words, second: type.words), at: field.value.span)
        merged[name] = .dyn
      }
    }
  }
}

extension Trigger {
  /// True for sources that may do without `event:`; a webhook without one has been reported.
  fileprivate var isReadable: Bool {
    if case .webhook = source { false } else { true }
  }
}
