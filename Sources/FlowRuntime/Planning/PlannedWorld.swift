import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema
import Synchronization

/// The targets as they would be after the writes of a plan: what is read is real, what is written is only remembered, and later readings see it.
final class PlannedWorld: Sendable {
  struct Place: Hashable {
    var connection: String
    var object: String
  }

  /// What a plan has changed of one object.
  struct Table {
    var changed: OrderedDictionary<String, Record> = [:]
    var created: OrderedDictionary<String, Record> = [:]
    /// What was read of each record last, by the paths that were asked.
    var seen: [String: Record] = [:]
    var isUntouched: Bool { changed.isEmpty && created.isEmpty }
  }

  struct State {
    var tables: [Place: Table] = [:]
    /// What the fields of a write held before, in the order of the writes.
    var before: [WriteKey: [Record]] = [:]
  }

  /// A write by its content.
  struct WriteKey: Hashable {
    var place: Place
    var id: String?
    var fields: Record
  }

  let schemas: [String: ConnectionSchema]
  let now: Timestamp
  let state = Mutex(State())

  init(schemas: [String: ConnectionSchema], now: Timestamp) {
    self.schemas = schemas
    self.now = now
  }

  func object(_ place: Place) -> ObjectSchema? { schemas[place.connection]?.object(place.object) }

  /// What the fields of a write held before it was planned; each write is told once.
  func before(_ key: WriteKey) -> Record? {
    state.withLock { state in
      guard var known = state.before[key], !known.isEmpty else { return nil }
      let first = known.removeFirst()
      state.before[key] = known
      return first
    }
  }

  // MARK: Reading

  func find(_ call: FindCall, _ reader: RecordReader) async throws(CallFailure) -> FindAnswer {
    let place = Place(connection: call.connection, object: call.object)
    guard let object = object(place) else { return try await reader.find(call) }
    let links = links(of: call.fields + call.match, object, call.connection)
    var asked = call
    asked.fields = Array(OrderedSet(call.fields + call.match + links.map(\.field)))
    var answer = try await reader.find(asked)
    note(answer.records, place, object)
    for chunk in missing(from: answer.records, call, place, object).chunks(of: 2_000) {
      let more = try await reader.find(
        FindCall(
          connection: call.connection, object: call.object, fields: asked.fields, match: [object.identity], keys: chunk.map { [.string($0)] }))
      note(more.records, place, object)
      answer.records += more.records
      answer.info.requests += more.info.requests
    }
    var records = merged(answer.records, call, asked.fields, place, object)
    for link in links { try await follow(link, &records, call.connection, reader) }
    answer.records = records
    return answer
  }

  private func note(_ records: [Record], _ place: Place, _ object: ObjectSchema) {
    state.withLock { state in
      for record in records {
        guard let id = record[object.identity]?.asString else { continue }
        state.tables[place, default: Table()].seen[id, default: [:]].merge(record) { $1 }
      }
    }
  }

  /// Records that may carry the keys only since the plan changed them.
  private func missing(from records: [Record], _ call: FindCall, _ place: Place, _ object: ObjectSchema) -> [String] {
    let names = Set(call.match.map { object.field($0)?.name ?? $0 })
    let here = Set(records.compactMap { $0[object.identity]?.asString })
    return state.withLock { state in
      (state.tables[place]?.changed ?? [:]).compactMap { id, fields in
        !here.contains(id) && fields.keys.contains(where: names.contains) ? id : nil
      }
    }
  }

  /// What was read, with what the plan changed of it and what it created.
  private func merged(_ records: [Record], _ call: FindCall, _ paths: [String], _ place: Place, _ object: ObjectSchema) -> [Record] {
    let table = state.withLock { $0.tables[place] } ?? Table()
    guard !table.isUntouched else { return records }
    var merged = records.map { record -> Record in
      guard let id = record[object.identity]?.asString, let changed = table.changed[id] else { return record }
      var record = record
      for path in paths { if let value = changed[object.field(path)?.name ?? path] { record[path] = value } }
      return record
    }
    let fields = call.match.map { schemas[place.connection]?.field($0, of: object) }
    func canonical(_ key: [Value]) -> [Value] { zip(key, fields).map { $1?.canonical($0) ?? $0 } }
    let keys = Set(call.keys.map(canonical))
    for record in table.created.values {
      let flat = Record(paths.map { ($0, record[object.field($0)?.name ?? $0] ?? .null) }) { first, _ in first }
      if call.normalized || keys.contains(canonical(call.match.map { flat[$0] ?? .null })) { merged.append(flat) }
    }
    return merged
  }
}

extension Array {
  fileprivate func chunks(of size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
