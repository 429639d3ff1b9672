public import Calls
import Synchronization

/// What the requests of one call add up to.
public final class CallTally: Sendable {
  private let state = Mutex(CallInfo())

  public init() {}

  /// Counts one answered or lost request.
  public func count() { state.withLock { $0.requests += 1 } }

  /// Notes the clock of an answer, and the calls used today where it says so.
  public func note(_ response: HTTPResponse, usage: (used: Int, allowed: Int)? = nil) {
    state.withLock { info in
      if let date = response.header("Date").flatMap(HTTPDate.parse) { info.serverTime = date }
      if let usage { info.usage = usage }
    }
  }

  /// The sum so far.
  public var info: CallInfo { state.withLock { $0 } }
}
