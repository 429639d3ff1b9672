import CEL
import Diagnostics
import FlowSyntax
import OrderedCollections
import Schema

/// Which fields are read of each record, once all formulas are known.
struct FieldPlan {
  let check: FlowCheck
  let shape: EventShape

  init(check: FlowCheck, shape: EventShape) {
    self.check = check
    self.shape = shape
    for path in check.compiler.takeReads(of: "event") { check.eventReads.add(path) }
    for path in check.compiler.takeReads(of: "was") { check.wasReads.add(path) }
    for id in check.stepIDs {
      for path in check.compiler.takeReads(of: id) { check.stepReads[id]?.add(path) }
    }
  }

  /// The fields of an event that is its row.
  var eventFields: [String] {
    guard case .record(let resolved) = shape.kind else { return [] }
    return paths(check.eventReads.paths + check.wasReads.paths, of: resolved)
  }

  /// Event fields that formulas read through `was`.
  var wasFields: [String] {
    switch shape.kind {
    case .record(let resolved): paths(check.wasReads.paths, of: resolved)
    case .fields(let fields): check.wasReads.paths.contains("") ? Array(fields.keys) : fields.keys.filter(check.wasReads.paths.contains)
    case .unknown: []
    }
  }

  /// What `changed` is when it is not written: all that the flow reads, where a source reads records.
  func watched(_ sources: [SourceCheck.Draft]) -> [String] {
    if check.flow.once?.value == true || !sources.contains(where: { $0.resolved != nil }) { return [] }
    switch shape.kind {
    case .record(let resolved): return paths(check.eventReads.paths, of: resolved)
    case .fields(let fields):
      let read = check.eventReads.paths
      return fields.keys.filter { name in
        // What a poll computes from the time, and not from its row, differs each time.
        (read.contains(name) || read.contains("")) && !sources.contains { $0.resolved != nil && $0.free.contains(name) }
      }
    case .unknown: return []
    }
  }

  /// The sources with the fields that are asked for.
  func complete(_ drafts: [SourceCheck.Draft], about: Expression?) -> [CheckedSource] {
    drafts.map { draft in
      var source = draft.source
      source.asksChanged = check.flow.changed != nil || draft.resolved != nil
      guard let resolved = draft.resolved else { return source }
      let isRow = source.event == nil
      let read = isRow ? check.eventReads.paths + check.wasReads.paths + draft.rowReads.paths : draft.rowReads.paths
      source.fields = withBookkeeping(paths(read, of: resolved), resolved.object)
      if isRow { source.recordFields = Dictionary(uniqueKeysWithValues: eventFields.map { ($0, $0) }) }
      source.aboutIsRecord = isIdentity(check.flow.about, source, resolved.object)
      return source
    }
  }

  private func isIdentity(_ about: TextValue?, _ source: CheckedSource, _ object: ObjectSchema) -> Bool {
    guard let about else { return true }
    guard case .formula(let formula) = about.content else { return false }
    let parts = formula.text.split(separator: ".", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
    guard parts.count == 2, parts[0] == "event" else { return false }
    return (source.event == nil ? parts[1] : source.recordFields[parts[1]]) == object.identity
  }

  /// The steps with the fields that are read of their records.
  func complete(_ steps: [CheckedStep]) -> [CheckedStep] {
    steps.map { step in
      var step = step
      let read = check.stepReads[step.id]?.paths ?? []
      switch step.verb {
      case .lookup(var lookup):
        lookup.fields = plan(lookup.connection, lookup.object, lookup.match, read)
        step.verb = .lookup(lookup)
      case .update(let write): step.verb = .update(complete(write, read))
      case .upsert(let write): step.verb = .upsert(complete(write, read))
      case .create(let write): step.verb = .create(complete(write, read))
      case .block(let inner, let loop): step.verb = .block(complete(inner), forEach: loop)
      case .transform, .skip, .fail, .notify, .call: break
      }
      return step
    }
  }

  private func complete(_ write: CheckedWrite, _ read: [String]) -> CheckedWrite {
    var write = write
    let own = write.set.map(\.path) + (write.newestWins.map { [$0] } ?? []) + (write.stamp.map { [$0] } ?? [])
    write.fields = plan(write.connection, write.object, write.match, own + read)
    return write
  }

  private func plan(_ connection: String, _ object: ObjectSchema, _ match: CheckedMatch?, _ read: [String]) -> [String] {
    let matched = match?.strategies.flatMap { $0.fields.map(\.path) } ?? []
    let schema = check.context.connections?[connection]?.schema ?? ConnectionSchema()
    let resolved = Names.Resolved(connection: connection, object: object, types: RecordTypes(schema: schema), stamp: nil)
    var found = OrderedSet([object.identity])
    found.append(contentsOf: matched + paths(read, of: resolved))
    if match?.onMany == .newest || match?.onMany == .oldest, let created = object.created { found.append(created) }
    return Array(found)
  }

  private func withBookkeeping(_ paths: [String], _ object: ObjectSchema) -> [String] {
    var found = OrderedSet([object.identity])
    found.append(contentsOf: paths + [object.watermark, object.modified].compactMap { $0 })
    return Array(found)
  }

  /// Paths of values: "" becomes all fields, and what only leads to another record goes.
  private func paths(_ read: [String], of resolved: Names.Resolved) -> [String] {
    var found = OrderedSet<String>()
    for path in read {
      if path.isEmpty {
        // A record as a whole; where its fields are asked for one by one, as in a macro over a list, those are enough.
        if read.allSatisfy(\.isEmpty) { found.append(contentsOf: resolved.object.fields.keys) }
      } else if resolved.types.schema.field(path, of: resolved.object) != nil || resolved.object.fields[path] != nil {
        found.append(path)
      } else if !resolved.object.complete || path.contains("."), isOpen(path, resolved) {
        found.append(path)
      }
    }
    return Array(found)
  }

  /// True when the path may exist without being described.
  private func isOpen(_ path: String, _ resolved: Names.Resolved) -> Bool {
    var objects = [resolved.object]
    let parts = path.split(separator: ".").map(String.init)
    for part in parts.dropLast() {
      guard let reference = objects.lazy.compactMap({ $0.reference(spelt: part)?.reference }).first else {
        return objects.isEmpty || objects.contains { !$0.complete && $0.fields[part] == nil }
      }
      objects = reference.objects.compactMap(resolved.types.schema.object)
    }
    guard let last = parts.last else { return false }
    if objects.contains(where: { $0.fields[last] != nil }) { return true }
    if objects.contains(where: { $0.reference(spelt: last) != nil }) { return false }
    return objects.isEmpty || objects.contains { !$0.complete }
  }
}
