public import CEL

/// How a journal's flows stand.
public struct JournalStatus: Sendable {
  public struct Flow: Sendable, Equatable {
    public var flow: String
    public var open = 0
    /// When the oldest open event was accepted.
    public var oldest: Timestamp?
    public var deadLetters = 0
    /// Ended in the stretch that was asked for, by ending.
    public var recent: [String: Int] = [:]
  }

  /// Open events of a flow that wait for the same.
  public struct Waiting: Sendable, Equatable {
    public var flow: String
    /// The connection that must answer again; nil when only time is needed.
    public var connection: String?
    public var reason: String
    public var events: Int
    public var keys: Int
    public var due: Timestamp
  }

  public var flows: [Flow] = []
  public var waiting: [Waiting] = []
  /// What is paused, with the reason.
  public var paused: [String: String] = [:]
  /// What was used of each connection's allowance, as the runtime wrote it down.
  public var allowances: [String: String] = [:]
}
