import CEL
import Calls
import FlowCheck
import OrderedCollections
import Schema
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// The shell of a simulation: a virtual clock, a journal in memory, systems in memory, and trouble where a test wants it.
///
/// Everything that takes time is an action in a queue ordered by time; a crash throws away the engine and what it waited for, and keeps what
/// is durable and what is on its way to a target.
final class Shell {
  private struct Action {
    var at: Timestamp
    var order: Int
    /// Lost in a crash; nil for what happens at a target anyway.
    var epoch: Int?
    var run: (Shell) -> Void
  }

  private(set) var flows: [CheckedFlow]
  /// Versions of the flows by turns: each start after a crash has the next one, and the others as earlier ones.
  var versions: [[CheckedFlow]] = []
  let facts: [String: ConnectionFacts]
  let seed: UInt64
  private(set) var engine: Engine
  private(set) var tables = MemoryTables(name: "test")
  let salesforce: MemoryStore
  let gainsight: MemoryStore
  private(set) var now: Timestamp
  private(set) var calls: [Logged] = []
  private(set) var ends: [EventEnd] = []
  private(set) var acknowledged: [Ticket: Acknowledgement] = [:]
  private(set) var alerts: [Alert] = []
  private(set) var polls: [PollEnd] = []
  private(set) var idle: Idle?
  private(set) var drained = false
  private(set) var commits = 0
  private(set) var messages: [NotifyCall] = []
  private(set) var operations: [OperationCall] = []
  /// What went against the rules.
  private(set) var violations: [String] = []
  private(set) var crashCount = 0

  /// Records that their target refuses whenever they come.
  var refuses: (WriteCall, WriteRecord) -> CallFailure? = { _, _ in nil }
  var fault: (Shell, Call) -> Fault? = { _, _ in nil }
  /// Seconds until a call takes effect, and until its answer comes after that.
  var latency: (Shell) -> (Double, Double) = { _ in (0, 0) }
  var commitTime: (Shell) -> Double = { _ in 0 }
  /// Crash points are counted; true crashes there.
  var crashes: (Int) -> Bool = { _ in false }
  var downTime: (Shell) -> Double = { _ in 1 }
  var failsCommits = false
  /// Prints what goes in and what comes out.
  var traces = false
  /// How often each state of the ledger and each change of a connection occurred.
  private(set) var occurrences: [String: Int] = [:]
  private(set) var points = 0
  /// Effects without an answer, by what they write.
  private var unsettled: [Target: Set<String>] = [:]

  private struct Target: Hashable {
    var object: String
    var id: String?
  }

  /// How often an effect was sent.
  private var sends: [String: Int] = [:]
  /// Records whose write arrived at the target after the process that sent it had died.
  private(set) var late: Set<String> = []
  /// Of those, records of which another value was written in between: which one stands nobody can order.
  private(set) var overtaken: Set<String> = []
  /// True while what takes effect is given up already by who sent it.
  private(set) var isLate = false

  private var queue: [Action] = []
  private var order = 0
  private var epoch = 0
  private var wake = 0
  private var tickets = 0
  private var owed: OrderedDictionary<Ticket, Arrival> = [:]
  private var lastCommit = Timestamp(seconds: 0)!
  private var noMoreRows = false
  private var isDown = false

  static let start = Timestamp("2026-03-14T09:00:00Z")!

  /// How far the clocks of Salesforce and Gainsight are ahead of ours.
  let skew: [Double]
  /// Seconds that a poll reads again, as connectors do.
  var overlap = 0.0
  /// What reaches a target, and when it was sent; what it answers; what becomes durable.
  var beforeEffect: (Shell, Call, Timestamp) -> Void = { _, _, _ in }
  var afterEffect: (Shell, Call, CallResult) -> Void = { _, _, _ in }
  /// Who answers calls instead of the systems in memory.
  var target: ((Call) -> CallResult)?
  var noted: (Shell, JournalOperation) -> Void = { _, _ in }

  init(_ flows: [CheckedFlow], facts: [String: ConnectionFacts] = [:], seed: UInt64 = 1, skew: [Double] = [0, 0]) {
    self.skew = skew
    self.flows = flows
    self.facts = facts
    self.seed = seed
    now = Self.start
    salesforce = MemoryStore(schema: Objects.salesforce, now: Self.start.after(skew[0]))
    gainsight = MemoryStore(schema: Objects.gainsight, now: Self.start.after(skew[1]))
    engine = Engine(flows: flows, connections: facts, seed: seed)
    give(.restored(tables.restore()))
  }

  // MARK: Inputs

  @discardableResult
  func send(_ rows: [Record], to flow: Int = 0, source: Int = 0) -> Ticket {
    arrive(.rows(rows.map { .row(.map($0)) }), flow: flow, source: source)
  }

  @discardableResult
  func arrive(_ content: Arrival.Content, flow: Int = 0, source: Int = 0) -> Ticket {
    tickets += 1
    let arrival = Arrival(source: SourceID(flow: flows[flow].name, index: source), content: content, ticket: Ticket(tickets))
    owed[arrival.ticket] = arrival
    give(.arrived(arrival))
    return arrival.ticket
  }

  func give(_ fact: Input.Fact) {
    if case .noMoreRows = fact { noMoreRows = true }
    // Nobody is there; who sent it is not answered.
    if isDown { return }
    let commands = engine.step(Input(fact, at: now))
    if traces { trace(fact, commands) }
    if !engine.lockWaiters.isEmpty { occurrences["lock waited", default: 0] += 1 }
    for command in commands { carryOut(command) }
  }

  /// Does something at a time, crash or not.
  func at(_ time: Timestamp, _ run: @escaping (Shell) -> Void) { schedule(time, always: true, run) }

  /// Until nothing is left to do, or the time is over.
  func run(until end: Timestamp? = nil, limit: Int = 50_000) {
    var steps = 0
    while let index = next(), end.map({ queue[index].at <= $0 }) ?? true {
      let action = queue.remove(at: index)
      now = max(now, action.at)
      advanceClocks()
      if action.epoch == nil || action.epoch == epoch { action.run(self) }
      steps += 1
      guard steps < limit else { return violations.append("no end after \(limit) steps") }
    }
    if let end { now = max(now, end) }
    advanceClocks()
  }

  private func next() -> Int? {
    queue.indices.min { (queue[$0].at, queue[$0].order) < (queue[$1].at, queue[$1].order) }
  }

  private func schedule(_ time: Timestamp, always: Bool = false, _ run: @escaping (Shell) -> Void) {
    order += 1
    queue.append(Action(at: time, order: order, epoch: always ? nil : epoch, run: run))
  }

  // MARK: Commands

  private func carryOut(_ command: Command) {
    switch command {
    case .load(let id, let request):
      idle = nil
      schedule(now.after(commitTime(self))) { shell in shell.give(.loaded(id, shell.tables.load(request))) }
    case .commit(let id, let operations): commit(id, operations)
    case .call(let id, let call): begin(id, call)
    case .wake(let time):
      wake += 1
      let mine = wake
      schedule(time) { shell in if shell.wake == mine { shell.give(.woke) } }
    case .acknowledge(let ticket, let answer):
      if acknowledged[ticket] != nil { violations.append("ticket \(ticket.number) is answered twice") }
      acknowledged[ticket] = answer
      owed[ticket] = nil
    case .ended(let end):
      if let id = end.event, tables.ends[id] == nil { violations.append("event \(id) is told to have ended before it is durable") }
      ends.append(end)
    case .polled(_, let end): polls.append(end)
    case .idle(let idle): self.idle = idle
    case .drained: drained = true
    case .alert(let alert):
      alerts.append(alert)
      if alert.change == .circuitOpened { occurrences["circuit", default: 0] += 1 }
      if alert.change == .recovered { occurrences["recovered", default: 0] += 1 }
    }
  }

  private func commit(_ id: CommitID, _ operations: [JournalOperation]) {
    idle = nil
    let point = crashPoint()
    lastCommit = max(lastCommit, now.after(commitTime(self)))
    schedule(lastCommit) { shell in
      if point { return shell.crash() }
      guard !shell.failsCommits else { return shell.give(.commitFailed(id, reason: "The disk is full.")) }
      do {
        for operation in operations { shell.note(operation) }
        try shell.tables.commit(operations)
        shell.commits += 1
      } catch {
        shell.violations.append("commit \(id.number): \(error)")
        return shell.give(.commitFailed(id, reason: "\(error)"))
      }
      if shell.crashPoint() { return shell.crash() }
      shell.give(.committed(id))
    }
  }

  private func note(_ operation: JournalOperation) {
    noted(self, operation)
    switch operation {
    case .doubt: occurrences["doubt", default: 0] += 1
    case .withdraw(let effect):
      settled(effect)
      occurrences["withdraw", default: 0] += 1
    case .retry: occurrences["retry", default: 0] += 1
    case .intend(let effects):
      occurrences["intended", default: 0] += 1
      for effect in effects { unsettled[Target(object: effect.object, id: effect.id), default: []].insert(effect.key) }
    case .fail: occurrences["failed", default: 0] += 1
    case .confirm(let effect, _):
      settled(effect)
      occurrences["confirmed", default: 0] += 1
      guard let row = tables.effects[effect], row.state == .unknown else { break }
      let way = sends[effect, default: 0] > 1 ? "sent again" : "found"
      occurrences["settled", default: 0] += 1
      occurrences["settled: \(row.verb.rawValue) \(way)", default: 0] += 1
    default: break
    }
  }

  private func settled(_ key: String) {
    guard let effect = tables.effects[key] else { return }
    let target = Target(object: effect.object, id: effect.verb == .create ? nil : effect.id)
    unsettled[target]?.remove(key)
    if unsettled[target]?.isEmpty ?? false { unsettled[target] = nil }
  }

  private func begin(_ id: CallID, _ call: Call) {
    idle = nil
    let index = calls.count
    calls.append(Logged(at: now, call: call, result: nil))
    if call.writes { checkIntended(call) }
    if case .find(let find) = call, find.match == ["Flow_Key__c"] { occurrences["read back", default: 0] += 1 }
    if crashPoint() { return schedule(now) { $0.crash() } }
    let fault = fault(self, call)
    let (mine, sent) = (epoch, now)
    let (there, back) = latency(self)
    // What has been sent arrives, whatever becomes of us.
    schedule(now.after(there), always: true) { shell in
      let isOurs = shell.epoch == mine
      shell.isLate = !isOurs
      if !isOurs { shell.noteLate(call, index) }
      let result = shell.answer(call, fault, sent, index)
      shell.isLate = false
      shell.calls[index].result = result
      guard isOurs else { return }
      if shell.crashPoint() { return shell.crash() }
      shell.schedule(shell.now.after(back)) { $0.give(.answered(id, result)) }
    }
  }

  /// A write takes effect after it was given up: a later one of another value may have been before it.
  private func noteLate(_ call: Call, _ index: Int) {
    guard case .write(let write) = call else { return }
    for record in write.records {
      guard let id = record.id else { continue }
      late.insert(id)
      occurrences["late write", default: 0] += 1
      let isOvertaken = calls[(index + 1)...].contains { later in
        guard case .write(let other) = later.call, other.object == write.object, later.result != nil else { return false }
        return other.records.contains { $0.id == id && $0.fields != record.fields }
      }
      if isOvertaken && overtaken.insert(id).inserted { occurrences["overtaken", default: 0] += 1 }
    }
  }

  /// Nothing is sent that is not recorded first, with the exact payload.
  private func checkIntended(_ call: Call) {
    switch call {
    case .write(let write):
      for record in write.records {
        let recorded = (unsettled[Target(object: write.object, id: record.id)] ?? []).lazy.compactMap { self.tables.effects[$0] }.first {
          ($0.state == .intended || $0.state == .unknown) && $0.fields == record.fields
        }
        if let recorded { sends[recorded.key, default: 0] += 1 } else { violations.append("sent and not recorded: \(record)") }
      }
    case .notify(let call) where tables.effects[call.key] != nil: sends[call.key, default: 0] += 1
    case .notify(let call) where tables.effects[call.key] == nil: violations.append("sent and not recorded: \(call)")
    case .operation(let call) where tables.effects[call.key] == nil: violations.append("sent and not recorded: \(call)")
    default: break
    }
  }

  private func answer(_ call: Call, _ fault: Fault?, _ sent: Timestamp, _ index: Int) -> CallResult {
    switch fault {
    case .refused(let failure): return .failed(failure)
    case .lostCall: return .failed(CallFailure(.unknown, code: "timeout", message: "No answer came."))
    case .lostAnswer:
      _ = effect(of: call, [:], sent)
      return .failed(CallFailure(.unknown, code: "timeout", message: "No answer came."))
    case .lateEffect(let delay):
      schedule(now.after(delay), always: true) { shell in
        shell.noteLate(call, index)
        shell.isLate = true
        _ = shell.effect(of: call, [:], sent)
        shell.isLate = false
      }
      return .failed(CallFailure(.unknown, code: "timeout", message: "No answer came."))
    case .records(let failures): return effect(of: call, failures, sent)
    case nil: return effect(of: call, [:], sent)
    }
  }

  private func effect(of call: Call, _ failures: [Int: CallFailure], _ sent: Timestamp) -> CallResult {
    var failures = failures
    if case .write(let write) = call {
      for (index, record) in write.records.enumerated() where failures[index] == nil { failures[index] = refuses(write, record) }
    }
    beforeEffect(self, failures.isEmpty ? call : call.without(failures), sent)
    let result = carriedOut(call, failures)
    afterEffect(self, call, result)
    return result
  }

  private func carriedOut(_ call: Call, _ failures: [Int: CallFailure]) -> CallResult {
    if let target { return target(call) }
    let store = call.connection == "salesforce" ? salesforce : gainsight
    do throws(CallFailure) {
      switch call {
      case .find(let find): return .found(try store.find(find))
      case .poll(var poll):
        poll.since = poll.since.map { $0.after(-overlap) }
        return .polled(try store.poll(poll))
      case .notify(let call):
        messages.append(call)
        return .notified(NotifyAnswer(id: "m\(messages.count)"))
      case .operation(let call):
        operations.append(call)
        return .operated(OperationAnswer(value: .map(["n": .int(Int64(operations.count))])))
      case .write(let write):
        let isAllOrNothing = facts[write.connection]?.allOrNothing ?? false
        var sent = write
        sent.records = write.records.enumerated().filter { failures[$0.offset] == nil }.map(\.element)
        if isAllOrNothing && !failures.isEmpty {
          return .written(
            WriteAnswer(
              results: write.records.indices.map { .failed(failures[$0] ?? CallFailure(.collateral, code: "rolled_back", message: "")) }))
        }
        var results = try store.write(sent).results[...]
        return .written(
          WriteAnswer(results: write.records.indices.map { failures[$0].map { .failed($0) } ?? results.removeFirst() }))
      }
    } catch {
      return .failed(error)
    }
  }

  // MARK: Crashes

  /// Counts a crash point; true when the process dies there.
  private func crashPoint() -> Bool {
    points += 1
    return crashes(points)
  }

  func crash() {
    crashCount += 1
    isDown = true
    epoch += 1
    drained = false
    if !versions.isEmpty { flows = versions[crashCount % versions.count] }
    let present = Set(flows.map(\.version))
    let earlier = versions.flatMap { $0 }.filter { !present.contains($0.version) }
    engine = Engine(flows: flows, earlier: earlier, connections: facts, seed: seed &+ UInt64(epoch))
    let mine = epoch
    schedule(now.after(downTime(self)), always: true) { shell in
      guard shell.epoch == mine else { return }
      shell.isDown = false
      shell.give(.restored(shell.tables.restore()))
      // A sender that was not answered sends again.
      for arrival in shell.owed.values where shell.epoch == mine { shell.give(.arrived(arrival)) }
      if shell.noMoreRows && shell.epoch == mine { shell.give(.noMoreRows) }
    }
  }
}
