import CEL
import Calls
import FlowCheck

extension Engine {
  /// Goes on with a wave until it waits for an answer, for a lock, or is done.
  mutating func run(_ id: Int) {
    guard var wave = waves.removeValue(forKey: id) else { return }
    let plan = plan(of: wave)
    while wave.outstanding == 0 {
      if var running = wave.batch.running {
        wave.batch.running = nil
        if running.advance(&wave, &self) {
          afterStep(&wave, plan)
          continue
        }
        wave.batch.running = running
        if wave.outstanding == 0 {
          lockWaiters.insert(id)
          break
        }
      } else if wave.batch.next < wave.batch.steps.count {
        let step = wave.batch.steps[wave.batch.next]
        wave.batch.next += 1
        begin(step, &wave, plan)
      } else if wave.batches.count > 1 {
        let inner = wave.batches.removeLast()
        Block.fold(inner, into: &wave, plan)
      } else {
        return finish(wave, plan)
      }
    }
    waves[id] = wave
  }

  /// Begins a step for the rows that it concerns: live, `when` true, and not done before a restart or a retry.
  private mutating func begin(_ step: CheckedStep, _ wave: inout Wave, _ plan: Plan) {
    var rows: [Int] = []
    for row in wave.batch.rows.indices where wave.isLive(row) {
      if let kept = wave.event(row).kept[wave.key(row, step)] {
        wave.bind(row, kept, plan)
        continue
      }
      if let when = step.when {
        let answer = when.evaluate(wave.bindings(row))
        plan.trace?.saw(.condition(wave.event(row).event.id, wave.key(row, step), answer == .bool(true), wave.bindings(row)))
        switch answer {
        case .bool(true): break
        case .error(let error):
          wave.fail(row, step, .formula(Messages.formula("\(step.id).when", error.message), step: step.id), plan)
          continue
        default: continue
        }
      }
      plan.trace?.saw(.began(wave.event(row).event.id, wave.key(row, step), wave.bindings(row)))
      rows.append(row)
    }
    guard !rows.isEmpty else { return }
    switch step.verb {
    case .transform(let formulas): Transform.run(formulas, step, rows, &wave, plan)
    case .skip(let reason): SkipOrFail.skip(reason, step, rows, &wave, plan)
    case .fail(let reason): SkipOrFail.fail(reason, step, rows, &wave, plan)
    case .block(let steps, let each): Block.begin(steps, each, step, rows, &wave, plan)
    case .lookup(let lookup): wave.batch.running = Lookup(step, lookup, rows, plan)
    case .update(let write): wave.batch.running = Write(step, write, .update, rows)
    case .upsert(let write): wave.batch.running = Write(step, write, .upsert, rows)
    case .create(let write): wave.batch.running = Write(step, write, .create, rows)
    case .notify(let notify): wave.batch.running = Delivery(step, .notify(notify), rows)
    case .call(let connection, let operation, let with):
      wave.batch.running = Delivery(step, .operation(connection: connection, name: operation, with: with), rows)
    }
  }

  /// What a step has confirmed becomes durable before the next call; after the last step that calls it goes with the outcomes.
  private mutating func afterStep(_ wave: inout Wave, _ plan: Plan) {
    guard !wave.pending.isEmpty, wave.batch.next > 0 else { return }
    let step = wave.batch.steps[wave.batch.next - 1]
    if plan.lastCalls.contains(step.id) && wave.batches.count == 1 { return }
    for index in wave.events.indices where wave.events[index].hasEffects && wave.events[index].fate == nil { wave.saveResults(index) }
    flush(&wave, for: .nothing)
  }

  /// Commits what is pending. A wave that must not go on before it is durable waits for `.wave`.
  mutating func flush(_ wave: inout Wave, for purpose: CommitPurpose) {
    let operations = wave.pending
    wave.pending = []
    if case .wave = purpose { wave.outstanding += 1 }
    let ends = wave.ends
    wave.ends = []
    if ends.isEmpty {
      commit(operations, for: purpose)
    } else {
      let id = commit(operations, for: purpose)
      windowEnds[id] = (wave.flow, ends)
    }
  }

  /// Sends a call for a wave, unless its connection is closed.
  mutating func send(_ call: Call, _ wave: inout Wave, tag: Int) {
    wave.outstanding += 1
    if case .probing(nil) = connections[call.connection]?.status { connections[call.connection]?.status = .probing(wave: wave.id) }
    self.call(call, for: .wave(wave.id, tag: tag))
  }

  mutating func answered(wave id: Int, tag: Int, _ result: CallResult, connection: String) {
    guard var wave = waves.removeValue(forKey: id) else { return }
    wave.outstanding -= 1
    if case .failed(let failure) = result {
      // A refused record or request says nothing against the connection.
      if failure.kind == .rejected || failure.kind == .conflict { noteSuccess(connection) } else { noteFailure(failure, connection) }
    } else {
      noteSuccess(connection)
    }
    if var running = wave.batch.running {
      wave.batch.running = nil
      running.answered(tag, result, &wave, &self)
      wave.batch.running = running
    }
    waves[id] = wave
    run(id)
  }

  /// Every event of the wave has ended or waits for a retry.
  private mutating func finish(_ finished: Wave, _ plan: Plan) {
    var wave = finished
    for index in wave.events.indices where wave.events[index].hasEffects {
      if case .waits? = wave.events[index].fate { wave.saveResults(index) }
    }
    for (name, state) in connections where state.status == .probing(wave: wave.id) { connections[name]?.status = .probing(wave: nil) }
    var operations = wave.pending
    var ends = wave.ends
    var parked: [EventID] = []
    let flow = wave.flow
    for event in wave.events {
      let id = event.event.id
      switch event.fate {
      case .waits(var retry):
        if let connection = retry.connection, refusal(of: connection) == nil {
          // It opened again while the wave was still under way.
          (retry.connection, retry.due) = (nil, now)
        }
        if !event.hasBegun { operations.append(.begin(id, version: plan.flow.version)) }
        operations.append(.retry(id, retry))
        parked.append(id)
        lines[flow].hold(BegunEvent(id: id, flow: plan.flow.name, key: event.event.key, retry: retry))
      case .ended(let ending): operations += close(event, ending, plan, &ends)
      case nil: operations += close(event, .done, plan, &ends)
      }
    }
    lines[flow].wave = nil
    lines[flow].inWave = []
    lines[flow].leave(ended: ends.compactMap(\.event), parked: parked)
    commit(operations, for: .ends(flow: flow, ends, parked: parked))
    written.prune(before: waves.values.map(\.firstCall).min() ?? numbers.nextCall)
    lines[flow].returnToLeft()
  }

  private mutating func close(_ event: WaveEvent, _ ending: Ending, _ plan: Plan, _ ends: inout [EventEnd]) -> [JournalOperation] {
    let id = event.event.id
    let end = EventEnd(event: id, flow: plan.flow.name, about: event.event.about, ending: ending, steps: event.results, at: now)
    ends.append(end)
    var operations: [JournalOperation] = [.end(id, end)]
    lines[flowNumbers[plan.flow.name] ?? 0].free(id)
    switch ending {
    case .done: break
    case .skipped:
      if plan.flow.once, let about = event.event.about {
        operations.append(.release(AboutKey(flow: plan.flow.name, about: about), event: id))
      }
    case .dead(let reason):
      operations.append(
        .deadLetter(
          DeadLetter(
            event: id, flow: plan.flow.name, version: plan.flow.version, source: event.event.source, about: event.event.about, at: now,
            reason: reason, attempts: event.attempts, input: event.event.event, raw: nil, payload: event.payload)))
    }
    return operations
  }
}
