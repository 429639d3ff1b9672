public import CEL
public import FlowEngine

/// Which dead letters are meant; everything that is said must hold.
public struct DeadLetterQuery: Sendable {
  /// Empty: all.
  public var ids: [EventID]
  public var flow: String?
  /// The kind of failure (`rejected`) or the target's own code.
  public var error: String?
  /// Failed at this time or later.
  public var since: Timestamp?
  /// Failed before this time.
  public var until: Timestamp?

  public init(ids: [EventID] = [], flow: String? = nil, error: String? = nil, since: Timestamp? = nil, until: Timestamp? = nil) {
    self.ids = ids
    self.flow = flow
    self.error = error
    self.since = since
    self.until = until
  }

  func matches(_ letter: DeadLetter) -> Bool {
    if let error, letter.reason.kind.rawValue != error, letter.reason.code != error { return false }
    if let since, letter.at < since { return false }
    if let until, letter.at >= until { return false }
    return true
  }
}

/// A dead letter as people see it, with what decides whether it may be replayed.
public struct DeadLetterEntry: Sendable {
  public var letter: DeadLetter
  /// A later event of the same thing that is done: a replay would write older values over its.
  public var overtakenBy: EventID?

  /// False when no event could be made of what came: there is nothing to go on with.
  public var isEvent: Bool { letter.input != nil }
}
