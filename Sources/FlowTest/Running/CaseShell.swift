import CEL
import Calls
import ConnectorKit
import FlowCheck
import FlowEngine
import FlowSyntax
import Journal
import OrderedCollections
import Schema

/// Runs a case: the engine that runs flows, a journal in memory, systems in memory, and a clock that nobody waits for.
///
/// Every answer comes at once and in order, so a case gives the same each time.
final class CaseShell {
  private static let stepLimit = 100_000
  /// Days after which a case that still waits is given up.
  private static let patience = 10 * 86_400.0

  private let testCase: CheckedTest.Case
  private let flow: CheckedFlow
  private var engine: Engine
  private let journal: MemoryJournal
  private let replay: CaseReplay?
  private let trace = TraceCollector()
  private let start: Timestamp
  private var now: Timestamp
  private var faults: CaseFaults
  private var run: CaseRun
  private var inputs: [Input.Fact] = []
  private var wake: Timestamp?
  private var idle: Idle?
  private var tickets = 0
  private var steps = 0
  /// Identities of the rows that the poll under way brings.
  private var polled: Set<String> = []
  private var effectKeys: [String] = []
  private var effects: [String: EffectRecord] = [:]

  init(_ testCase: CheckedTest.Case, flow: CheckedFlow, context: ProjectContext, recording: RecordedWorld? = nil) {
    self.testCase = testCase
    self.flow = flow
    let start = testCase.saysClock ? testCase.clock : recording?.started ?? testCase.clock
    self.start = start
    now = start
    journal = MemoryJournal(name: recording?.journal ?? "test")
    replay = recording.map { CaseReplay($0, flow: flow, from: start) }
    faults = CaseFaults(testCase.faults)
    run = CaseRun(world: CaseWorld(testCase, at: now, flow: flow, context: context))
    engine = Engine(flows: [flow], connections: [:], seed: 1, trace: trace)
  }

  func carryOut() -> CaseRun {
    // A recording begins with an empty journal.
    if replay == nil { seedWatermarks() }
    inputs.append(.restored(journal.state))
    settle()
    for (index, events) in arrivals.enumerated() {
      advance(by: events[0].after ?? (index == 0 ? 0 : 1))
      deliver(events)
      if faults.duplicatesDeliveries { deliver(events) }
    }
    inputs.append(.noMoreRows)
    settle()
    finish()
    run.trace = trace.all
    run.effects = effectKeys.compactMap { effects[$0] }
    return run
  }

  /// Polls have been at work before the case: what is in the world is no news.
  private func seedWatermarks() {
    let marks = flow.sources.indices.compactMap { index -> JournalOperation? in
      guard case .poll = flow.sources[index].kind else { return nil }
      return .watermark(Watermark(source: SourceID(flow: flow.name, index: index), value: now, started: now))
    }
    try? journal.keep(marks)
  }

  /// Events one by one; over a recording rows of one moment come together, as a file brings them, so that requests are those of the run.
  private var arrivals: [[CheckedTest.Event]] {
    testCase.events.reduce(into: []) { arrivals, event in
      if replay != nil, event.after == 0, event.kind == .webhook, let first = arrivals.last?.first, first.source == event.source {
        arrivals[arrivals.count - 1].append(event)
      } else {
        arrivals.append([event])
      }
    }
  }

  private func deliver(_ events: [CheckedTest.Event]) {
    guard events.count > 1, flow.sources[events[0].source].each == nil else { return events.forEach(deliver) }
    for event in events { remember(Past.known(flow, source: event.source, body: event.row, was: event.was, at: now), event) }
    arrive(.rows(events.map { .row($0.row) }), SourceID(flow: flow.name, index: events[0].source))
    settle()
  }

  private func deliver(_ event: CheckedTest.Event) {
    let source = SourceID(flow: flow.name, index: event.source)
    switch event.kind {
    case .webhook:
      remember(Past.known(flow, source: event.source, body: event.row, was: event.was, at: now), event)
      arrive(.body(event.row), source)
    case .poll where replay != nil: inputs.append(.pollDue(source))
    case .message where replay != nil:
      let rows = recorded(event).map { Arrival.Row.row(.map($0)) }
      if !rows.isEmpty { arrive(.rows(rows), source) }
    case .poll:
      guard let row = change(event) else { return }
      remember(Past.known(flow, source: event.source, row: .map(row), was: event.was, at: now), event)
      inputs.append(.pollDue(source))
    case .message:
      guard let row = change(event) else { return }
      remember(Past.known(flow, source: event.source, row: .map(row), was: event.was, at: now), event)
      arrive(.rows([.row(.map(row))]), source)
    }
    settle()
  }

  /// A message is a knock: the record is read anew.
  private func recorded(_ event: CheckedTest.Event) -> [Record] {
    let source = flow.sources[event.source]
    guard case .message(let connection, _) = source.kind, let object = source.object, let id = event.row.asRecord?[object.identity] else { return [] }
    let stamps = [object.watermark, object.modified].compactMap(\.self).filter { !source.fields.contains($0) }
    let find = FindCall(connection: connection, object: object.name, fields: source.fields + stamps, match: [object.identity], keys: [[id]])
    guard case .found(let answer) = answer(.find(find)) else { return [] }
    remember(answer.records.flatMap { Past.known(flow, source: event.source, row: .map($0), was: event.was, at: now) }, event)
    return answer.records
  }

  private func arrive(_ content: Arrival.Content, _ source: SourceID) {
    tickets += 1
    inputs.append(.arrived(Arrival(source: source, content: content, ticket: Ticket(tickets))))
  }

  private func remember(_ known: [KnownValue], _ event: CheckedTest.Event) {
    if !event.was.isEmpty { try? journal.keep(known.map(JournalOperation.know)) }
  }

  /// Puts the event's record into the world, and gives it as its source reads it.
  private func change(_ event: CheckedTest.Event) -> Record? {
    let source = flow.sources[event.source]
    guard let object = source.object, let record = event.row.asRecord, let id = record[object.identity]?.asString else { return nil }
    let connection: String
    switch source.kind {
    case .webhook: return nil
    case .message(let name, _), .poll(let name, _): connection = name
    }
    run.world.systems[connection]?.change(record, of: object.name)
    polled = [id]
    var call = PollCall(connection: connection, object: object.name, fields: source.fields)
    while let answer = try? run.world.systems[connection]?.answer(call) {
      if let row = answer.records.first(where: { $0[object.identity]?.asString == id }) { return row }
      guard let next = answer.next else { break }
      call.page = next
    }
    return nil
  }

  // MARK: Time

  /// Moves the clock on, and wakes what becomes due on the way.
  private func advance(by seconds: Double) {
    guard seconds > 0 else { return }
    let end = now.adding(Timespan(nanoseconds: Int64(seconds * 1e9))) ?? now
    while let wake, wake <= end, steps < Self.stepLimit { self.wake(at: wake) }
    set(end)
  }

  /// Goes on from one wake to the next until nothing waits.
  private func finish() {
    let end = start.adding(Timespan(nanoseconds: Int64(Self.patience * 1e9))) ?? now
    while let idle, idle.waiting > 0, run.unrecorded == nil {
      guard let due = wake ?? idle.nextDue, due <= end, steps < Self.stepLimit else {
        let reasons = idle.blocked.sorted { $0.key < $1.key }.map { "`\($0.key)`: \($0.value)" }
        run.stuck = "\(idle.waiting) events still wait\(reasons.isEmpty ? "" : " for \(reasons.joined(separator: ", "))")"
        return
      }
      wake(at: due)
    }
    if steps >= Self.stepLimit { run.stuck = "the case comes to no end" }
  }

  private func wake(at time: Timestamp) {
    wake = nil
    set(time)
    inputs.append(.woke)
    settle()
  }

  private func set(_ time: Timestamp) {
    now = max(now, time)
    run.world.advance(to: now)
    replay?.set(now)
  }

  // MARK: Commands

  /// Feeds the engine until it wants nothing more.
  private func settle() {
    var next = 0
    while next < inputs.count {
      let input = inputs[next]
      next += 1
      steps += 1
      guard steps < Self.stepLimit, run.unrecorded == nil else { break }
      for command in engine.step(Input(input, at: now)) { carryOut(command) }
    }
    inputs = []
  }

  private func carryOut(_ command: Command) {
    switch command {
    case .load(let id, let request): inputs.append(.loaded(id, journal.rows(request)))
    case .commit(let id, let operations):
      note(operations)
      do throws(JournalFailure) {
        try journal.keep(operations)
        inputs.append(.committed(id))
      } catch {
        inputs.append(.commitFailed(id, reason: error.message))
      }
    case .call(let id, let call): inputs.append(.answered(id, answer(call)))
    case .wake(let time): wake = time
    case .ended(let end): run.ends.append(end)
    case .idle(let idle): self.idle = idle
    case .acknowledge, .polled, .drained, .alert: break
    }
  }

  private func note(_ operations: [JournalOperation]) {
    for operation in operations {
      switch operation {
      case .intend(let records):
        for record in records where effects.updateValue(record, forKey: record.key) == nil { effectKeys.append(record.key) }
      case .confirm(let key, let id): effects[key]?.id = id ?? effects[key]?.id
      default: break
      }
    }
  }

  private func answer(_ call: FlowEngine.Call) -> CallResult {
    run.calls.append(call)
    switch faults.strike(call, at: now) {
    case nil: return perform(call)
    case .refused(let failure): return .failed(failure)
    case .unanswered:
      _ = perform(call)
      return .failed(CaseFaults.noAnswer)
    case .rejected(let failure):
      guard case .write(let write) = call else { return .failed(failure) }
      return .written(WriteAnswer(results: write.records.map { _ in .failed(failure) }))
    case .partial(let count): return partial(call, refusing: count)
    }
  }

  private func perform(_ call: FlowEngine.Call) -> CallResult {
    if let replay {
      let result = replay.perform(call)
      if let refusal = replay.refusal, run.unrecorded == nil { run.unrecorded = (step: asking, text: refusal) }
      if case .notify(let message) = call, case .notified = result { run.messages.append(message) }
      run.world.note(call, result)
      return result
    }
    do throws(CallFailure) {
      switch call {
      case .find(let find): return .found(try system(of: call).answer(find))
      case .write(let write): return .written(try system(of: call).answer(write))
      case .poll(let poll):
        var answer = try system(of: call).answer(poll)
        let identity = run.world.schema(poll.connection, poll.object)?.identity ?? ""
        answer.records = answer.records.filter { polled.contains($0[identity]?.asString ?? "") }
        return .polled(answer)
      case .notify(let message):
        run.messages.append(message)
        return .notified(NotifyAnswer(id: "message-\(run.messages.count)"))
      case .operation: return .operated(OperationAnswer(value: .null))
      }
    } catch {
      return .failed(error)
    }
  }

  /// The step that was begun last.
  private var asking: String? {
    for fact in trace.all.reversed() { if case .began(_, let key, _) = fact { return key.step } }
    return nil
  }

  private func system(of call: FlowEngine.Call) throws(CallFailure) -> MemoryConnector {
    if let system = run.world.systems[call.connection] { return system }
    throw CallFailure(.rejected, code: "no_connection", message: "There is no connection `\(call.connection)` with records.")
  }

  /// The first records are refused for now, the others are written.
  private func partial(_ call: FlowEngine.Call, refusing count: Int) -> CallResult {
    guard case .write(var write) = call else { return perform(call) }
    let refused = min(count, write.records.count)
    write.records.removeFirst(refused)
    guard case .written(var answer) = perform(.write(write)) else { return .failed(CaseFaults.locked) }
    answer.results = Array(repeating: .failed(CaseFaults.locked), count: refused) + answer.results
    return .written(answer)
  }
}
