import DequeModule

/// Requests of the last 24 hours, by stretches of five minutes. A stretch counts until all of it is 24 hours old.
struct DayCount: Sendable, Equatable {
  struct Stretch: Sendable, Equatable {
    /// Five minutes since 1970.
    var number: Int64
    var count: Int
  }

  static let stretch = 300.0
  private static let length: Int64 = 288

  private(set) var stretches: Deque<Stretch> = []
  private(set) var total = 0

  mutating func forget(at now: Double) {
    let current = Int64(now / Self.stretch)
    while let first = stretches.first, first.number < current - Self.length {
      total -= first.count
      stretches.removeFirst()
    }
  }

  /// Into the stretch of that moment; a clock that was set back opens none anew.
  mutating func add(_ count: Int = 1, at now: Double) {
    let current = Int64(now / Self.stretch)
    total += count
    if let last = stretches.indices.last, stretches[last].number >= current {
      stretches[last].count += count
    } else {
      stretches.append(Stretch(number: current, count: count))
    }
  }

  /// Seconds until fewer than `limit` are counted; 0 when it is so now. Nil: `limit` is 0.
  func wait(below limit: Int, at now: Double) -> Double? {
    var left = total
    if left < limit { return 0 }
    for stretch in stretches {
      left -= stretch.count
      if left < limit { return max(0.01, Double(stretch.number + Self.length + 1) * Self.stretch - now) }
    }
    return nil
  }
}
