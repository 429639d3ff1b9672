import Glibc
import Synchronization

/// So many requests in each fixed stretch of time, as systems count that reset on the minute: who comes later waits for the next one.
public final class FixedWindow: Sendable {
  private struct State {
    var window: Int64 = .min
    var used = 0
  }

  private let limit: Int
  private let seconds: Double
  private let now: @Sendable () -> Double
  private let sleep: @Sendable (Double) async throws -> Void
  private let state = Mutex(State())

  /// `limit` requests in each `seconds`, counted from 1970 on.
  public init(
    _ limit: Int, seconds: Double = 60, now: @escaping @Sendable () -> Double = { FixedWindow.clock() },
    sleep: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
  ) {
    self.limit = max(1, limit)
    self.seconds = seconds
    self.now = now
    self.sleep = sleep
  }

  /// Waits until a request may be sent, and counts it. Throws when the task is cancelled meanwhile.
  public func enter() async throws {
    while let wait = take() { try await sleep(wait) }
  }

  /// Seconds until the next window, where this one is used up.
  private func take() -> Double? {
    let moment = now()
    let window = Int64((moment / seconds).rounded(.down))
    return state.withLock { state in
      // A clock that was set back opens no window anew.
      if window > state.window { (state.window, state.used) = (window, 0) }
      if state.used < limit {
        state.used += 1
        return nil
      }
      return max(0.01, Double(state.window + 1) * seconds - moment)
    }
  }

  /// Seconds since 1970.
  public static func clock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
