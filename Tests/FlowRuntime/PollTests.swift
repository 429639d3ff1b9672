import CEL
import FlowEngine
import Journal
import Testing

@testable import FlowRuntime

@Suite struct PollTests {
  @Test func aSourceIsPolledAtOnceAndThenByTheClock() async throws {
    let clock = VirtualClock(Timestamp(seconds: 1000)!)
    let script = Script { input in
      if case .pollDue(let source) = input.fact { [.polled(source, .complete(rows: 3))] } else { [] }
    }
    let runtime = Runtime(script.machine, journal: MemoryJournal(), connections: [:], clock: clock)
    try await runtime.start()
    await runtime.schedule(source, .every(60))
    for expected in [1060, 1120, 1180] as [Int64] {
      while clock.nextDue != Timestamp(seconds: expected) { await Task.yield() }
      clock.advance(to: Timestamp(seconds: expected)!)
    }
    await runtime.wait { _ in script.names.count == 5 }
    #expect(script.inputs.dropFirst().map(\.now.seconds) == [1000, 1060, 1120, 1180])
    await runtime.drain(limit: 0)
  }

  @Test func aPollThatTookLongIsNotMadeUpFor() async throws {
    let schedule = PollSchedule.every(60)
    let start = Timestamp(seconds: 1000)!
    #expect(schedule.next(after: Timestamp(seconds: 1000)!, from: start)?.seconds == 1060)
    #expect(schedule.next(after: Timestamp(seconds: 1059, nanos: 999)!, from: start)?.seconds == 1060)
    #expect(schedule.next(after: Timestamp(seconds: 1060)!, from: start)?.seconds == 1120)
    #expect(schedule.next(after: Timestamp(seconds: 1250)!, from: start)?.seconds == 1300)
  }

  @Test func twoWhoAskForTheSamePollShareIt() async throws {
    let script = Script { input in
      switch input.fact {
      case .pollDue: [.wake(at: Timestamp(seconds: 1001)!)]
      case .woke: [.polled(source, .complete(rows: 7))]
      default: []
      }
    }
    let clock = VirtualClock(Timestamp(seconds: 1000)!)
    let runtime = Runtime(script.machine, journal: MemoryJournal(), connections: [:], clock: clock)
    try await runtime.start()
    async let first = runtime.poll(source)
    async let second = runtime.poll(source)
    while await runtime.polls[source]?.count != 2 { await Task.yield() }
    clock.advance(to: Timestamp(seconds: 1001)!)
    #expect(await [first, second] == [.complete(rows: 7), .complete(rows: 7)])
    #expect(script.names == ["restored", "pollDue", "woke"])
  }
}

@Suite struct CronTests {
  /// Moments in UTC.
  @Test(arguments: [
    ("0 6 * * 1-5", "UTC", "2026-03-13T06:00:00Z", "2026-03-16T06:00:00Z"), ("0 6 * * 1-5", "UTC", "2026-03-13T05:59:59Z", "2026-03-13T06:00:00Z"),
    ("*/15 * * * *", "UTC", "2026-03-13T06:15:00Z", "2026-03-13T06:30:00Z"), ("7/20 * * * *", "UTC", "2026-03-13T06:27:00Z", "2026-03-13T06:47:00Z"),
    ("30 8 1 * *", "Europe/Berlin", "2026-03-13T00:00:00Z", "2026-04-01T06:30:00Z"),
    ("0 0 29 2 *", "UTC", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z"),
    // By day or by weekday where both are narrowed: the 13th, or a Monday.
    ("0 12 13 * 1", "UTC", "2026-03-09T12:00:00Z", "2026-03-13T12:00:00Z"), ("0 12 * * 7", "UTC", "2026-03-09T12:00:00Z", "2026-03-15T12:00:00Z"),
    // Clocks go from 02:00 to 03:00 on 2026-03-29 in Berlin, and back on 2026-10-25.
    ("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z"),
    ("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z"),
    ("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
    // Each quarter of the hour that is shown twice is due once: a pause of 75 minutes; in the hour that is skipped none is left out.
    ("*/15 * * * *", "Europe/Berlin", "2026-10-25T00:45:00Z", "2026-10-25T02:00:00Z"),
    ("*/15 * * * *", "Europe/Berlin", "2026-03-29T00:45:00Z", "2026-03-29T01:00:00Z"),
    ("*/15 * * * *", "Europe/Berlin", "2026-03-29T01:45:00Z", "2026-03-29T02:00:00Z"),
  ])
  func theNextTimeIsFound(cron: String, zone: String, after: String, expected: String) throws {
    let zone = try #require(Zone(zone))
    let schedule = try #require(CronSchedule(cron, zone: zone))
    let moment = try #require(Timestamp(after))
    #expect(schedule.next(after: moment)?.description == expected)
  }

  @Test func aTimeThatNeverComesIsNil() throws {
    let schedule = try #require(CronSchedule("0 0 30 2 *", zone: .utc))
    #expect(schedule.next(after: Timestamp(seconds: 0)!) == nil)
  }

  @Test(arguments: ["", "* * * *", "60 * * * *", "a * * * *", "5-1 * * * *", "*/0 * * * *", "1,,2 * * * *", "* * 0 * *", "* * * 13 *"])
  func whatIsNoScheduleIsRefused(cron: String) {
    #expect(CronSchedule(cron, zone: .utc) == nil)
  }
}
