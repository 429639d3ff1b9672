import CEL
import Calls
import FlowEngine

/// A journal's rows in memory, with the rules of the SQLite tables. Every change notes how to undo it, so that a commit is all or nothing.
struct MemoryTables {
  let name: String
  var events: [EventID: OpenEvent] = [:]
  var ends: [EventID: EventEnd] = [:]
  /// Ids of accepted events by flow, rising; those that have ended are thrown out now and then.
  var queues: [String: [EventID]] = [:]
  var effects: [String: EffectRecord] = [:]
  var effectsOfEvent: [EventID: [String]] = [:]
  var known: [AboutKey: [String: KnownValue]] = [:]
  var deliveries: [DeliveryKey: Timestamp] = [:]
  /// The inner nil: claimed by no event.
  var claims: [AboutKey: OnceClaim] = [:]
  var watermarks: [SourceID: Watermark] = [:]
  var letters: [EventID: DeadLetter] = [:]
  var tallies: [OutcomeCount: Int] = [:]
  var paused: [String: String] = [:]
  var allowances: [String: String] = [:]
  var marks: [String: Int64] = [:]
  var highestEvent: EventID = 0
  var highestReading: Int64 = 0

  private var undo: [(inout MemoryTables) -> Void] = []

  init(name: String) { self.name = name }

  /// Applies all operations, or none.
  mutating func commit(_ operations: [JournalOperation]) throws(JournalFailure) {
    do {
      for operation in operations { try apply(operation) }
    } catch {
      for change in undo.reversed() { change(&self) }
      undo = []
      throw error
    }
    undo = []
    tidy()
  }

  /// Sets or removes one row.
  mutating func set<Key: Hashable, Row>(_ table: WritableKeyPath<MemoryTables, [Key: Row]>, _ key: Key, _ row: Row?) {
    let old = self[keyPath: table].updateValue(row, forKey: key)
    undo.append { $0[keyPath: table][key] = old }
  }

  mutating func setPlain<Row>(_ column: WritableKeyPath<MemoryTables, Row>, _ value: Row) {
    let old = self[keyPath: column]
    self[keyPath: column] = value
    undo.append { $0[keyPath: column] = old }
  }

  /// The queue grows at its end only; undoing takes the end off.
  mutating func enqueue(_ event: EventID, flow: String) {
    var queue = queues.removeValue(forKey: flow) ?? []
    let place = queue.last.map { $0 < event } ?? true ? queue.count : queue.firstIndex { $0 > event } ?? queue.count
    queue.insert(event, at: place)
    queues[flow] = queue
    undo.append { $0.queues[flow]?.removeAll { $0 == event } }
  }

  private mutating func tidy() {
    for (flow, queue) in queues where queue.count > 256 {
      guard queue.prefix(queue.count / 2).allSatisfy({ events[$0] == nil }) else { continue }
      queues[flow] = queue.filter { events[$0] != nil }
    }
  }
}

extension Dictionary {
  /// Sets or removes a value; the old one.
  fileprivate mutating func updateValue(_ value: Value?, forKey key: Key) -> Value? {
    guard let value else { return removeValue(forKey: key) }
    return updateValue(value, forKey: key)
  }
}
