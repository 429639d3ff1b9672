import CEL

/// How many of the last quarter of an hour's events failed, minute by minute.
struct FailedShare: Sendable {
  /// Seconds.
  static let length = 900.0
  private var minutes: [(minute: Int64, all: Double, failed: Double)] = []

  mutating func add(isDead: Bool, _ now: Timestamp) {
    let minute = now.seconds / 60
    minutes.removeAll { $0.minute <= minute - 15 }
    if minutes.last?.minute != minute { minutes.append((minute, 0, 0)) }
    minutes[minutes.count - 1].all += 1
    if isDead { minutes[minutes.count - 1].failed += 1 }
  }

  /// Nil when there was none.
  func share(_ now: Timestamp) -> (all: Double, failed: Double)? {
    let recent = minutes.filter { $0.minute > now.seconds / 60 - 15 }
    guard !recent.isEmpty else { return nil }
    return (recent.reduce(0) { $0 + $1.all }, recent.reduce(0) { $0 + $1.failed })
  }
}
