import CEL
import Calls
import ConnectorKit
import FlowCheck
import FlowEngine
import Journal
import OrderedCollections
import Synchronization
import Testing

@testable import FlowRuntime

/// A system that is down for a while, and counts what reaches it; its requests wait for their connection's allowance as those of a transport do.
private final class GuardedSystem: CallTarget {
  let inner: MemoryConnector
  private let clock: VirtualClock
  private let limiter: RequestLimiter
  private let down: ClosedRange<Timestamp>
  private let arrivals = Mutex<[Timestamp]>([])

  init(_ inner: MemoryConnector, _ clock: VirtualClock, _ limiter: RequestLimiter, down: ClosedRange<Timestamp>) {
    (self.inner, self.clock, self.limiter, self.down) = (inner, clock, limiter, down)
  }

  var times: [Timestamp] { arrivals.withLock { $0 } }

  private func arrive() async throws(CallFailure) {
    do throws(LimitRefusal) {
      try await limiter.permit()
    } catch {
      throw CallFailure(.retry, code: "not_reached", message: "\(error)", affectsConnection: true)
    }
    let now = clock.now
    arrivals.withLock { $0.append(now) }
    if down.contains(now) { throw CallFailure(.retry, code: "http_503", message: "Down for maintenance.", affectsConnection: true) }
  }

  func find(_ call: FindCall) async throws(CallFailure) -> FindAnswer {
    try await arrive()
    return try await inner.find(call)
  }
  func write(_ call: WriteCall) async throws(CallFailure) -> WriteAnswer {
    try await arrive()
    return try await inner.write(call)
  }
  func poll(_ call: PollCall) async throws(CallFailure) -> PollAnswer { try await inner.poll(call) }
  func notify(_ call: NotifyCall) async throws(CallFailure) -> NotifyAnswer { NotifyAnswer(id: nil) }
  func operate(_ call: OperationCall) async throws(CallFailure) -> OperationAnswer { OperationAnswer(value: .null) }
}

@Suite struct MaintenanceTests {
  /// Moves the clock from one sleeper to the next until a time, and lets whoever woke do its work.
  private func pass(_ clock: VirtualClock, _ runtime: Runtime, until end: Timestamp) async {
    while true {
      for _ in 0..<40 { await Task.yield() }
      _ = await runtime.report
      guard let due = clock.nextDue, due < end else { break }
      clock.advance(to: due)
    }
    clock.advance(to: end)
    for _ in 0..<40 { await Task.yield() }
  }

  @Test func sixHoursOfMaintenanceCostTimeAndNoEvent() async throws {
    let start = PlanWorld.at
    let clock = VirtualClock(start)
    let journal = MemoryJournal()
    let memory = MemoryConnector(schema: PlanWorld.schema, now: start)
    memory.insert(["Id": "A0", "Name": "Acme"], into: "Account")
    let limiter = RequestLimiter(CallLimits(perSecond: 1, perMinute: 20))
    let system = GuardedSystem(memory, clock, limiter, down: start.later(by: 600)...start.later(by: 600 + 6 * 3_600))
    let flow = try PlanWorld.checked(
      """
      trigger:
        - webhook: crm
          event: { id: =text(row.id), n: =number(row.n) }
          delivery: =row.n
      about: =event.id
      steps:
        - id: write
          update: crm.Account
          match: { Id: =event.id }
          set: { Score__c: =event.n }
      retry: { for: 1h, first: 1s, most: 15m }
      """)
    let alerts = Mutex<[Alert.Change]>([])
    let connection = RunningConnection(system, traits: MemoryConnector.traits, limiter: limiter)
    let engine = Engine(flows: [flow], connections: ["crm": ConnectionFacts(MemoryConnector.traits)], seed: 7)
    let runtime = Runtime(
      engine, journal: journal, connections: ["crm": connection], clock: clock,
      observe: { notice in
        if case .alert(let alert) = notice { alerts.withLock { $0.append(alert.change) } }
      })
    try await runtime.start()
    // One event every three minutes, all of one thing: each is its own wave, with a reading and a write.
    let source = SourceID(flow: flow.name, index: 0)
    for number in 1...120 {
      let row: Value = ["id": "A0", "n": .double(Double(number))]
      #expect(await runtime.accept(.body(row), for: source) == .accepted)
      await pass(clock, runtime, until: start.later(by: Double(number) * 180))
    }
    await pass(clock, runtime, until: start.later(by: 8 * 3_600))
    let report = await runtime.report
    #expect(report.count("done") == 120)
    #expect(report.count("dead") == 0)
    #expect(memory.records(of: "Account").first?["Score__c"] == .double(120))
    #expect(alerts.withLock { $0 } == [.circuitOpened, .recovered])
    let times = system.times.map(\.secondsSince1970)
    // Down, it is asked now and then, and what came in meanwhile is drained at the rate that is allowed, not faster.
    for (limit, seconds) in [(1, 1.0), (20, 60.0)] {
      for index in times.indices where index >= limit { #expect(times[index] - times[index - limit] >= seconds) }
    }
    let drained = times.filter { $0 > start.later(by: 600 + 6 * 3_600).secondsSince1970 }
    #expect(drained.count >= 220, "there was a backlog")
    await runtime.drain(limit: 0)
  }
}
