import CEL
import FlowRuntime
import Synchronization
import Testing

@Suite struct VirtualClockTests {
  @Test func sleepersWakeAtTheirTimeAndNotBefore() async throws {
    let clock = VirtualClock(try time(1000))
    let woken = Times()
    try await withThrowingTaskGroup { group in
      for due in [1020, 1010] as [Int64] {
        let due = try time(due)
        group.addTask {
          try await clock.sleep(until: due)
          woken.add(due.seconds)
        }
      }
      while clock.nextDue != Timestamp(seconds: 1010) { await Task.yield() }
      clock.advance(to: try time(1009))
      #expect(woken.all.isEmpty)
      clock.advance(to: try time(1010))
      try await group.next()
      #expect(woken.all == [1010])
      while clock.nextDue != Timestamp(seconds: 1020) { await Task.yield() }
      clock.advance(to: try time(5000))
    }
    #expect(woken.all == [1010, 1020])
    #expect(clock.now.seconds == 5000)
  }

  @Test func aPastTimeIsNotWaitedFor() async throws {
    let clock = VirtualClock(try time(1000))
    try await clock.sleep(until: time(1000))
    try await clock.sleep(until: time(1))
  }

  @Test func cancellingEndsTheSleep() async throws {
    let clock = VirtualClock(try time(1000))
    let due = try time(2000)
    let task = Task { try await clock.sleep(until: due) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(clock.nextDue == nil)
  }

  private func time(_ seconds: Int64) throws -> Timestamp { try #require(Timestamp(seconds: seconds)) }
}

private final class Times: Sendable {
  private let times = Mutex<[Int64]>([])
  func add(_ time: Int64) { times.withLock { $0.append(time) } }
  var all: [Int64] { times.withLock { $0 } }
}
