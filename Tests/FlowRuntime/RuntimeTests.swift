import CEL
import Calls
import FlowEngine
import Foundation
import Journal
import Synchronization
import Testing

@testable import FlowRuntime

let source = SourceID(flow: "f", index: 0)

func find(_ object: String, connection: String = "c") -> Call {
  .find(FindCall(connection: connection, object: object, fields: [], match: ["Id"], keys: [["1"]]))
}

func accepted(_ id: EventID) -> OpenEvent {
  OpenEvent(
    id: id, flow: "f", version: "v", source: 0, about: nil, key: nil, at: Timestamp(seconds: 1)!, acceptedAt: Timestamp(seconds: 1)!,
    event: ["n": .int(id)], was: .null, reading: id)
}

@Suite struct RuntimeTests {
  @Test func anArrivalIsAnsweredWhenItsCommitIsDurable() async throws {
    let journal = HeldJournal()
    let ticket = Mutex<Ticket?>(nil)
    let script = Script { input in
      switch input.fact {
      case .arrived(let arrival):
        ticket.withLock { $0 = arrival.ticket }
        return [.load(LoadID(1), LoadRequest(events: [1]))]
      case .loaded: return [.commit(CommitID(1), [.accept(accepted(1))])]
      case .committed: return ticket.withLock { $0.map { [.acknowledge($0, .accepted)] } ?? [] }
      default: return []
      }
    }
    let runtime = Runtime(script.machine, journal: journal, connections: [:])
    try await runtime.start()
    async let answer = runtime.accept(.body(["x": 1]), for: source)
    await journal.reached()
    #expect(script.names == ["restored", "arrived", "loaded 1"])
    #expect(try await journal.load(LoadRequest(events: [1])).events.isEmpty)
    journal.letGo()
    #expect(await answer == .accepted)
    #expect(try await journal.load(LoadRequest(events: [1])).events == [accepted(1)])
    #expect(script.names == ["restored", "arrived", "loaded 1", "committed 1"])
  }

  @Test func noMoreCallsOfAConnectionRunThanItMayHave() async throws {
    let connector = HeldConnector()
    let script = Script { input in
      if case .restored = input.fact { return (1...5).map { .call(CallID($0), find("o\($0)")) } }
      return []
    }
    let runtime = Runtime(script.machine, journal: MemoryJournal(), connections: ["c": RunningConnection(connector)])
    try await runtime.start()
    await connector.calls.waitFor(2)
    #expect(await Set(connector.calls.running) == ["o1", "o2"])
    await connector.calls.release("o2")
    await connector.calls.waitFor(2)
    #expect(await Set(connector.calls.running) == ["o1", "o3"])
    await connector.calls.open()
    await runtime.wait { _ in script.names.count == 6 }
    #expect(await connector.calls.most == 2)
    #expect(Set(script.names.dropFirst()) == ["answered 1", "answered 2", "answered 3", "answered 4", "answered 5"])
    let totals = try #require(await runtime.report.calls.filter { $0.key.object == "o1" }.first?.value)
    #expect(totals == .init(calls: 1, requests: 2, size: 1, failures: 0))
  }

  @Test func whatAConnectorThrowsAndWhatIsMissingAreAnswers() async throws {
    let connector = HeldConnector()
    await connector.calls.open()
    let write = Call.write(WriteCall(connection: "c", object: "o", verb: .update, records: []))
    let message = Call.notify(NotifyCall(connection: "c", channel: nil, to: [], subject: nil, text: "", mention: [], key: ""))
    let script = Script { input in
      guard case .restored = input.fact else { return [] }
      return [.call(CallID(1), write), .call(CallID(2), find("o", connection: "none")), .call(CallID(3), message)]
    }
    let runtime = Runtime(script.machine, journal: MemoryJournal(), connections: ["c": RunningConnection(connector)])
    try await runtime.start()
    await runtime.wait { _ in script.names.count == 4 }
    #expect(Set(script.names.dropFirst()) == ["failed 1 busy", "failed 2 no_connection", "failed 3 not_supported"])
  }

  @Test func theLastWakeCounts() async throws {
    let clock = VirtualClock(Timestamp(seconds: 100)!)
    let script = Script { input in
      guard case .restored = input.fact else { return [] }
      return [.wake(at: Timestamp(seconds: 110)!), .wake(at: Timestamp(seconds: 120)!)]
    }
    let runtime = Runtime(script.machine, journal: MemoryJournal(), connections: [:], clock: clock)
    try await runtime.start()
    while clock.nextDue != Timestamp(seconds: 120) { await Task.yield() }
    clock.advance(to: Timestamp(seconds: 120)!)
    await runtime.wait { _ in script.names.count > 1 }
    #expect(script.names == ["restored", "woke"])
    #expect(script.inputs.last?.now == Timestamp(seconds: 120))
  }

  @Test func aJournalThatFailsRefusesWhatWaitsAndWhatComes() async throws {
    let journal = HeldJournal()
    let script = Script { input in
      switch input.fact {
      case .arrived: [.commit(CommitID(1), [.accept(accepted(1))])]
      default: []
      }
    }
    let runtime = Runtime(script.machine, journal: journal, connections: [:])
    try await runtime.start()
    async let answer = runtime.accept(.body(1), for: source)
    await journal.reached()
    journal.letGo(.failure(.full(path: "j")))
    let refused = Acknowledgement.refused(.notKept(reason: JournalFailure.full(path: "j").message))
    #expect(await answer == refused)
    #expect(await runtime.accept(.body(2), for: source) == refused)
    #expect(await runtime.unready == JournalFailure.full(path: "j").message)
    #expect(script.names == ["restored", "arrived", "commitFailed 1"])
    #expect(await runtime.finish(patience: 0) == Idle(waiting: 0, nextDue: nil, blocked: [:]))
  }

  @Test func crashPointsStandAroundEveryCommitAndCall() async throws {
    let connector = HeldConnector()
    await connector.calls.open()
    let points = Points()
    let script = Script { input in
      switch input.fact {
      case .restored: [.commit(CommitID(1), [.accept(accepted(1))])]
      case .committed: [.call(CallID(1), find("o"))]
      default: []
      }
    }
    let runtime = Runtime(
      script.machine, journal: MemoryJournal(), connections: ["c": RunningConnection(connector)], crash: { points.add($0) })
    try await runtime.start()
    await runtime.wait { _ in script.names.count == 3 }
    #expect(points.all == [.beforeCommit, .afterCommit, .beforeCall("find"), .afterCall("find")])
  }

  @Test func timeDoesNotGoBack() async throws {
    let clock = SettableClock(500)
    let script = Script { input in
      if case .noMoreRows = input.fact { [.idle(Idle(waiting: 0, nextDue: nil, blocked: [:]))] } else { [] }
    }
    let runtime = Runtime(script.machine, journal: MemoryJournal(), connections: [:], clock: clock)
    try await runtime.start()
    clock.set(400)
    _ = await runtime.finish(patience: 0)
    #expect(script.inputs.map(\.now.seconds) == [500, 500])
  }
}

final class Points: Sendable {
  private let points = Mutex<[CrashPoint]>([])
  func add(_ point: CrashPoint) { points.withLock { $0.append(point) } }
  var all: [CrashPoint] { points.withLock { $0 } }
}
