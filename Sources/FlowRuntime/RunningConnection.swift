public import Calls
public import ConnectorKit

/// A connector at work, and how many of its calls may run at once.
public struct RunningConnection: Sendable {
  public var connector: any CallTarget
  public var traits: ConnectorTraits
  public var concurrentCalls: Int
  /// What it writes as a job; nil for what stands in for a connector.
  public var bulk: BulkWrites?
  /// What its requests wait for; nil: nothing.
  public var limiter: RequestLimiter?

  /// `concurrentCalls`: the connection's `limits.calls`; nil takes what the connector says.
  public init(_ connector: any Connector, concurrentCalls: Int? = nil, limiter: RequestLimiter? = nil) {
    self.init(connector, traits: connector.traits, concurrentCalls: concurrentCalls, limiter: limiter)
    bulk = connector.bulk
  }

  /// What stands in for a connector with these traits.
  public init(_ target: any CallTarget, traits: ConnectorTraits, concurrentCalls: Int? = nil, limiter: RequestLimiter? = nil) {
    connector = target
    self.limiter = limiter
    self.traits = traits
    self.concurrentCalls = concurrentCalls ?? traits.concurrentCalls
  }
}
