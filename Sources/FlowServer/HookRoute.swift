/// What stands behind `POST /hooks/FLOW`.
public struct HookRoute: Sendable {
  public var flow: String
  public var verification: HookVerification
  /// Stores the body of an admitted request; it returns when every event of it is durable.
  public var accept: @Sendable ([UInt8]) async throws(HookRefusal) -> Void

  public init(flow: String, verification: HookVerification, accept: @escaping @Sendable ([UInt8]) async throws(HookRefusal) -> Void) {
    self.flow = flow
    self.verification = verification
    self.accept = accept
  }
}

/// Why an admitted request was not stored. The sender is told to come back.
public enum HookRefusal: Error, Sendable, Equatable {
  /// The process is going down; another will take it.
  case draining
  /// The flows are being changed, which takes longer than a sender should wait.
  case changing
  /// Too much waits already.
  case busy
  /// The journal cannot keep it.
  case notKept
  /// The records that it tells of could not be read.
  case notRead
}
