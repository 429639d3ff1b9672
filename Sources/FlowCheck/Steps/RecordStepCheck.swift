import CEL
import Diagnostics
import FlowSyntax
import OrderedCollections
import Schema

/// `lookup`, `update`, `upsert`, `create`: objects, fields, and values that fit them.
struct RecordStepCheck {
  enum WriteKind { case update, upsert, create }

  let check: FlowCheck
  let id: String
  private var findings: Findings { check.findings }
  private var compiler: FormulaCompiler { check.compiler }

  init(_ check: FlowCheck, _ id: String) {
    self.check = check
    self.id = id
  }

  func lookup(_ lookup: Lookup, _ scope: Scope) -> StepCheck.Result? {
    guard let resolved = check.names.object(lookup.object) else {
      MatchCheck(check).compileOnly(lookup.match, scope)
      return nil
    }
    let many = lookup.many?.value ?? false
    _ = reads(isList: many)
    var match = MatchCheck(check).run(lookup.match, resolved, scope)
    match.filter = filter(lookup.filter, resolved, scope)
    let checked = CheckedLookup(connection: resolved.connection, object: resolved.object, match: match, many: many, fields: [])
    return (.lookup(checked), binding(resolved, isNullable: match.onNone == .continue, many: many))
  }

  /// `where`: the target answers it for all events at once, so it sees nothing of one of them.
  private func filter(_ value: TextValue?, _ resolved: Names.Resolved, _ scope: Scope) -> Expression? {
    guard let value else { return nil }
    var rows = scope
    for name in ["event", "was", "body"] + check.stepIDs where rows.variables[name] != nil {
      rows.hide(name, because: .notOfThisPlace(name, place: "in `where`, which is asked once for all events"))
    }
    let reads = self.reads(isList: false)
    let record = Scope.RecordSource(types: resolved.types, object: resolved.object)
    rows.show("row", Scope.Variable(.object(resolved.types.type(resolved.object, reads: reads)), record: record))
    let compiled = check.condition(value, "where", in: rows)
    for path in compiler.takeReads(of: "row") { reads.add(path) }
    return compiled?.expression
  }

  func write(_ write: Write, _ kind: WriteKind, _ step: Step, _ scope: Scope) -> StepCheck.Result? {
    guard let resolved = check.names.object(write.object) else {
      MatchCheck(check).compileOnly(write.match, scope)
      for field in write.set + write.setOnCreate { _ = compiler.data(field.value, in: scope) }
      return nil
    }
    let object = resolved.object
    if kind != .update, !object.createable { findings.add(RuleFact.notCreateable(object: object.name), at: write.object.span) }
    if kind != .create, !object.updateable { findings.add(RuleFact.notUpdateable(object: object.name), at: write.object.span) }
    let match = write.match.span == nil ? nil : MatchCheck(check).run(write.match, resolved, scope)
    let fields = AssignmentCheck(check, resolved)
    let set = fields.run(write.set, kind, scope, onCreate: false)
    let setOnCreate = fields.run(write.setOnCreate, .create, scope, onCreate: true)
    if kind != .update {
      reportLostKeys(write, resolved)
      reportRequired(write, resolved, at: write.setSpan ?? step.verbSpan ?? step.span)
    }
    if kind == .create, match == nil, resolved.stamp == nil {
      findings.add(RuleFact.createNotFound(object.name), at: step.verbSpan ?? step.span)
    }
    let checked = CheckedWrite(
      connection: resolved.connection, object: object, match: match, set: set, setOnCreate: setOnCreate, blank: blank(write, resolved),
      newestWins: write.newestWins.flatMap { stamp($0, resolved) }, stamp: kind == .update ? nil : resolved.stamp, fields: [])
    let isNullable = kind == .update && match?.onNone == .continue
    let verb: CheckedStep.Verb =
      switch kind {
      case .update: .update(checked)
      case .upsert: .upsert(checked)
      case .create: .create(checked)
      }
    return (verb, binding(resolved, isNullable: isNullable, many: false))
  }

  /// What formulas read of this step's records; made when it is first asked for.
  private func reads(isList: Bool) -> FieldReads {
    let reads = check.stepReads[id] ?? FieldReads(isList: isList)
    check.stepReads[id] = reads
    return reads
  }

  /// The record, or list of records, that the step's id stands for.
  private func binding(_ resolved: Names.Resolved, isNullable: Bool, many: Bool) -> Scope.Variable {
    let reads = self.reads(isList: many)
    let type = Type.object(resolved.types.type(resolved.object, reads: reads))
    if many { return Scope.Variable(.list(type), isNullable: isNullable) }
    return Scope.Variable(type, isNullable: isNullable, record: Scope.RecordSource(types: resolved.types, object: resolved.object))
  }

  private func blank(_ write: Write, _ resolved: Names.Resolved) -> Set<String> {
    var blank: Set<String> = []
    let set = write.set.map { $0.name.value.lowercased() } + write.setOnCreate.map { $0.name.value.lowercased() }
    for name in write.blank {
      guard let (path, schema) = check.names.field(name, of: resolved) else { continue }
      if let schema, !schema.nullable {
        findings.add(ValueFact.clearsRequired(field: schema.name), at: name.span)
        continue
      }
      if !set.contains(name.value.lowercased()) { findings.add(RuleFact.blankNotSet(name.value), at: name.span) }
      blank.insert(path)
    }
    return blank
  }

  /// The field of `newest_wins`.
  private func stamp(_ name: Located<String>, _ resolved: Names.Resolved) -> String? {
    guard let (path, field) = check.names.field(name, of: resolved) else { return nil }
    if let field, field.type != .datetime {
      findings.add(RuleFact.stampNoTime(name.value), at: name.span)
    } else if let field, !field.updateable {
      findings.add(RuleFact.fieldNotUpdateable(field.name, object: resolved.object.name), at: name.span)
    }
    return path
  }

  /// Fields without which no record can be.
  private func reportRequired(_ write: Write, _ resolved: Names.Resolved, at span: SourceSpan) {
    // A `set` that could not be read has been told.
    guard write.setSpan == nil || !write.set.isEmpty, resolved.object.createable else { return }
    let set = Set((write.set + write.setOnCreate).map { $0.name.value.split(separator: ".").first.map { $0.lowercased() } ?? "" })
    let missing = resolved.object.fields.values.filter { field in
      guard field.required, !field.nullable, field.createable, !set.contains(field.name.lowercased()) else { return false }
      return !(field.reference.map { set.contains($0.path.lowercased()) } ?? false)
    }
    if !missing.isEmpty { findings.add(RuleFact.requiredNotSet(missing.map(\.name), object: resolved.object.name), at: span) }
  }

  /// `match` never writes: what a new record is found by must be set.
  private func reportLostKeys(_ write: Write, _ resolved: Names.Resolved) {
    let set = Set((write.set + write.setOnCreate).map { $0.name.value.split(separator: ".").first.map { $0.lowercased() } ?? "" })
    for field in write.match.sets.flatMap(\.fields) {
      let base = field.name.value.split(separator: ".").first.map(String.init) ?? ""
      let schema = resolved.object.field(base) ?? resolved.object.reference(spelt: base)
      guard let schema, schema.createable, !set.contains(base.lowercased()), !set.contains(schema.name.lowercased()) else { continue }
      findings.add(RuleFact.keyNotWritten(field.name.value, object: resolved.object.name), at: field.name.span)
    }
  }
}
