public import ConnectorKit

/// A connector at work, and how many of its calls may run at once.
public struct RunningConnection: Sendable {
  public var connector: any Connector
  public var concurrentCalls: Int

  /// `concurrentCalls`: the connection's `limits.calls`; nil takes what the connector says.
  public init(_ connector: any Connector, concurrentCalls: Int? = nil) {
    self.connector = connector
    self.concurrentCalls = concurrentCalls ?? type(of: connector).traits.concurrentCalls
  }
}
