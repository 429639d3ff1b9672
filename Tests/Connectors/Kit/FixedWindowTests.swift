import ConnectorKit
import Synchronization
import Testing

@Suite struct FixedWindowTests {
  /// A clock that moves by what is slept.
  private final class Clock: Sendable {
    let state = Mutex<(now: Double, slept: [Double])>((now: 1_000_030, slept: []))
    func sleep(_ seconds: Double) { state.withLock { ($0.now, $0.slept) = ($0.now + seconds, $0.slept + [seconds]) } }
  }

  private func window(_ limit: Int, _ clock: Clock) -> FixedWindow {
    FixedWindow(limit, now: { clock.state.withLock { $0.now } }, sleep: { clock.sleep($0) })
  }

  @Test func whatDoesNotFitWaitsForTheNextMinute() async throws {
    let clock = Clock()
    let window = window(3, clock)
    for _ in 0..<7 { try await window.enter() }
    // 1_000_030 is ten seconds after a minute began.
    #expect(clock.state.withLock { $0.slept } == [50, 60])
  }

  @Test func aClockThatIsSetBackOpensNothing() async throws {
    let clock = Clock()
    let window = window(1, clock)
    try await window.enter()
    clock.state.withLock { $0.now -= 600 }
    try await window.enter()
    #expect(clock.state.withLock { $0.slept.reduce(0, +) } == 650)
  }

  @Test func whoIsCancelledDoesNotWait() async {
    let window = FixedWindow(1, now: { 0 }, sleep: { _ in throw CancellationError() })
    await #expect(throws: Never.self) { try await window.enter() }
    await #expect(throws: CancellationError.self) { try await window.enter() }
  }
}
