public import CEL
public import FlowEngine

/// Which events are meant; everything that is said must hold.
public struct RunQuery: Sendable {
  /// How events ended, or that they have not.
  public enum Ending: String, Sendable, CaseIterable { case done, skipped, dead, open }

  public var flow: String?
  public var about: String?
  public var ending: Ending?
  /// The word of the reason: `unchanged`, `no_match`, `rejected`.
  public var reason: String?
  /// Accepted at this time or later.
  public var since: Timestamp?
  /// Accepted before this time.
  public var until: Timestamp?
  /// Only events with lower numbers: where an earlier list ended.
  public var before: EventID?
  /// A step whose outcome was `failed`, and whose event went on (`on_error: continue`).
  public var withWarning: Bool
  /// A step whose outcome was `refused`: an edit of the other side stands.
  public var withRefusal: Bool

  public init(
    flow: String? = nil, about: String? = nil, ending: Ending? = nil, reason: String? = nil, since: Timestamp? = nil, until: Timestamp? = nil,
    before: EventID? = nil, withWarning: Bool = false, withRefusal: Bool = false
  ) {
    self.flow = flow
    self.about = about
    self.ending = ending
    self.reason = reason
    self.since = since
    self.until = until
    self.before = before
    self.withWarning = withWarning
    self.withRefusal = withRefusal
  }
}

/// Everything that the journal has of one event.
public struct EventStory: Sendable {
  /// What it was accepted with; its results are those kept so far, or at its end.
  public var event: OpenEvent
  /// Nil while it is open.
  public var ending: Ending?
  public var endedAt: Timestamp?
  /// Effect key → what the target said, of effects that failed.
  public var failures: [String: Failure]

  /// A target's refusal of one effect.
  public struct Failure: Sendable, Equatable {
    public var kind: String
    public var code: String
    public var message: String
  }

  /// Steps whose edit lost against one of the other side, each with what stays.
  public var refusals: [StepResult] { event.results.filter { $0.outcome == .refused } }

  /// Steps that failed while the event went on.
  public var warnings: [StepResult] { event.results.filter { $0.outcome == .failed && ending == .done } }
}
