import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema

extension ConformanceRun {
  /// The field by which records are found.
  var key: String? { trial.key ?? schema?.fields.values.first { $0.externalID || $0.unique }?.name }

  /// What must stand in each record that a find brings.
  private var asked: [String] { Array(OrderedSet(trial.fields + trial.change.keys)) }

  func describe() async {
    guard let name = trial.object else {
      return skip(
        .describe, .pollRecords, .pollPages, .pollSince, .findKeys, .findNone, .writeOrder, .writeRefused, .writeAgain, .writeLost,
        because: "The trial names no object.")
    }
    let connector = connector
    let described = await call { () async throws(CallFailure) in try await connector.describe([name]) }
    guard let object = described.answer?.first, described.answer?.count == 1 else {
      note(
        .describe, described.answer.map { "`\(name)` was asked for, and \($0.count) objects came." } ?? "`\(name)` was asked for: \(described.seen).")
      return skip(
        .pollRecords, .pollPages, .pollSince, .findKeys, .findNone, .writeOrder, .writeRefused, .writeAgain, .writeLost,
        because: "`\(name)` is not described.")
    }
    schema = object
    let named = [object.identity, object.watermark, object.modified, object.created, trial.key].compactMap(\.self)
    for field in named where object.field(field) == nil { note(.describe, "`\(name)` has no field `\(field)`.") }
    let unknown = await call { () async throws(CallFailure) in try await connector.describe(["flowrun_no_such_object"]) }
    note(.describe, unknown.failure?.kind == .rejected ? nil : "`flowrun_no_such_object` was asked for: \(unknown.seen).")
  }

  // MARK: finds

  /// The records that carry the keys, in one call.
  func found(_ keys: [Value], by field: String, in object: String) async -> Ended<FindAnswer> {
    let connector = connector
    let find = FindCall(connection: settings.name, object: object, fields: asked, match: [field], keys: keys.map { [$0] })
    return await call { () async throws(CallFailure) in try await connector.find(find) }
  }

  /// Those of them that carry the key.
  func carrying(_ key: Value, of field: String, _ records: [Record]) -> [Record] {
    guard let field = schema?.field(field) else { return [] }
    return records.filter { field.canonical($0[field.name] ?? .null) == field.canonical(key) }
  }

  func find() async {
    guard let object = schema else { return }
    guard let key else { return skip(.findKeys, .findNone, because: "The trial names no `key` by which records are found.") }
    var wanted = created.compactMap { created in created.fields[key].map { (id: Optional(created.id), key: $0) } }
    if wanted.isEmpty {
      if known == nil { await learn() }
      wanted = known?[key].flatMap { $0.isNull ? nil : [(id: nil, key: $0)] } ?? []
    }
    if wanted.isEmpty {
      skip(.findKeys, because: "No record is known: give the trial `records`.")
    } else {
      probe.begin(.pass)
      let answer = await found(wanted.map(\.key), by: key, in: object.name)
      note(.findKeys, complaint(of: answer, wanted, key, object))
    }
    probe.begin(.pass)
    let none = await found([Self.absent(object.field(key), like: known?[key])], by: key, in: object.name)
    if let records = none.answer?.records {
      note(.findNone, records.allSatisfy { $0[key] != nil } ? nil : "A record came without `\(key)`.")
      let seen = probe.seen.count
      let told = none.answer?.info.requests ?? 0
      if seen > 0 { note(.requests, seen == told ? nil : "A find sent \(seen) requests, and told of \(told).") }
    } else {
      note(.findNone, "A key that no record has was asked for: \(none.seen).")
    }
  }

  private func complaint(
    of answer: Ended<FindAnswer>, _ wanted: [(id: String?, key: Value)], _ key: String, _ object: ObjectSchema
  ) -> String? {
    guard let records = answer.answer?.records else { return "Records that are there were asked for: \(answer.seen)." }
    for record in records {
      for path in asked + [key, object.identity] where record[path] == nil { return "A record came without `\(path)`." }
    }
    for (id, value) in wanted {
      let mine = carrying(value, of: key, records)
      if mine.isEmpty { return "No record came for `\(key)` = \(value), which is there." }
      if let id, mine.map({ $0[object.identity] ?? .null }) != [.string(id)] {
        return "`\(key)` = \(value) was written as `\(id)`, and found as \(mine.map { "\($0[object.identity] ?? .null)" }.joined(separator: ", "))."
      }
    }
    return nil
  }

  /// A value that no record has.
  static func absent(_ field: FieldSchema?, like known: Value?) -> Value {
    switch field?.type {
    case .integer: .int(-987_654_321)
    case .number, .currency, .percent: .double(-987_654_321)
    case .email: "no-such-record@flowrun.example"
    case .id, .reference: .string(String((known?.asString ?? "0").map { $0.isLetter || $0.isNumber ? "0" : $0 }))
    default: "flowrun-no-such-record"
    }
  }

  // MARK: polls

  /// Learns a record that is there from the first page of a poll.
  private func learn() async {
    guard let object = schema, object.watermark != nil else { return }
    let connector = connector
    let poll = PollCall(connection: settings.name, object: object.name, fields: [key].compactMap(\.self) + asked)
    let page = await call { () async throws(CallFailure) in try await connector.poll(poll) }
    known = page.answer?.records.first { record in key.map { !(record[$0] ?? .null).isNull } ?? false }
  }

  func poll() async {
    guard let object = schema else { return }
    guard let watermark = object.watermark else {
      return skip(.pollRecords, .pollPages, .pollSince, because: "`\(object.name)` has no watermark, so it is not polled by change.")
    }
    guard let pages = await polled(object, since: nil) else { return skip(.pollPages, .pollSince, because: "The poll brought no records.") }
    let records = pages.records
    var seen: Set<Value> = []
    var last: (id: Value, at: Timestamp)?
    for record in records {
      let id = record[object.identity] ?? .null
      if id.isNull { note(.pollRecords, "A record came without its `\(object.identity)`.") }
      if !seen.insert(id).inserted { note(.pollRecords, "The record \(id) came twice.") }
      guard let moment = record[watermark]?.asTimestamp else {
        note(.pollRecords, "`\(watermark)` of \(id) is \(record[watermark] ?? .null) and no time.")
        continue
      }
      if last.map({ $0.at <= moment }) ?? true { last = (id, moment) }
    }
    if records.isEmpty { skip(.pollRecords, because: "There are no records to poll.") } else { note(.pollRecords, nil) }
    if pages.count > 1 { note(.pollPages, nil) } else { skip(.pollPages, because: "All records came in one page.") }
    guard let last else { return skip(.pollSince, because: "There are no records to poll.") }
    guard let later = await polled(object, since: last.at) else { return }
    let isThere = later.records.contains { $0[object.identity] == last.id }
    note(.pollSince, isThere ? nil : "\(last.id) was last changed at \(last.at), and a poll since then leaves it out.")
  }

  /// The records of the first pages; nil where a page failed, which is noted.
  private func polled(_ object: ObjectSchema, since: Timestamp?) async -> (records: [Record], count: Int)? {
    let connector = connector
    let check: ConformanceCheck = since == nil ? .pollRecords : .pollSince
    var poll = PollCall(connection: settings.name, object: object.name, fields: asked, since: since)
    var records: [Record] = []
    var places: Set<String> = []
    while places.count < Self.mostPages {
      let asked = poll
      let page = await call { () async throws(CallFailure) in try await connector.poll(asked) }
      guard let answer = page.answer else {
        note(places.isEmpty ? check : .pollPages, "Page \(places.count + 1) was asked for: \(page.seen).")
        return nil
      }
      records += answer.records
      guard let next = answer.next else { return (records, places.count + 1) }
      guard places.insert(next).inserted else {
        note(.pollPages, "The page after `\(next)` is `\(next)` again, for ever.")
        return (records, places.count)
      }
      poll.page = next
    }
    return (records, places.count)
  }

  /// More pages than these are not asked for.
  private static let mostPages = 8
}
