import CEL
import FlowEngine
import Journal
import Synchronization
import Testing

@testable import FlowRuntime

@Suite struct EndingTests {
  @Test func drainingRefusesWhatComesAndEndsWithTheEngine() async throws {
    let connector = HeldConnector()
    let script = Script { input in
      switch input.fact {
      case .restored: [.call(CallID(1), find("o"))]
      case .answered: [.drained]
      default: []
      }
    }
    let runtime = Runtime(script.machine, journal: MemoryJournal(), connections: ["c": RunningConnection(connector)])
    try await runtime.start()
    await connector.calls.waitFor(1)
    async let drained: Void = runtime.drain(limit: 3600)
    await runtime.wait { $0.isDraining }
    #expect(await runtime.accept(.body(1), for: source) == .refused(.draining))
    #expect(await runtime.unready == "This process is going down.")
    await connector.calls.open()
    await drained
    #expect(script.names == ["restored", "drain", "answered 1"])
  }

  @Test func aDrainThatTakesTooLongIsGivenUp() async throws {
    let clock = VirtualClock(Timestamp(seconds: 1000)!)
    let connector = HeldConnector()
    let script = Script { input in
      if case .restored = input.fact { [.call(CallID(1), find("o"))] } else { [] }
    }
    let runtime = Runtime(script.machine, journal: MemoryJournal(), connections: ["c": RunningConnection(connector)], clock: clock)
    try await runtime.start()
    await connector.calls.waitFor(1)
    async let drained: Void = runtime.drain(limit: 20)
    while clock.nextDue != Timestamp(seconds: 1020) { await Task.yield() }
    clock.advance(to: Timestamp(seconds: 1020)!)
    await drained
    #expect(script.names == ["restored", "drain"])
    await connector.calls.open()
  }

  @Test func finishingWaitsForRetriesWithinItsPatience() async throws {
    let clock = VirtualClock(Timestamp(seconds: 1000)!)
    let script = Script { input in
      switch input.fact {
      case .noMoreRows:
        [.wake(at: Timestamp(seconds: 1060)!), .idle(Idle(waiting: 2, nextDue: Timestamp(seconds: 1060)!, blocked: [:]))]
      case .woke: [.idle(Idle(waiting: 1, nextDue: Timestamp(seconds: 2000)!, blocked: ["c": "down"]))]
      default: []
      }
    }
    let runtime = Runtime(script.machine, journal: MemoryJournal(), connections: [:], clock: clock)
    try await runtime.start()
    async let idle = runtime.finish(patience: 120)
    while clock.nextDue != Timestamp(seconds: 1060) { await Task.yield() }
    clock.advance(to: Timestamp(seconds: 1060)!)
    #expect(await idle == Idle(waiting: 1, nextDue: Timestamp(seconds: 2000)!, blocked: ["c": "down"]))
  }

  @Test func rowsAreHandedOverInPortionsEachAfterTheOneBefore() async throws {
    let portions = Mutex<[[Arrival.Row]]>([])
    let script = Script { input in
      guard case .arrived(let arrival) = input.fact, case .rows(let rows) = arrival.content else { return [] }
      portions.withLock { $0.append(rows) }
      return [.acknowledge(arrival.ticket, .accepted)]
    }
    let runtime = Runtime(script.machine, journal: MemoryJournal(), connections: [:])
    try await runtime.start()
    let file = try TemporaryFile((1...4500).map { "{\"n\":\($0)}" }.joined(separator: "\n") + "\n[1]\nno json\n")
    try await runtime.run(RowReader(path: file.path), for: source)
    let all = portions.withLock { $0 }
    #expect(all.allSatisfy { $0.count <= 2000 })
    #expect(all.flatMap { $0 }.count == 4502)
    let numbers = all.flatMap { $0 }.compactMap { if case .row(let value) = $0 { value["n"]?.asInt } else { nil } }
    #expect(numbers == Array(1...4500))
    let unreadable = all.flatMap { $0 }.compactMap { if case .unreadable(let text, let reason) = $0 { [text, reason] } else { nil } }
    #expect(unreadable.map(\.first) == ["[1]", "no json"])
    #expect(unreadable.first?.last == "Line 4501 is no JSON object.")
    #expect(unreadable.last?.last?.hasPrefix("Line 4502: This is not JSON") == true)
    #expect(await runtime.report.rows == 4502)
  }

  @Test func aLimitEndsTheRows() async throws {
    let count = Mutex(0)
    let script = Script { input in
      guard case .arrived(let arrival) = input.fact, case .rows(let rows) = arrival.content else { return [] }
      count.withLock { $0 += rows.count }
      return [.acknowledge(arrival.ticket, .accepted)]
    }
    let runtime = Runtime(script.machine, journal: MemoryJournal(), connections: [:])
    try await runtime.start()
    let file = try TemporaryFile(String(repeating: "{}\n", count: 5000))
    try await runtime.run(RowReader(path: file.path), for: source, limit: 2345)
    #expect(count.withLock { $0 } == 2345)
  }

  @Test func onlyWhatIsOlderThanTheProjectKeepsIsForgotten() async throws {
    let clock = VirtualClock(Timestamp(seconds: 1_000_000)!)
    let journal = HeldJournal()
    let runtime = Runtime(Script { _ in [] }.machine, journal: journal, connections: [:], clock: clock)
    let retention = Task { await runtime.forget(after: 600) }
    while clock.nextDue != Timestamp(seconds: 1_003_600)! { await Task.yield() }
    clock.advance(to: Timestamp(seconds: 1_003_600)!)
    while clock.nextDue != Timestamp(seconds: 1_007_200)! { await Task.yield() }
    retention.cancel()
    await retention.value
    #expect(journal.forgotten == [Timestamp(seconds: 999_400)!, Timestamp(seconds: 1_003_000)!])
  }
}
