/// An outbound message definition: changes of one object go to one address (salesforce.md 7.2).
public struct OutboundMessage: Sendable {
  /// The sObject whose created and changed records are sent.
  public var object: String
  /// Where the notifications are posted; plain `http`.
  public var url: String
  /// The fields that each notification carries besides the id.
  public var fields: [String]
  /// True sends each accepted batch a second time, as the platform may.
  public var repeats = false
  /// True sends the notifications of a batch in the reverse order.
  public var reorders = false

  public init(object: String, url: String, fields: [String]) {
    self.object = object
    self.url = url
    self.fields = fields
  }
}

/// The definitions, and the notifications that wait to be accepted.
struct OutboundQueue {
  struct Notification {
    var id: String
    var record: String
    var attempts = 0
    /// When it may be sent again; nil for at once.
    var due: ContinuousClock.Instant?
  }

  struct Definition {
    var action: String
    var message: OutboundMessage
    var waiting: [Notification] = []
  }

  private(set) var definitions: [String: Definition] = [:]
  private var sequence = 0

  /// Adds a definition; gives the id of its action.
  mutating func add(_ message: OutboundMessage) -> String {
    sequence += 1
    let action = RecordID.make(prefix: "04k", sequence: sequence)
    definitions[action] = Definition(action: action, message: message)
    return action
  }

  mutating func remove(_ action: String) { definitions[action] = nil }

  /// Queues what a request changed; gives true where there is something to send.
  mutating func changed(_ records: [(object: String, id: String)]) -> Bool {
    var isAny = false
    for (action, definition) in definitions {
      for record in records where record.object == definition.message.object {
        sequence += 1
        definitions[action]?.waiting.append(Notification(id: RecordID.make(prefix: "04l", sequence: sequence), record: record.id))
        isAny = true
      }
    }
    return isAny
  }

  /// At most 100 notifications in one message: those that have waited long enough since they were refused, and new ones.
  func batch(_ action: String, at now: ContinuousClock.Instant) -> [Notification] {
    Array((definitions[action]?.waiting ?? []).filter { $0.due.map { $0 <= now } ?? true }.prefix(100))
  }

  /// When the first of those that wait may be sent again.
  var nextDue: ContinuousClock.Instant? { definitions.values.flatMap(\.waiting).compactMap(\.due).min() }

  mutating func accepted(_ action: String, _ ids: Set<String>) { definitions[action]?.waiting.removeAll { ids.contains($0.id) } }

  /// The pause doubles with each refusal (salesforce.md 7.2).
  mutating func failed(_ action: String, _ ids: Set<String>, at now: ContinuousClock.Instant, unit: Int) {
    for index in definitions[action]?.waiting.indices ?? 0..<0 {
      guard let notification = definitions[action]?.waiting[index], ids.contains(notification.id) else { continue }
      definitions[action]?.waiting[index].due = now + .milliseconds(min(unit << min(notification.attempts, 16), 60000))
      definitions[action]?.waiting[index].attempts += 1
    }
  }

  var value: SandboxValue {
    .array(
      definitions.values.sorted { $0.action < $1.action }.map { definition in
        [
          "action": .string(definition.action), "object": .string(definition.message.object), "url": .string(definition.message.url),
          "fields": .array(definition.message.fields.map(SandboxValue.string)), "repeats": .bool(definition.message.repeats),
          "reorders": .bool(definition.message.reorders), "waiting": .int(definition.waiting.count),
          "attempts": .int(definition.waiting.map(\.attempts).max() ?? 0),
        ]
      })
  }
}
