/// Rows that the engine wants to read, all in one.
public struct LoadRequest: Sendable, Equatable {
  /// All known values of these.
  public var known: [AboutKey]
  /// Which of these deliveries are remembered.
  public var deliveries: [DeliveryKey]
  public var claims: [AboutKey]
  /// Open events in order of their ids.
  public var waiting: [WaitingQuery]
  /// Open events by id, with results and effects.
  public var events: [EventID]

  public init(
    known: [AboutKey] = [], deliveries: [DeliveryKey] = [], claims: [AboutKey] = [], waiting: [WaitingQuery] = [], events: [EventID] = []
  ) {
    self.known = known
    self.deliveries = deliveries
    self.claims = claims
    self.waiting = waiting
    self.events = events
  }
}

/// Asks for the next open events of a flow that wait for nothing but their turn: `retry` is nil.
public struct WaitingQuery: Sendable, Equatable {
  public var flow: String
  /// Ids above this.
  public var after: EventID
  public var limit: Int
  /// Events of these keys are left out: one of each waits for a retry.
  public var withoutKeys: [String]

  public init(flow: String, after: EventID, limit: Int, withoutKeys: [String]) {
    self.flow = flow
    self.after = after
    self.limit = limit
    self.withoutKeys = withoutKeys
  }
}

/// The rows that a load found; what is not there is left out.
public struct LoadedRows: Sendable, Equatable {
  public var known: [KnownValue]
  public var deliveries: [DeliveryKey]
  public var claims: [OnceClaim]
  /// One list for each query, in order of ids, with results and effects.
  public var waiting: [[OpenEvent]]
  public var events: [OpenEvent]

  public init(
    known: [KnownValue] = [], deliveries: [DeliveryKey] = [], claims: [OnceClaim] = [], waiting: [[OpenEvent]] = [], events: [OpenEvent] = []
  ) {
    self.known = known
    self.deliveries = deliveries
    self.claims = claims
    self.waiting = waiting
    self.events = events
  }
}

/// What a journal holds when it is opened; small, whatever waits in it.
public struct RestoredState: Sendable, Equatable {
  /// Names this journal among all journals: drawn when it is made, and never changed. Effect keys are derived from it.
  public var journal: String
  /// One more than the highest id ever given.
  public var nextEvent: EventID
  /// One more than the highest number of a reading.
  public var nextReading: Int64
  public var watermarks: [Watermark]
  /// Open events that have begun: with results, with effects, or with a retry due. They go on before others of their key.
  public var begun: [BegunEvent]
  /// Effects of open events that are `intended` or `unknown`: what they lock stays locked until they are settled.
  public var open: [EffectRecord]
  /// Open events in all, by flow.
  public var waiting: [String: Int]
  /// Connections that a refused login has paused, with the reason.
  public var paused: [String: String]
  public var marks: [BaseMark]
  /// What was used of each connection's allowance, as the shell wrote it down.
  public var allowances: [String: String]

  public init(
    journal: String, nextEvent: EventID = 1, nextReading: Int64 = 1, watermarks: [Watermark] = [], begun: [BegunEvent] = [],
    open: [EffectRecord] = [], waiting: [String: Int] = [:],
    paused: [String: String] = [:], marks: [BaseMark] = [], allowances: [String: String] = [:]
  ) {
    self.journal = journal
    self.nextEvent = nextEvent
    self.nextReading = nextReading
    self.watermarks = watermarks
    self.begun = begun
    self.open = open
    self.waiting = waiting
    self.paused = paused
    self.marks = marks
    self.allowances = allowances
  }
}

/// An open event that has begun, in short.
public struct BegunEvent: Sendable, Equatable {
  public var id: EventID
  public var flow: String
  public var key: String?
  public var retry: RetryState?

  public init(id: EventID, flow: String, key: String?, retry: RetryState?) {
    self.id = id
    self.flow = flow
    self.key = key
    self.retry = retry
  }
}

/// *Base* of `newest_wins`: the number of the reading at which a pair of fields was last known equal.
public struct BaseMark: Sendable, Equatable, Hashable {
  /// Names the pair of records and the field, alike for all flows between them.
  public var pair: String
  public var reading: Int64

  public init(pair: String, reading: Int64) {
    self.pair = pair
    self.reading = reading
  }
}
