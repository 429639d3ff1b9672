public import Calls

/// What the engine plans with for one connection; a connector's traits and the project's settings give it.
public struct ConnectionFacts: Sendable, Equatable {
  /// Most records in one write call.
  public var writeBatch: Int
  /// True when one bad record of a write call fails all of them.
  public var allOrNothing: Bool
  /// What is written as a job.
  public var bulk: BulkWrites?

  public init(writeBatch: Int = 200, allOrNothing: Bool = false, bulk: BulkWrites? = nil) {
    self.bulk = bulk
    self.writeBatch = max(1, writeBatch)
    self.allOrNothing = allOrNothing
  }
}
