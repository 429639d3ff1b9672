import FlowCheck

/// What people have paused: flows begin nothing, and nothing is sent over connections, until they are resumed. Events are accepted and wait.
public struct Holds: Sendable, Equatable {
  /// Flow → why.
  public var flows: [String: String]
  /// Connection → why.
  public var connections: [String: String]

  public init(flows: [String: String] = [:], connections: [String: String] = [:]) {
    self.flows = flows
    self.connections = connections
  }
}

extension Engine {
  /// Takes the place of what was paused before.
  mutating func held(_ holds: Holds) {
    let before = self.holds
    self.holds = holds
    for name in connections.keys.sorted() where before.connections[name] != nil && refusal(of: name) == nil { makeDue(name) }
  }

  /// True when people have paused the flow.
  func isHeld(_ flow: Int) -> Bool { holds.flows[plans[flow].flow.name] != nil }
}
