import CEL
import Calls
import OrderedCollections
import Schema
import Synchronization

/// The records of a memory connection and their rules.
final class MemoryStore: Sendable {
  private let schema: ConnectionSchema
  private let state: Mutex<State>

  private struct State {
    var tables: [String: OrderedDictionary<String, Record>] = [:]
    var now: Timestamp
    var made = 0
  }

  static let pageSize = 200

  init(schema: ConnectionSchema, now: Timestamp) {
    self.schema = schema
    state = Mutex(State(now: now))
  }

  func object(_ name: String) throws(CallFailure) -> ObjectSchema {
    guard let object = schema.object(name) else {
      throw CallFailure(.rejected, code: "no_object", message: "There is no object `\(name)`.")
    }
    return object
  }

  func insert(_ record: Record, into name: String) -> String {
    guard let object = schema.object(name) else { return "" }
    return state.withLock { Self.insert(record, object, &$0) }
  }

  func change(_ record: Record, of name: String) {
    guard let object = schema.object(name) else { return }
    state.withLock { state in
      guard let id = record[object.identity]?.asString, var existing = state.tables[object.name]?[id] else {
        _ = Self.insert(record, object, &state)
        return
      }
      for name in [object.watermark, object.modified].compactMap(\.self) { existing[name] = .timestamp(state.now) }
      for (name, value) in record { existing[name] = value }
      state.tables[object.name]?[id] = existing
    }
  }

  func records(of name: String) -> [Record] {
    state.withLock { $0.tables[schema.object(name)?.name ?? name].map { Array($0.values) } ?? [] }
  }

  func advance(to now: Timestamp) { state.withLock { $0.now = max($0.now, now) } }

  func find(_ call: FindCall) throws(CallFailure) -> FindAnswer {
    let object = try object(call.object)
    let paths = Array(OrderedSet([object.identity] + call.match + call.fields))
    try check(paths, of: object)
    let fields = call.match.map { schema.field($0, of: object) }
    func canonical(_ key: [Value]) -> [Value] { zip(key, fields).map { $1?.canonical($0) ?? $0 } }
    let keys = Set(call.keys.map(canonical))
    return state.withLock { state in
      let found = (state.tables[object.name] ?? [:]).values.filter { record in
        // Names are compared by who asks: all are candidates.
        call.normalized || keys.contains(canonical(call.match.map { value($0, of: record, object, state) }))
      }
      return FindAnswer(records: found.map { flat($0, paths, object, state) }, info: CallInfo(requests: 1, serverTime: state.now))
    }
  }

  func poll(_ call: PollCall) throws(CallFailure) -> PollAnswer {
    let object = try object(call.object)
    let own = [object.identity, object.watermark, object.modified, object.created].compactMap(\.self)
    let paths = Array(OrderedSet(own + call.fields))
    try check(paths, of: object)
    guard call.since == nil || object.watermark != nil else {
      throw CallFailure(.rejected, code: "no_watermark", message: "\(object.name) has no field that moves with each change.")
    }
    guard let start = call.page.map({ Int($0) }) ?? 0 else {
      throw CallFailure(.rejected, code: "bad_page", message: "The page to go on from is not one of this connection's.")
    }
    return state.withLock { state in
      func stamp(_ record: Record) -> Timestamp? { object.watermark.flatMap { record[$0]?.asTimestamp } }
      let all = (state.tables[object.name] ?? [:]).values
        .filter { record in call.since.map { since in stamp(record).map { $0 >= since } ?? false } ?? true }
        .enumerated()
        .sorted { a, b in
          let (first, second) = (stamp(a.element), stamp(b.element))
          guard let first, let second, first != second else { return first == second ? a.offset < b.offset : first == nil }
          return first < second
        }
        .map(\.element)
      let page = all.dropFirst(start).prefix(Self.pageSize)
      let end = start + page.count
      return PollAnswer(
        records: page.map { flat($0, paths, object, state) }, next: end < all.count ? String(end) : nil,
        info: CallInfo(requests: 1, serverTime: state.now))
    }
  }

  func write(_ call: WriteCall) throws(CallFailure) -> WriteAnswer {
    let object = try object(call.object)
    return state.withLock { state in
      let results = call.records.map { record -> RecordResult in
        do throws(CallFailure) {
          return .written(id: try write(record, call.verb, object, &state))
        } catch {
          return .failed(error)
        }
      }
      return WriteAnswer(results: results, info: CallInfo(requests: 1, serverTime: state.now))
    }
  }

  private func write(_ record: WriteRecord, _ verb: WriteCall.Verb, _ object: ObjectSchema, _ state: inout State) throws(CallFailure) -> String {
    let fields = try MemoryRules(schema: schema, object: object, tables: state.tables).checked(record, verb)
    guard verb == .update else { return Self.insert(fields, object, &state) }
    guard let id = record.id, var existing = state.tables[object.name]?[id] else {
      throw CallFailure(.conflict, code: "no_record", message: "There is no \(object.name) with the identity `\(record.id ?? "")`.")
    }
    for (name, value) in fields { existing[name] = value }
    for name in [object.watermark, object.modified].compactMap(\.self) { existing[name] = .timestamp(state.now) }
    state.tables[object.name]?[id] = existing
    return id
  }

  private static func insert(_ record: Record, _ object: ObjectSchema, _ state: inout State) -> String {
    var record = record
    state.made += 1
    let id = record[object.identity]?.asString ?? "\(object.name)-\(state.made)"
    record[object.identity] = .string(id)
    for name in [object.watermark, object.modified, object.created].compactMap(\.self) where record[name]?.isNull ?? true {
      record[name] = .timestamp(state.now)
    }
    state.tables[object.name, default: [:]][id] = record
    return id
  }

  private func check(_ paths: [String], of object: ObjectSchema) throws(CallFailure) {
    for path in paths where object.complete && schema.field(path, of: object) == nil {
      throw CallFailure(.rejected, code: "no_field", message: "\(object.name) has no field `\(path)`.", fields: [path])
    }
  }

  private func flat(_ record: Record, _ paths: [String], _ object: ObjectSchema, _ state: State) -> Record {
    var flat = Record(minimumCapacity: paths.count)
    for path in paths { flat[path] = value(path, of: record, object, state) }
    return flat
  }

  private func value(_ path: String, of record: Record, _ object: ObjectSchema, _ state: State) -> Value {
    if let value = record[path] { return value }
    let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return object.field(path).flatMap { record[$0.name] } ?? .null }
    guard let field = object.reference(spelt: parts[0]), let id = record[field.name]?.asString, let reference = field.reference else { return .null }
    for name in reference.objects {
      if let next = schema.object(name), let referred = state.tables[next.name]?[id] { return value(parts[1], of: referred, next, state) }
    }
    return .null
  }
}
