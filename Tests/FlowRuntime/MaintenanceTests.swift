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

/// Tells sleeps of requests from the engine's own.
private final class WatchedClock: RuntimeClock {
  @TaskLocal static var isRequest = false

  let inner: VirtualClock
  private let counts = Mutex((requests: 0, others: 0))

  init(_ start: Timestamp) { inner = VirtualClock(start) }

  var now: Timestamp { inner.now }
  var sleeping: (requests: Int, others: Int) { counts.withLock { $0 } }

  func sleep(until time: Timestamp) async throws {
    let isRequest = Self.isRequest
    counts.withLock { if isRequest { $0.requests += 1 } else { $0.others += 1 } }
    defer { counts.withLock { if isRequest { $0.requests -= 1 } else { $0.others -= 1 } } }
    try await inner.sleep(until: time)
  }
}

/// A system that is down for a while, and counts what reaches it; its requests wait for their connection's allowance as those of a transport do.
private final class GuardedSystem: CallTarget {
  let inner: MemoryConnector
  private let clock: WatchedClock
  private let limiter: RequestLimiter
  private let down: ClosedRange<Timestamp>
  private let arrivals = Mutex<[Timestamp]>([])
  private let waiting = Mutex(0)

  init(_ inner: MemoryConnector, _ clock: WatchedClock, _ limiter: RequestLimiter, down: ClosedRange<Timestamp>) {
    (self.inner, self.clock, self.limiter, self.down) = (inner, clock, limiter, down)
  }

  var times: [Timestamp] { arrivals.withLock { $0 } }

  /// Requests that have not been let through yet.
  var asking: Int { waiting.withLock { $0 } }

  private func arrive() async throws(CallFailure) {
    waiting.withLock { $0 += 1 }
    defer { waiting.withLock { $0 -= 1 } }
    do {
      try await WatchedClock.$isRequest.withValue(true) { try await limiter.permit() }
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
  /// Moves the clock from one sleeper to the next until a time, each time when everybody sleeps.
  private func pass(_ clock: WatchedClock, _ runtime: Runtime, _ system: GuardedSystem, until end: Timestamp) async {
    while true {
      await settle(clock, runtime, system)
      guard let due = clock.inner.nextDue, due < end else { break }
      clock.inner.advance(to: due)
    }
    clock.inner.advance(to: end)
    await settle(clock, runtime, system)
  }

  private func settle(_ clock: WatchedClock, _ runtime: Runtime, _ system: GuardedSystem) async {
    while true {
      let (idle, asking, sleeping) = (await runtime.idle, system.asking, clock.sleeping)
      if asking > 0 {
        if sleeping.requests == asking, clock.inner.nextDue != nil { return }
      } else if let idle {
        guard let due = idle.nextDue else { return }
        if due > clock.now, sleeping.others > 0, clock.inner.nextDue != nil { return }
      }
      await Task.yield()
    }
  }

  @Test func sixHoursOfMaintenanceCostTimeAndNoEvent() async throws {
    let start = PlanWorld.at
    let clock = WatchedClock(start)
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
      await pass(clock, runtime, system, until: start.later(by: Double(number) * 180))
    }
    await pass(clock, runtime, system, until: start.later(by: 8 * 3_600))
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
