import FlowSyntax
import Testing

@testable import FlowRuntime

/// A target that counts what arrives, in every stretch of a length.
private struct Counter {
  let limit: Int
  let seconds: Double
  private var times: [Double] = []
  private var first = 0
  private(set) var most = 0

  init(_ limit: Int, seconds: Double) { (self.limit, self.seconds) = (limit, seconds) }

  mutating func arrived(at time: Double) {
    times.append(time)
    while times[first] <= time - seconds { first += 1 }
    most = max(most, times.count - first)
    if first > 100_000 {
      times.removeFirst(first)
      first = 0
    }
  }
}

@Suite struct AllowanceTests {
  /// 20 flows that always have more to ask, on one connection, over 10,000 hours with a stop or a crash about once a day.
  @Test(arguments: [1] as [UInt64]) func neverMoreThanAllowedAtTheTargetAndNearlyAllOfIt(seed: UInt64) throws {
    let limits = CallLimits(perSecond: 3, perMinute: 40, perDay: 2_400, share: 0.5)
    let ours = 1_200
    let hours = 10_000.0
    let start = 1_800_000_000.0
    var die = Die(seed)
    var allowance = Allowance(limits)
    var written = ""
    var now = start
    var (second, minute, day) = (Counter(3, seconds: 1), Counter(40, seconds: 60), Counter(ours, seconds: 86_400))
    var (sent, stops, crashes) = (0, 0, 0)
    var byFlow = [Int](repeating: 0, count: 20)
    var lastStop = now
    while now < start + hours * 3_600 {
      if now > lastStop + 86_400 {
        lastStop = now + Double(die.below(40_000))
        if die.chance(50) {
          written = allowance.text(isClosed: true)
          stops += 1
        } else {
          crashes += 1
        }
        now += Double(die.below(900)) / 10
        allowance = Allowance(limits)
        allowance.restore(written, at: now)
      }
      // Whose turn it is; where it must wait, whoever may go first.
      var flow = die.below(20)
      var wait = allowance.wait(for: Self.priority(flow), at: now)
      if wait > 0 {
        flow = 0
        wait = allowance.wait(for: .high, at: now)
        now += wait
        if wait > 0 { continue }
      }
      if allowance.count(at: now) { written = allowance.text(isClosed: false) }
      // Some milliseconds to the target, not the same for all.
      let arrival = now + Double(die.below(5)) / 1_000
      second.arrived(at: arrival)
      minute.arrived(at: arrival)
      day.arrived(at: arrival)
      sent += 1
      byFlow[flow] += 1
      now += 0.006
    }
    #expect(second.most == 3, "seed \(seed)")
    #expect(minute.most == 40, "seed \(seed)")
    #expect(day.most <= ours, "seed \(seed)")
    #expect(Double(sent) >= 0.95 * Double(ours) * hours / 24, "seed \(seed): \(sent)")
    #expect(stops > 50 && crashes > 50)
    #expect(byFlow.allSatisfy { $0 > 0 })
  }

  private static func priority(_ flow: Int) -> Flow.Priority { flow < 5 ? .high : flow < 15 ? .normal : .low }

  @Test func flowsOfLowerPriorityWaitEarlier() {
    var allowance = Allowance(CallLimits(perDay: 100))
    var last: [Flow.Priority: Int] = [:]
    for priority in [Flow.Priority.low, .normal, .high] {
      while allowance.wait(for: priority, at: 1_000) == 0 { _ = allowance.count(at: 1_000) }
      last[priority] = allowance.day.total
    }
    #expect(last == [.low: 90, .normal: 97, .high: 100])
    // Five minutes are counted together, and a day later they are free.
    #expect(allowance.wait(for: .high, at: 1_000) == 86_600)
    #expect(allowance.wait(for: .high, at: 87_600) == 0)
  }

  @Test func theTargetsOwnCountLeavesPeopleTheirPart() {
    var allowance = Allowance(CallLimits(perDay: 1_000, reserve: 0.1))
    #expect(allowance.wait(for: .high, at: 0) == 0)
    allowance.correct(used: 899, allowed: 1_000, at: 10)
    #expect(allowance.wait(for: .high, at: 10) == 0)
    _ = allowance.count(at: 10)
    // Our own request is the 900th: what is left is for people, until the target says otherwise or its word is old.
    #expect(allowance.wait(for: .high, at: 10) == Allowance.doubt)
    #expect(allowance.wait(for: .high, at: 10 + Allowance.doubt) == 0)
    _ = allowance.count(at: 10 + Allowance.doubt)
    #expect(allowance.wait(for: .high, at: 11 + Allowance.doubt) > 0)
    allowance.correct(used: 200, allowed: 1_000, at: 920)
    #expect(allowance.wait(for: .high, at: 920) == 0)
  }

  @Test func theSmallerOfTwoAllowancesCounts() {
    var allowance = Allowance(CallLimits(perDay: 1_000, share: 0.5))
    #expect(allowance.ours == 500)
    allowance.correct(used: 0, allowed: 400, at: 0)
    #expect(allowance.ours == 200)
  }

  @Test func lessThanOneASecondIsOneInSoManySeconds() {
    var allowance = Allowance(CallLimits(perSecond: 0.5))
    _ = allowance.count(at: 100)
    #expect(abs(allowance.wait(for: .normal, at: 100) - 2.02) < 1e-9)
    #expect(allowance.wait(for: .normal, at: 102.03) == 0)
  }

  @Test func whatTheJournalHoldsIsReadAgain() {
    var allowance = Allowance(CallLimits(perMinute: 10, perDay: 100_000))
    for second in 0..<7 { _ = allowance.count(at: 600 + Double(second)) }
    #expect(allowance.text(isClosed: true) == "1 closed 606 7 2:7")
    // 100 are written down before the first of them is sent.
    #expect(allowance.text(isClosed: false) == "1 open 606 7 2:100")
    var next = Allowance(CallLimits(perMinute: 10, perDay: 100_000))
    next.restore("1 closed 606 7 2:7", at: 620)
    #expect(next.day.total == 7)
    for _ in 0..<3 {
      #expect(next.wait(for: .normal, at: 620) == 0)
      _ = next.count(at: 620)
    }
    #expect(next.wait(for: .normal, at: 620) > 0)
    var crashed = Allowance(CallLimits(perMinute: 10, perDay: 100_000))
    crashed.restore("1 open 606 7 2:100", at: 620)
    #expect(crashed.day.total == 100)
    #expect(crashed.wait(for: .normal, at: 620) > 0)
    for text in ["", "2 closed 1 1", "1 closed x 1", "nonsense"] {
      var fresh = Allowance(CallLimits(perDay: 10))
      fresh.restore(text, at: 620)
      #expect(fresh.day.total == 0)
    }
  }
}
