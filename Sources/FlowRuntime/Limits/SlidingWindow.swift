import DequeModule

/// So many requests in any stretch of time of a length, wherever it begins: the target may count from a moment of its own.
struct SlidingWindow: Sendable {
  let limit: Int
  /// Seconds, a little more than the target counts: requests do not all take the same time to arrive.
  let length: Double
  private var times: Deque<Double> = []

  init(limit: Int, seconds: Double) {
    self.limit = max(1, limit)
    length = seconds * 1.01
  }

  /// Seconds until one more may be sent; 0 when it may now.
  mutating func wait(at now: Double) -> Double {
    while let first = times.first, first + length <= now { times.removeFirst() }
    guard times.count >= limit, let first = times.first else { return 0 }
    return first + length - now
  }

  mutating func add(at now: Double) { times.append(now) }

  /// Takes requests to have been sent now that nobody counted.
  mutating func assume(_ count: Int, at now: Double) {
    for _ in 0..<max(0, min(count, limit) - times.count) { times.append(now) }
  }

  var count: Int { times.count }
}
