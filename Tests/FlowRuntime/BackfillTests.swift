import CEL
import Calls
import ConnectorKit
import FlowCheck
import FlowEngine
import Journal
import OrderedCollections
import Schema
import Synchronization
import Testing

@testable import FlowRuntime

/// Accounts that exist already are sent through a flow that makes a task of each.
@Suite struct BackfillTests {
  private static let source = SourceID(flow: "f", index: 0)
  private static let count = 450

  private static func flow(_ backfill: Backfill?, once: Bool = false) throws -> CheckedFlow {
    var flow = try PlanWorld.checked(
      """
      trigger:
        - poll: crm.Account
          every: 5m
          start: now
          event: { id: =row.Id, name: =row.Name }
      about: =event.id
      \(once ? "once: true" : "")
      steps:
        - id: task
          create: crm.Task
          match: { WhatId: =event.id }
          set: { WhatId: =event.id, Subject: =event.name }
      """)
    flow.sources[0].backfill = backfill
    return flow
  }

  private static func system() -> LoggedConnector {
    let memory = MemoryConnector(schema: PlanWorld.schema, now: Timestamp("2026-03-14T09:00:00Z")!)
    for number in 0..<count {
      // Many share a stamp, also across pages.
      let stamp = Timestamp("2026-03-01T0\(number / 90):00:00Z")!
      memory.insert(
        [
          "Id": .string("A\(number)"), "Name": .string("Account \(number)"), "Type": .string("Customer"), "SystemModstamp": .timestamp(stamp),
        ], into: "Account")
    }
    return LoggedConnector(memory)
  }

  private static func run(
    _ flow: CheckedFlow, _ target: any CallTarget, _ journal: any JournalStore
  ) async throws -> (end: PollEnd, summary: RunSummary) {
    let connection = RunningConnection(target, traits: MemoryConnector.traits)
    let engine = Engine(flows: [flow], connections: ["crm": ConnectionFacts(connection.traits)], seed: 1)
    let runtime = Runtime(engine, journal: journal, connections: ["crm": connection])
    try await runtime.start()
    let end = await runtime.poll(source)
    _ = await runtime.finish(patience: 5)
    let summary = await runtime.report
    await runtime.drain(limit: 5)
    return (end, summary)
  }

  private static func subjects(_ system: LoggedConnector) -> [String] {
    system.inner.records(of: "Task").compactMap { $0["Subject"]?.asString }.sorted()
  }

  private static let all = (0..<count).map { "Account \($0)" }.sorted()

  @Test func allRecordsGoThroughOnceThoughTheFlowHasSeenThem() async throws {
    let (system, journal) = (Self.system(), MemoryJournal())
    // `start: now` has marked them as seen.
    _ = try await Self.run(Self.flow(nil), system, journal)
    #expect(Self.subjects(system).isEmpty)
    let watermark = try await journal.restore().watermarks.first { $0.source == Self.source }
    let first = try await Self.run(Self.flow(Backfill(mark: -7)), system, journal)
    #expect(first.end == .complete(rows: Self.count))
    #expect(Self.subjects(system) == Self.all)
    #expect(try await journal.restore().watermarks.first { $0.source == Self.source } == watermark, "the poll goes on where it was")
    let writes = system.writes.count
    let second = try await Self.run(Self.flow(Backfill(mark: -7)), system, journal)
    #expect(second.summary.count("done") == 0)
    // Another choice of records is another backfill; what it finds done it leaves alone.
    let other = try await Self.run(Self.flow(Backfill(mark: -8)), system, journal)
    #expect(other.summary.count("done") == Self.count)
    let again = try await Self.run(Self.flow(Backfill(mark: -7, again: true)), system, journal)
    #expect(again.summary.count("done") == Self.count)
    #expect(system.writes.count == writes)
  }

  @Test(arguments: [1, 2]) func stoppedBetweenPagesItGoesOn(pages: Int) async throws {
    let (system, journal) = (Self.system(), MemoryJournal())
    let failing = FailingPolls(system, after: pages)
    let first = try await Self.run(Self.flow(Backfill(mark: -7)), failing, journal)
    guard case .failed = first.end else {
      Issue.record("It was not stopped.")
      return
    }
    #expect(Self.subjects(system).count == pages * 200)
    let mark = try await journal.restore().watermarks.first { $0.source.index == -7 }
    #expect(mark?.value != nil)
    let second = try await Self.run(Self.flow(Backfill(mark: -7)), system, journal)
    #expect(second.summary.count("done") == Self.count - pages * 200)
    #expect(Self.subjects(system) == Self.all)
    let polls = system.calls.compactMap { if case .poll(let call) = $0 { call } else { nil } }
    #expect(polls[pages].since == mark?.value, "it does not begin at the beginning")
  }

  /// The process dies at each commit in turn; that one and those after it are lost.
  @Test func killedAtAnyCommitNothingIsLostOrDoneTwice() async throws {
    for kill in 1...14 {
      let (system, journal) = (Self.system(), MemoryJournal())
      let (ends, ended) = AsyncStream.makeStream(of: Void.self)
      let mortal = MortalJournal(journal, dies: kill) { ended.yield() }
      let engine = Engine(flows: [try Self.flow(Backfill(mark: -7))], connections: ["crm": ConnectionFacts(MemoryConnector.traits)], seed: 1)
      let connection = RunningConnection(system, traits: MemoryConnector.traits)
      let runtime = Runtime(engine, journal: mortal, connections: ["crm": connection])
      try await runtime.start()
      Task {
        _ = await runtime.poll(Self.source)
        _ = await runtime.finish(patience: 5)
        ended.yield()
      }
      for await _ in ends { break }
      // What was sent arrives; its answer is lost.
      await runtime.wait { $0.calls.isEmpty }
      await runtime.drain(limit: 0)
      _ = try await Self.run(Self.flow(Backfill(mark: -7)), system, journal)
      #expect(Self.subjects(system) == Self.all, "killed at commit \(kill)")
    }
  }

  @Test func idsAndDatesChoose() async throws {
    let (system, journal) = (Self.system(), MemoryJournal())
    let named = try await Self.run(Self.flow(Backfill(mark: -1, ids: ["A3", "A401", "A-none"])), system, journal)
    #expect(named.end == .complete(rows: 2))
    #expect(Self.subjects(system) == ["Account 3", "Account 401"])
    let range = Backfill(mark: -2, since: Timestamp("2026-03-01T01:00:00Z"), until: Timestamp("2026-03-01T02:00:00Z"))
    _ = try await Self.run(Self.flow(range), system, journal)
    #expect(Self.subjects(system) == (["Account 3", "Account 401"] + (90..<180).map { "Account \($0)" }).sorted())
    #expect(
      system.calls.filter { if case .poll = $0 { true } else { false } }.count == 2, "pages past the end are not read")
  }

  @Test func moreIDsThanOneCallTakesAreAllRead() async throws {
    let (system, journal) = (Self.system(), MemoryJournal())
    let ids = (0..<Self.count).map { "A\($0)" }
    _ = try await Self.run(Self.flow(Backfill(mark: -1, ids: ids)), system, journal)
    #expect(Self.subjects(system) == Self.all)
    let writes = system.writes.count
    let second = try await Self.run(Self.flow(Backfill(mark: -1, ids: ids)), system, journal)
    #expect(second.summary.count("done") == 0)
    #expect(system.writes.count == writes)
  }

  @Test func withOnceWhatWasOnlyMarkedGoesThroughAndWhatHasRunDoesNot() async throws {
    let (system, journal) = (Self.system(), MemoryJournal())
    _ = try await Self.run(Self.flow(nil, once: true), system, journal)
    _ = try await Self.run(Self.flow(Backfill(mark: -1, ids: ["A1", "A2"]), once: true), system, journal)
    #expect(Self.subjects(system) == ["Account 1", "Account 2"])
    let all = try await Self.run(Self.flow(Backfill(mark: -2), once: true), system, journal)
    #expect(all.summary.count("done") == Self.count - 2)
    #expect(Self.subjects(system) == Self.all)
  }
}

/// Answers some polls, and then fails them.
private final class FailingPolls: CallTarget {
  private let inner: LoggedConnector
  private let left: Mutex<Int>

  init(_ inner: LoggedConnector, after polls: Int) {
    self.inner = inner
    left = Mutex(polls)
  }

  func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer { try await inner.find(call) }
  func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer { try await inner.write(call) }
  func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer {
    let isOver = left.withLock { left in
      left -= 1
      return left < 0
    }
    if isOver { throw CallFailure(.rejected, code: "gone", message: "No more.") }
    return try await inner.poll(call)
  }
  func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer { try await inner.notify(call) }
  func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer { try await inner.operate(call) }
}

/// Takes so many commits and then none: what is not committed is gone, as with a process that was killed.
private final class MortalJournal: JournalStore {
  private let inner: MemoryJournal
  private let left: Mutex<Int>
  private let onDeath: @Sendable () -> Void

  init(_ inner: MemoryJournal, dies: Int, onDeath: @escaping @Sendable () -> Void) {
    self.inner = inner
    left = Mutex(dies)
    self.onDeath = onDeath
  }

  func commit(_ operations: [JournalOperation], then answer: @escaping @Sendable (Result<Void, JournalFailure>) -> Void) {
    let isDead = left.withLock { left in
      left -= 1
      return left < 0
    }
    guard isDead else { return inner.commit(operations, then: answer) }
    answer(.failure(.refused(detail: "killed")))
    onDeath()
  }
  func restore() async throws(JournalFailure) -> RestoredState { try await inner.restore() }
  func load(_ request: LoadRequest) async throws(JournalFailure) -> LoadedRows { try await inner.load(request) }
  func deadLetters(flow: String?, after: EventID, limit: Int) async throws(JournalFailure) -> [DeadLetter] {
    try await inner.deadLetters(flow: flow, after: after, limit: limit)
  }
  func ended(after: EventID, limit: Int) async throws(JournalFailure) -> [EventEnd] { try await inner.ended(after: after, limit: limit) }
  func effects(of event: EventID) async throws(JournalFailure) -> [EffectRecord] { try await inner.effects(of: event) }
  func outcomes() async throws(JournalFailure) -> [OutcomeCount] { try await inner.outcomes() }
  func forget(before time: Timestamp) async throws(JournalFailure) { try await inner.forget(before: time) }
  func close() async {}
}
