import FlowSyntax

/// What one connection may still ask of its target: decided from the times it is told, without a clock or a lock.
struct Allowance: Sendable {
  /// What the target said of the day, of all its users.
  struct Report: Sendable, Equatable {
    var used: Int
    var allowed: Int
    var at: Double
    /// Requests of ours since then.
    var since = 0
  }

  let limits: CallLimits
  private var second: SlidingWindow?
  private var minute: SlidingWindow?
  private(set) var day = DayCount()
  private(set) var report: Report?
  /// Requests that are written down as used before they are sent, so that a crash forgets none.
  private(set) var ahead = 0
  private var latest = 0.0

  /// Seconds after which the target is asked once in spite of its last word, which may be out of date.
  static let doubt = 900.0

  init(_ limits: CallLimits) {
    self.limits = limits
    if let rate = limits.perSecond, rate > 0 {
      second = rate >= 1 ? SlidingWindow(limit: Int(rate), seconds: 1) : SlidingWindow(limit: 1, seconds: 1 / rate)
    }
    minute = limits.perMinute.map { SlidingWindow(limit: $0, seconds: 60) }
  }

  /// What the flows may use in 24 hours; nil: not bounded.
  var ours: Int? {
    guard let allowed = allowed else { return nil }
    return Int(Double(allowed) * (limits.share ?? 1))
  }

  /// The day's allowance of all users.
  var allowed: Int? {
    guard limits.perDay != nil || limits.share != nil || limits.reserve != nil else { return nil }
    let said = report.map(\.allowed).flatMap { $0 > 0 ? $0 : nil }
    return [limits.perDay, said].compactMap(\.self).min()
  }

  /// Seconds until a request of this priority may be sent; 0 when it may now.
  mutating func wait(for priority: Flow.Priority, at time: Double) -> Double {
    let now = advance(to: time)
    return max(second?.wait(at: now) ?? 0, minute?.wait(at: now) ?? 0, dayWait(for: priority, at: now))
  }

  /// Seconds until the day's allowance lets a request of this priority through.
  mutating func dayWait(for priority: Flow.Priority, at time: Double) -> Double {
    let now = advance(to: time)
    day.forget(at: now)
    var wait = 0.0
    if let ours {
      wait = day.wait(below: Int((Double(ours) * priority.ceiling).rounded()), at: now) ?? 86_400
    }
    if let report, report.allowed > 0, limits.reserve != nil || limits.share != nil {
      let bound = Double(report.allowed) * (1 - (limits.reserve ?? 0)) * priority.ceiling
      if Double(report.used + report.since) >= bound { wait = max(wait, report.at + Self.doubt - now) }
    }
    return wait
  }

  /// Counts a request that is sent now. True: what is used must be written down before it goes.
  mutating func count(at time: Double) -> Bool {
    let now = advance(to: time)
    second?.add(at: now)
    minute?.add(at: now)
    let stretches = day.stretches.last?.number
    day.add(at: now)
    // What was written down ahead belongs to its stretch.
    if day.stretches.last?.number != stretches { ahead = 0 }
    if var report {
      report.since += 1
      // The one that asks in spite of the target's last word: others wait for its answer.
      if report.at + Self.doubt <= now { report.at = now }
      self.report = report
    }
    if ahead > 0 {
      ahead -= 1
      return false
    }
    ahead = portion - 1
    return true
  }

  /// The target's own count.
  mutating func correct(used: Int, allowed: Int, at time: Double) {
    report = Report(used: used, allowed: allowed, at: advance(to: time))
  }

  /// Requests that are written down at once.
  private var portion: Int { max(1, min(100, (ours ?? 100_000) / 1_000)) }

  private mutating func advance(to time: Double) -> Double {
    latest = max(latest, time)
    return latest
  }
}

/// What is kept across a restart, as a line of text.
extension Allowance {
  /// `isClosed`: nothing more is sent, so the count is exact; otherwise the portion that may still be sent is in it.
  func text(isClosed: Bool) -> String {
    let stretches = day.stretches.enumerated().map { index, stretch in
      let open = index == day.stretches.count - 1 && !isClosed ? ahead : 0
      return "\(stretch.number):\(stretch.count + open)"
    }
    return (["1", isClosed ? "closed" : "open", "\(Int64(latest.rounded(.up)))", "\(minute?.count ?? 0)"] + stretches).joined(separator: " ")
  }

  /// Goes on where a process stopped. What it may have sent unseen in its last moments counts as sent now.
  mutating func restore(_ text: String, at now: Double) {
    let words = text.split(separator: " ")
    guard words.count >= 4, words[0] == "1", let stopped = Double(words[2]), let recent = Int(words[3]) else { return }
    for word in words.dropFirst(4) {
      let parts = word.split(separator: ":")
      guard parts.count == 2, let number = Int64(parts[0]), let count = Int(parts[1]) else { continue }
      day.add(count, at: (Double(number) + 0.5) * DayCount.stretch)
    }
    let isClosed = words[1] == "closed"
    if isClosed {
      if now - stopped < 2 { second?.assume(.max, at: now) }
      if now - stopped < 60 { minute?.assume(recent, at: min(now, stopped)) }
    } else {
      second?.assume(.max, at: now)
      minute?.assume(.max, at: now)
    }
    latest = max(latest, now)
  }
}
