import CEL
import Calls
import FlowCheck

extension Engine {
  mutating func take(_ fact: Input.Fact) {
    switch fact {
    case .restored(let state): restore(state)
    case .arrived(let arrival): arrived(arrival)
    case .pollDue(let source): pollDue(source)
    case .loaded(let id, let rows): loaded(id, rows)
    case .loadFailed(let id, let reason):
      if loads.removeValue(forKey: id) != nil { journalFailed(reason) }
    case .committed(let id): committed(id)
    case .commitFailed(let id, let reason):
      if commits.removeValue(forKey: id) != nil { journalFailed(reason) }
    case .answered(let id, let result): answered(id, result)
    case .woke: lastWake = nil
    case .replayed(let events): replayed(events)
    case .resume(let connection): resume(connection)
    case .held(let holds): held(holds)
    case .noMoreRows: noMoreRows = true
    case .drain: drain()
    }
  }

  /// After every input: begins what can begin, and says when to come back.
  mutating func settle() {
    if mode.isWorking {
      reopenConnections()
      readAgain()
      for flow in crossings.polls.keys.sorted() { accept(flow) }
      wakeLockWaiters()
      for flow in plans.indices { beginWave(flow) }
    }
    if mode == .draining {
      for flow in crossings.polls.keys.sorted() { accept(flow) }
      wakeLockWaiters()
    }
    wakeLater()
    endDrain()
    reportIdle()
  }

  private mutating func restore(_ state: RestoredState) {
    guard mode == .starting else { return }
    mode = .running
    journal = state.journal
    numbers.nextEvent = state.nextEvent
    numbers.nextReading = state.nextReading
    for mark in state.watermarks { watermarks[mark.source] = mark }
    for (name, reason) in state.paused where connections[name] != nil { connections[name]?.status = .paused(reason) }
    for flow in plans.indices {
      let begun = state.begun.filter { $0.flow == plans[flow].flow.name }
      let waiting = (state.waiting[plans[flow].flow.name] ?? 0) - begun.count
      lines[flow].restore(begun, waiting: waiting, acceptedTo: state.nextEvent - 1)
      // What closed a connection is forgotten with the process; only a pause is kept.
      for name in connections.keys where state.paused[name] == nil { lines[flow].makeDue(connection: name, now: now) }
    }
    for effect in state.open {
      locks.doubt(effect.locks, of: effect.key)
      openWrites.open(effect)
    }
    for mark in state.marks { marks[mark.pair] = mark.reading }
    for flow in plans.indices { accept(flow) }
  }

  private mutating func loaded(_ id: LoadID, _ rows: LoadedRows) {
    guard let purpose = loads.removeValue(forKey: id) else { return }
    switch purpose {
    case .intake(let flow): decide(flow, rows)
    case .line(let flow, let query, let known, let due): linesRead(flow, query, known: known, due: due, rows)
    case .wave(let wave):
      for value in rows.known { waves[wave]?.known[value.key, default: [:]][value.field] = value }
      waves[wave]?.outstanding -= 1
      run(wave)
    }
    overlay.prune(oldestLoad: loads.keys.map(\.number).min() ?? numbers.nextLoad)
  }

  private mutating func committed(_ id: CommitID) {
    guard let purpose = commits.removeValue(forKey: id) else { return }
    overlay.committed(id, nextLoad: numbers.nextLoad)
    if let ends = windowEnds.removeValue(forKey: id) { ended(ends.flow, ends.ends, parked: []) }
    switch purpose {
    case .intake(let accepted): keep(accepted)
    case .ends(let flow, let ends, let parked): ended(flow, ends, parked: parked)
    case .wave(let wave):
      waves[wave]?.outstanding -= 1
      run(wave)
    case .nothing: break
    }
    overlay.prune(oldestLoad: loads.keys.map(\.number).min() ?? numbers.nextLoad)
  }

  private mutating func answered(_ id: CallID, _ result: CallResult) {
    guard let pending = calls.removeValue(forKey: id) else { return }
    if let time = result.serverTime { clocks[pending.connection, default: ClockOffset()].learn(time, sent: pending.sentAt, now: now) }
    switch pending.purpose {
    case .wave(let wave, let tag): answered(wave: wave, tag: tag, result, connection: pending.connection)
    case .reread(let flow):
      if case .failed(let failure) = result { noteFailure(failure, pending.connection) } else { noteSuccess(pending.connection) }
      readAgain(flow, result)
    case .poll(let source):
      if case .failed(let failure) = result { noteFailure(failure, pending.connection) } else { noteSuccess(pending.connection) }
      polled(source, result)
    }
  }

  private mutating func ended(_ flow: Int, _ ends: [EventEnd], parked: [EventID]) {
    lines[flow].settled(ended: ends.compactMap(\.event), parked: parked)
    report(ends)
  }

  /// Says how events ended, now that it is durable; a flow's first dead letter is an alert.
  mutating func report(_ ends: [EventEnd]) {
    for end in ends {
      out.append(.ended(end))
      guard case .dead(let reason) = end.ending, flowsWithDeadLetters.insert(end.flow).inserted else { continue }
      out.append(.alert(Alert(subject: .flow(end.flow), change: .firstDeadLetter, reason: reason.text)))
    }
  }

  private mutating func wakeLockWaiters() {
    let waiting = lockWaiters.sorted()
    lockWaiters = []
    for wave in waiting { run(wave) }
  }

  private mutating func wakeLater() {
    guard mode.isWorking else { return }
    var times = plans.indices.compactMap { nextWake($0) }
    times += [nextReread].compactMap { $0 }
    times += connections.keys.compactMap { reopening(of: $0) }
    // What is due already waits for an answer, not for time.
    guard let next = times.filter({ $0 > now }).min(), next != lastWake else { return }
    lastWake = next
    out.append(.wake(at: next))
  }
}
