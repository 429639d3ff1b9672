public import CEL

/// An accepted event that has not ended, with all that is needed to go on with it.
public struct OpenEvent: Sendable, Equatable {
  public var id: EventID
  public var flow: String
  /// The version that accepted it, and from its first effect on the one that runs it.
  public var version: String
  /// Its source's place in `trigger:`.
  public var source: Int
  public var about: String?
  /// Events of one key run in order, one at a time; nil: on its own.
  public var key: String?
  /// When it happened.
  public var at: Timestamp
  public var acceptedAt: Timestamp
  /// The fields of `event`.
  public var event: Value
  /// Values before, of the fields that are read through `was`.
  public var was: Value
  /// The number of the reading that it came with; rises in the order in which readings were sent.
  public var reading: Int64
  /// What the journal keeps of watched fields, to tell whether a window's survivor differs from the first one's past.
  public var changed: [FieldChange]
  /// Set from the first failure on.
  public var retry: RetryState?
  /// Steps whose results were kept, when an effect or a retry made that necessary.
  public var results: [StepResult]
  public var effects: [EffectRecord]

  public init(
    id: EventID, flow: String, version: String, source: Int, about: String?, key: String?, at: Timestamp, acceptedAt: Timestamp,
    event: Value, was: Value, reading: Int64, changed: [FieldChange] = [], retry: RetryState? = nil, results: [StepResult] = [],
    effects: [EffectRecord] = []
  ) {
    self.id = id
    self.flow = flow
    self.version = version
    self.source = source
    self.about = about
    self.key = key
    self.at = at
    self.acceptedAt = acceptedAt
    self.event = event
    self.was = was
    self.reading = reading
    self.changed = changed
    self.retry = retry
    self.results = results
    self.effects = effects
  }
}

/// A watched field of an event: hashes of its value before and with the event.
public struct FieldChange: Sendable, Equatable {
  public var field: String
  /// Nil when nothing was known.
  public var before: String?
  public var after: String

  public init(field: String, before: String?, after: String) {
    self.field = field
    self.before = before
    self.after = after
  }
}

/// When a failed event is tried again.
public struct RetryState: Sendable, Equatable {
  /// Failed attempts that count: not those that an open circuit or a limit caused.
  public var attempts: Int
  /// Seconds that count against `retry.for`.
  public var spent: Double
  public var due: Timestamp
  /// The connection that must be open again before the event is tried; nil when only time is needed.
  public var connection: String?
  /// The last failure, for people.
  public var reason: String

  public init(attempts: Int, spent: Double, due: Timestamp, connection: String?, reason: String) {
    self.attempts = attempts
    self.spent = spent
    self.due = due
    self.connection = connection
    self.reason = reason
  }
}

/// One write of one record (or one message, one operation) that an event caused.
public struct EffectRecord: Sendable, Equatable {
  public enum State: String, Sendable, CaseIterable {
    /// Recorded, perhaps sent. Found at a restore it is `unknown`.
    case intended
    /// Sent, and no answer.
    case unknown
    /// The target has it.
    case confirmed
    /// The target refused it; nothing was written.
    case failed
  }

  public enum Verb: String, Sendable, CaseIterable { case create, update, notify, operation }

  /// Derived from flow, event, step and item: 32 hexadecimal digits. A replay derives the same.
  public var key: String
  public var event: EventID
  public var step: StepKey
  public var connection: String
  /// The object, the channel or the operation.
  public var object: String
  public var verb: Verb
  /// The record to update, or the one that was created.
  public var id: String?
  /// Exactly what is sent.
  public var fields: Record
  /// Match sets and records that no other may create or write meanwhile.
  public var locks: [String]
  public var intendedAt: Timestamp
  public var state: State
  /// The job that carries it, which is asked before anything else what became of it.
  public var job: String?

  public init(
    key: String, event: EventID, step: StepKey, connection: String, object: String, verb: Verb, id: String?, fields: Record, locks: [String],
    intendedAt: Timestamp, state: State, job: String? = nil
  ) {
    self.job = job
    self.key = key
    self.event = event
    self.step = step
    self.connection = connection
    self.object = object
    self.verb = verb
    self.id = id
    self.fields = fields
    self.locks = locks
    self.intendedAt = intendedAt
    self.state = state
  }
}

/// The last value of a watched field that was seen, or written by us.
public struct KnownValue: Sendable, Equatable {
  public var key: AboutKey
  public var field: String
  /// Of the canonical value: 32 hexadecimal digits.
  public var hash: String
  /// The value itself, where a formula reads it through `was`.
  public var value: Value?
  /// The record's modified time at the reading that first showed this value; nil where the source has none.
  public var at: Timestamp?
  /// The number of that reading. A write of ours moves the value, and neither this nor `at`.
  public var reading: Int64
  /// The number at which the value last moved, by a reading or by a write of ours: what was read before it does not count.
  public var moved: Int64

  public init(key: AboutKey, field: String, hash: String, value: Value?, at: Timestamp?, reading: Int64, moved: Int64) {
    self.key = key
    self.field = field
    self.hash = hash
    self.value = value
    self.at = at
    self.reading = reading
    self.moved = moved
  }
}

/// A value that a confirmed write of ours gave to a watched field: the value moves, its time and reading stay.
public struct KnownWrite: Sendable, Equatable {
  public var key: AboutKey
  public var field: String
  public var hash: String
  public var value: Value?
  public var moved: Int64

  public init(key: AboutKey, field: String, hash: String, value: Value?, moved: Int64) {
    self.key = key
    self.field = field
    self.hash = hash
    self.value = value
    self.moved = moved
  }
}

/// A `once` claim.
public struct OnceClaim: Sendable, Equatable {
  public var key: AboutKey
  /// The event that has it; nil for a record that existed when the flow began.
  public var event: EventID?

  public init(key: AboutKey, event: EventID?) {
    self.key = key
    self.event = event
  }
}

/// How far a source has been read.
public struct Watermark: Sendable, Equatable {
  public var source: SourceID
  /// Everything before this has been read; nil while the first reading is under way.
  public var value: Timestamp?
  /// When the source was first polled; rows changed since then are run whatever `start` says.
  public var started: Timestamp

  public init(source: SourceID, value: Timestamp?, started: Timestamp) {
    self.source = source
    self.value = value
    self.started = started
  }
}

/// All that is needed to understand, mend and replay an event that failed.
public struct DeadLetter: Sendable, Equatable {
  public var event: EventID
  public var flow: String
  public var version: String
  public var source: Int
  public var about: String?
  public var at: Timestamp
  public var reason: DeadReason
  public var attempts: Int
  /// The event; nil when there was none yet.
  public var input: Value?
  /// The row, line or body as it came, where no event could be made of it. Bytes when it is no text.
  public var raw: Value?
  /// What would have been written.
  public var payload: Value?

  public init(
    event: EventID, flow: String, version: String, source: Int, about: String?, at: Timestamp, reason: DeadReason, attempts: Int,
    input: Value?, raw: Value?, payload: Value?
  ) {
    self.event = event
    self.flow = flow
    self.version = version
    self.source = source
    self.about = about
    self.at = at
    self.reason = reason
    self.attempts = attempts
    self.input = input
    self.raw = raw
    self.payload = payload
  }
}
