import CEL
import Journal

/// How a runtime stands at a moment.
public struct RuntimeGauges: Sendable, Equatable {
  /// Seconds since each flow's oldest open event was accepted.
  public var lag: [String: Double]
  /// Calls that are sent or wait for their turn.
  public var callsInFlight: Int
  /// Of connections with `limits`.
  public var allowances: [String: RequestLimiter.Use]
  public var isReady: Bool
}

extension Runtime {
  /// How it stands now.
  public var gauges: RuntimeGauges {
    get async {
      let oldest = (try? await journal.oldestOpen()) ?? [:]
      let now = clock.now.secondsSince1970
      return RuntimeGauges(
        lag: oldest.mapValues { max(0, now - $0.secondsSince1970) }, callsInFlight: calls.count,
        allowances: connections.compactMapValues { $0.limiter?.use }, isReady: unready == nil)
    }
  }
}
