public import ConnectorKit

/// Sends requests when their connection's allowance lets them through.
public struct LimitedTransport: HTTPTransport {
  private let base: any HTTPTransport
  private let limiter: RequestLimiter

  public init(_ base: any HTTPTransport, _ limiter: RequestLimiter) {
    self.base = base
    self.limiter = limiter
  }

  public var isReplay: Bool { base.isReplay }

  public func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    do throws(LimitRefusal) {
      try await limiter.permit()
    } catch {
      switch error {
      case .usedUp: throw TransportFailure(.notSent, "the day's allowance under `limits` is used up.")
      case .notKept(let reason): throw TransportFailure(.notSent, reason)
      case .cancelled: throw TransportFailure(.cancelled, "The request was cancelled before it was sent.")
      }
    }
    return try await base.send(request)
  }
}
