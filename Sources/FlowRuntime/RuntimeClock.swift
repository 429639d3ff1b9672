public import CEL
import Glibc

/// The time of day as flows see it, and waiting for it.
public protocol RuntimeClock: Sendable {
  var now: Timestamp { get }

  /// Returns at that time, or at once if it has passed; throws when the task is cancelled.
  func sleep(until time: Timestamp) async throws
}

/// The machine's clock.
public struct SystemClock: RuntimeClock {
  public init() {}

  public var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    // Cannot fail: the machine's time lies between the years 1 and 9999.
    return Timestamp(seconds: Int64(time.tv_sec), nanos: Int32(time.tv_nsec))!
  }

  public func sleep(until time: Timestamp) async throws {
    // A suspended or corrected clock makes a single long sleep miss its time, so long ones look again.
    while true {
      guard let left = time.since(now)?.inSeconds, left > 0 else { return }
      try await Task.sleep(for: .seconds(min(left, 30)))
    }
  }
}

extension Timestamp {
  /// The moment that many seconds later; this one where that is beyond the years that there are.
  func later(by seconds: Double) -> Timestamp {
    adding(Timespan(nanoseconds: Int64(min(max(seconds, 0), 9e9) * 1e9))) ?? self
  }

  /// The moment that many seconds earlier; nil before the years that there are.
  func earlier(by seconds: Double) -> Timestamp? { adding(Timespan(nanoseconds: -Int64(min(max(seconds, 0), 9e9) * 1e9))) }
}
