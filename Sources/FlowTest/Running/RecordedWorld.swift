public import CEL
public import ConnectorKit
public import FlowCheck

/// Systems that answer as they did when a run was recorded.
public struct RecordedWorld: Sendable {
  /// One case's way through it, from the beginning.
  public struct Play: Sendable {
    /// The connectors, by connection.
    public var targets: [String: any CallTarget]
    /// What was asked and is not in the recording, each with its difference from the nearest: a sentence, then lines.
    public var refused: @Sendable () -> [String]

    public init(targets: [String: any CallTarget], refused: @escaping @Sendable () -> [String]) {
      self.targets = targets
      self.refused = refused
    }
  }

  /// When the recorded run began.
  public var started: Timestamp
  /// The name of its journal, which effect keys derive from.
  public var journal: String
  /// Begins anew for a flow. A case has a start and a clock of its own.
  public var play: @Sendable (_ flow: CheckedFlow, _ start: Timestamp, _ now: @escaping @Sendable () -> Timestamp) -> Play

  public init(
    started: Timestamp, journal: String,
    play: @escaping @Sendable (_ flow: CheckedFlow, _ start: Timestamp, _ now: @escaping @Sendable () -> Timestamp) -> Play
  ) {
    self.started = started
    self.journal = journal
    self.play = play
  }
}
