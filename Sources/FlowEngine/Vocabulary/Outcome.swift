public import CEL
import Calls

/// How an event ended. Exactly one an event.
public enum Ending: Sendable, Equatable {
  case done
  case skipped(SkipReason)
  case dead(DeadReason)

  /// `done`, `skipped` or `dead`: what is counted and shown.
  public var name: String {
    switch self {
    case .done: "done"
    case .skipped: "skipped"
    case .dead: "dead"
    }
  }

  /// The reason as people read it; nil when done.
  public var reason: String? {
    switch self {
    case .done: nil
    case .skipped(let reason): reason.text
    case .dead(let reason): reason.text
    }
  }
}

/// Why an event was left without effect.
public enum SkipReason: Sendable, Equatable, Hashable {
  /// The same delivery came before.
  case repeated
  /// No watched field has a new value.
  case unchanged
  /// `when` was not true.
  case when
  /// `once`: another event of the same `about` has the claim.
  case once
  /// A later event of the same thing took its place.
  case superseded
  /// Existed when the flow began (`start`).
  case before
  /// A step found nothing, and says `on_none: skip`.
  case noMatch(step: String)
  /// A step found several, and says `on_many: skip`.
  case manyMatches(step: String)
  /// A `skip` step.
  case step(String, reason: String)

  /// A word for storage and counting.
  public var code: String {
    switch self {
    case .repeated: "repeated"
    case .unchanged: "unchanged"
    case .when: "when"
    case .once: "once"
    case .superseded: "superseded"
    case .before: "before"
    case .noMatch: "no_match"
    case .manyMatches: "many_matches"
    case .step: "step"
    }
  }

  /// The reason as people read it.
  public var text: String {
    switch self {
    case .repeated: "repeated delivery"
    case .unchanged: "unchanged"
    case .when: "`when` was not true"
    case .once: "already handled once"
    case .superseded: "superseded"
    case .before: "existed before the flow began"
    case .noMatch(let step): "`\(step)` found no record"
    case .manyMatches(let step): "`\(step)` found several records"
    case .step(_, let reason): reason
    }
  }
}

/// Why an event is in the dead letters.
public struct DeadReason: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// The body or line is no JSON, or `each` gave no list.
    case unreadable
    /// A formula failed.
    case formula
    /// `about` was null.
    case noAbout = "no_about"
    /// `on_none: fail`.
    case noMatch = "no_match"
    /// `on_many: fail`.
    case manyMatches = "many_matches"
    /// A `fail` step.
    case failStep = "fail_step"
    /// The target refused the record.
    case rejected
    /// Retries ran out.
    case exhausted
    /// Sent, no answer, and nothing can tell whether it was done.
    case uncertain
  }

  public var kind: Kind
  /// The step that failed; nil before the steps.
  public var step: String?
  /// The target's own code.
  public var code: String?
  /// What went wrong, in one sentence.
  public var text: String
  /// Who must do what, in one sentence.
  public var advice: String

  public init(_ kind: Kind, step: String? = nil, code: String? = nil, text: String, advice: String) {
    self.kind = kind
    self.step = step
    self.code = code
    self.text = text
    self.advice = advice
  }

  /// The code where it is one, for logs and messages.
  public var plainCode: String? { code.flatMap(CallFailure.plain) }
}

/// What a step did, as `outcome(step)` gives it.
public enum StepOutcome: String, Sendable, CaseIterable {
  case created, updated, unchanged, found, refused, failed
  /// A message was sent, or an operation was carried out.
  case sent
  /// A lookup found nothing under `on_none: continue`; `outcome(step)` is null then.
  case none
}

/// How an event ended, with what its steps did.
public struct EventEnd: Sendable, Equatable {
  /// Nil for a row that was dropped without becoming an event (a repeated delivery, an unchanged polled row).
  public var event: EventID?
  public var flow: String
  public var about: String?
  public var ending: Ending
  /// In the order of the steps; steps that did not run are left out, items of a `for_each` one by one.
  public var steps: [StepResult]
  public var at: Timestamp

  public init(event: EventID?, flow: String, about: String?, ending: Ending, steps: [StepResult] = [], at: Timestamp) {
    self.event = event
    self.flow = flow
    self.about = about
    self.ending = ending
    self.steps = steps
    self.at = at
  }
}

/// The result of one step of one event: what later formulas see of it.
public struct StepResult: Sendable, Equatable {
  public var key: StepKey
  public var outcome: StepOutcome?
  /// What the step's name stands for in formulas; null where it found nothing or failed.
  public var binding: Value
  /// Facts for people: the strategy that matched, the values that lost under `newest_wins`, the error that was passed over.
  public var note: String?

  public init(key: StepKey, outcome: StepOutcome?, binding: Value, note: String? = nil) {
    self.key = key
    self.outcome = outcome
    self.binding = binding
    self.note = note
  }
}
