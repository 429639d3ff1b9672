public import FlowEngine
public import FlowSyntax

/// What decides: the engine, or a script in a test. Synchronous, and called by one at a time.
public protocol StepMachine: Sendable {
  mutating func step(_ input: Input) -> [Command]

  /// The priority of the flow that a call is made for, while it is not answered.
  func priority(of call: CallID) -> Flow.Priority
}

extension StepMachine {
  /// Without flows all calls are alike.
  public func priority(of call: CallID) -> Flow.Priority { .normal }
}

extension Engine: StepMachine {}
