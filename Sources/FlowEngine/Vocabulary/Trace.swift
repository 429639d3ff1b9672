public import CEL

/// What the engine passes on its way through a flow, for tests: nothing that it decides depends on it.
public enum TraceFact: Sendable {
  /// A row of a source was read; `event` and `row` are bound.
  case row(flow: String, source: Int, Bindings)
  /// The flow's `when` was asked.
  case when(flow: String, Bool, Bindings)
  /// A step's `when` was asked.
  case condition(EventID, StepKey, Bool, Bindings)
  /// A step runs, with these values before it.
  case began(EventID, StepKey, Bindings)
  /// A strategy of a step's match was tried; nil: passed over, since one of its values is null.
  case matched(EventID, StepKey, strategy: Int, records: Int?)
  /// A step gave a result.
  case bound(EventID, StepResult)
  /// A step failed for good; `handled` where the event goes on all the same.
  case failed(EventID, StepKey, DeadReason, handled: Bool)
  /// A step waits and is tried again.
  case waits(EventID, StepKey, String)
}

/// Receives what the engine passes. Called from within `step`, in order.
public protocol EngineTrace: Sendable {
  func saw(_ fact: TraceFact)
}
