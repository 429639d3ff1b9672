import CEL
import Calls
import FlowEngine
import Testing

@testable import FlowRuntime

/// Minutes and seconds of one afternoon, with what was told.
private struct Afternoon {
  var book: AlertBook
  var told: [AlertNews] = []
  private(set) var seconds: Int64 = 0

  init(_ watch: AlertBook.Watch = AlertBook.Watch(), open: [AlertBook.Key: AlertBook.Trouble] = [:]) {
    book = AlertBook(watches: ["sync": watch], open: open, now: Self.time(0))
  }

  static func time(_ seconds: Int64) -> Timestamp { Timestamp(seconds: 1_800_000_000 + seconds)! }

  var lines: [String] { told.map { "\($0.isOver ? "over" : "begun") \($0.kind.rawValue)" } }

  mutating func see(_ notice: RuntimeNotice) { told += book.see(notice, now: Self.time(seconds)) }

  /// Time passes as a desk looks at it.
  mutating func pass(_ length: Int64, oldest: Int64? = nil) {
    let end = seconds + length
    while seconds < end {
      seconds += min(15, end - seconds)
      told += book.tick(now: Self.time(seconds))
      if let oldest { told += book.note(oldest: ["sync": Self.time(oldest)], now: Self.time(seconds)) }
    }
  }

  mutating func opened() { see(.alert(Alert(subject: .connection("crm"), change: .circuitOpened, reason: "http_503: Down."))) }
  mutating func answered() { see(called(requests: 1, [])) }
  mutating func failed() { see(called(requests: 0, [CallFailure(.retry, code: "http_503", message: "Down.", affectsConnection: true)])) }
  mutating func dead() { see(ended(.dead(DeadReason(.rejected, step: "write", code: "E1", text: "jo@acme.example is wrong", advice: "")))) }
  mutating func done() { see(ended(.done)) }

  func called(requests: Int, _ failures: [CallFailure]) -> RuntimeNotice {
    var report = CallReport(find("o", connection: "crm"), .failed(CallFailure(.retry, code: "x", message: "")))
    (report.requests, report.failures) = (requests, failures)
    return .called(report)
  }

  private func ended(_ ending: Ending) -> RuntimeNotice {
    .ended(EventEnd(event: 1, flow: "sync", about: nil, ending: ending, at: Self.time(seconds)))
  }
}

@Suite struct AlertBookTests {
  @Test func sixHoursOfMaintenanceAreOneAlertAndOneNotice() {
    var day = Afternoon()
    for _ in 0..<5 { day.failed() }
    day.opened()
    for _ in 0..<72 {
      day.pass(300)
      day.failed()
    }
    #expect(day.lines == ["begun unreachable"])
    day.answered()
    day.pass(50)
    #expect(day.lines.count == 1)
    day.pass(15)
    #expect(day.lines == ["begun unreachable", "over unreachable"])
    day.pass(20_000)
    #expect(day.lines.count == 2)
    #expect(day.told[1].sentence == "Connection `crm` answers again; it did not since 2027-01-15T08:00:00Z.")
  }

  @Test(arguments: [20, 45, 130, 300] as [Int64]) func whatComesAndGoesIsNoFlood(every pause: Int64) {
    var day = Afternoon()
    for _ in 0..<(8 * 3600 / pause / 2) {
      day.opened()
      day.pass(pause)
      day.answered()
      day.pass(pause)
    }
    #expect(day.told.count <= 8)
    day.pass(3_600)
    #expect(day.lines.count.isMultiple(of: 2) && day.lines.last == "over unreachable")
  }

  @Test func aPausedConnectionIsWellWhenACallCameThrough() {
    var day = Afternoon()
    day.opened()
    day.see(.alert(Alert(subject: .connection("crm"), change: .paused, reason: "expired")))
    // A start of a run takes the pause away before anything is known.
    day.see(.alert(Alert(subject: .connection("crm"), change: .recovered, reason: "resumed")))
    day.pass(600)
    #expect(day.lines == ["begun unreachable", "begun paused"])
    day.see(day.called(requests: 2, [CallFailure(.auth, code: "e", message: "")]))
    day.pass(600)
    #expect(day.told.count == 2)
    day.answered()
    day.pass(75)
    #expect(day.lines == ["begun unreachable", "begun paused", "over paused"])
  }

  @Test func tenThousandDeadLettersAreOneAlert() {
    var day = Afternoon()
    for _ in 0..<10_000 {
      day.dead()
      day.done()
    }
    day.pass(890)
    #expect(day.lines == ["begun dead_letters"])
    #expect(day.told[0].sentence == "Flow `sync` has dead letters: step `write`, rejected (E1). See `flowrun dead-letters list`.")
    day.dead()
    day.pass(890)
    #expect(day.lines.count == 1)
    day.pass(30)
    #expect(day.lines == ["begun dead_letters", "over dead_letters"])
    #expect(day.told[1].sentence.contains("there were 10001 since"))
  }

  @Test func aShareOfFailedEventsBeginsAndEnds() {
    var day = Afternoon(AlertBook.Watch(failed: 0.05))
    for _ in 0..<95 { day.done() }
    for _ in 0..<5 { day.dead() }
    // 5 of 100 are not more than 5 %.
    #expect(day.lines == ["begun dead_letters"])
    day.dead()
    #expect(day.lines == ["begun dead_letters", "begun failed"])
    #expect(day.told[1].sentence == "Flow `sync` failed 6 % of the last 15 minutes' 101 events, more than `failed: 5%` allows.")
    for _ in 0..<100 { day.done() }
    day.pass(90)
    #expect(day.lines == ["begun dead_letters", "begun failed", "over failed"])
  }

  @Test func anEventThatWaitsTooLongBeginsAndEnds() {
    var day = Afternoon(AlertBook.Watch(lag: 600))
    day.pass(600, oldest: 0)
    #expect(day.told.isEmpty)
    day.pass(3_000, oldest: 0)
    #expect(day.lines == ["begun lag"])
    day.pass(300, oldest: 3_590)
    #expect(day.lines == ["begun lag", "over lag"])
  }

  /// The codes of a connector that watches its target's count, and of `limits`.
  @Test(arguments: ["daily_budget", CallFailure.allowanceCode]) func callsThatRunShortAreToldOnce(_ code: String) {
    var day = Afternoon()
    let short = CallFailure(.rate, code: code, message: "95 % are used.", retryAfter: 300, affectsConnection: true)
    for _ in 0..<20 {
      day.see(day.called(requests: 0, [short]))
      // One that was under way.
      day.answered()
      day.pass(600)
    }
    #expect(day.lines == ["begun budget"])
    day.pass(3_600)
    #expect(day.lines == ["begun budget", "over budget"])
  }

  @Test func aRestartTellsNothingTwiceAndLosesNoRecovery() {
    var day = Afternoon()
    day.opened()
    day.dead()
    #expect(day.told.count == 2)
    var next = Afternoon(open: AlertBook.open(from: day.book.kept))
    #expect(next.book.open == day.book.open && next.book.kept == day.book.kept)
    next.opened()
    next.dead()
    next.pass(60)
    #expect(next.told.isEmpty)
    next.answered()
    next.done()
    var third = Afternoon(open: AlertBook.open(from: next.book.kept))
    third.done()
    third.answered()
    #expect(third.book.runEnded(now: Afternoon.time(1)).map(\.kind) == [.unreachable, .deadLetters])
    #expect(third.book.open.isEmpty)
    for text in ["", "{", "[]", #"{"told":[{"flow":"x"}]}"#] { #expect(AlertBook.open(from: Array(text.utf8)).isEmpty) }
  }
}
