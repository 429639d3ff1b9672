public import FlowEngine

/// What decides: the engine, or a script in a test. Synchronous, and called by one at a time.
public protocol StepMachine: Sendable {
  mutating func step(_ input: Input) -> [Command]
}

extension Engine: StepMachine {}
