public import FlowEngine

extension Runtime {
  /// Goes on with dead letters that a command has opened again.
  public func replay(_ events: [BegunEvent]) {
    guard !events.isEmpty else { return }
    idle = nil
    feed(.replayed(events))
  }
}
