import CEL
import FlowCheck

extension Engine {
  /// Forms the next wave of a flow, if it is time and its connections are open.
  mutating func beginWave(_ flow: Int) {
    guard mode.isWorking, lines[flow].wave == nil, !isHeld(flow) else { return }
    readEvents(flow)
    closeWindow(flow)
    guard let room = roomForWave(flow) else { return }
    let resumed = Array(lines[flow].resumed.prefix(room))
    let keys = Set(resumed.compactMap(\.key))
    let isWindowed = plans[flow].flow.window != nil
    let fresh =
      isWindowed
      ? lines[flow].takeClosed(room - resumed.count, without: keys) : lines[flow].take(room - resumed.count, without: keys)
    guard !resumed.isEmpty || !fresh.isEmpty else { return stuck(flow) }
    let (pin, events, rest) = earlier.part(resumed + fresh, present: plans[flow])
    lines[flow].resumed.removeFirst(resumed.count)
    if !rest.isEmpty {
      let begun = Set(resumed.map(\.id))
      lines[flow].resumed = rest.filter { begun.contains($0.id) } + lines[flow].resumed
      lines[flow].putBack(rest.filter { !begun.contains($0.id) }, isWindowed: isWindowed)
    }
    let plan = pin.map { earlier.plans[$0] } ?? plans[flow]
    let line = lines[flow]
    (lines[flow].windowOperations, lines[flow].windowEnds) = ([], [])
    let wave = Wave(
      id: numbers.wave(), flow: flow, pin: pin, events: events, plan: plan, pending: line.windowOperations, ends: line.windowEnds,
      firstCall: numbers.nextCall)
    lines[flow].wave = wave.id
    lines[flow].inWave = Set(events.map(\.id))
    for name in plan.connections where connections[name]?.status == .probing(wave: nil) {
      connections[name]?.status = .probing(wave: wave.id)
    }
    waves[wave.id] = wave
    run(wave.id)
  }

  /// How many events may go: all, one where a connection is being probed, none where one is closed.
  private func roomForWave(_ flow: Int) -> Int? {
    var room = Wave.size
    for name in plans[flow].connections {
      if holds.connections[name] != nil { return nil }
      switch connections[name]?.status {
      case nil, .open: break
      case .probing(nil): room = 1
      default: return nil
      }
    }
    return room
  }

  /// Nothing can go though something waits: the keys of all that is in memory are held.
  private mutating func stuck(_ flow: Int) {
    lines[flow].reopen()
    lines[flow].leaveHeldToJournal()
    guard !lines[flow].windowOperations.isEmpty else { return }
    let line = lines[flow]
    (lines[flow].windowOperations, lines[flow].windowEnds) = ([], [])
    commit(line.windowOperations, for: .ends(flow: flow, line.windowEnds, parked: []))
  }

  /// Reads from the journal what is due, and what comes next where there is room.
  private mutating func readEvents(_ flow: Int) {
    guard !lines[flow].isReading else { return }
    let due = roomForWave(flow) == nil ? [] : Array(lines[flow].due(now).prefix(Wave.size))
    let low = lines[flow].hasMore && lines[flow].ready.count < lines[flow].room / 2
    guard !due.isEmpty || low else { return }
    let name = plans[flow].flow.name
    let limit = lines[flow].room - lines[flow].ready.count
    let query = WaitingQuery(flow: name, after: lines[flow].readTo, limit: limit, withoutKeys: [])
    lines[flow].isReading = true
    load(
      LoadRequest(waiting: low ? [query] : [], events: due),
      for: .line(flow, query: low ? query : nil, known: lines[flow].acceptedTo, due: due))
  }

  mutating func linesRead(_ flow: Int, _ query: WaitingQuery?, known: EventID, due: [EventID], _ rows: LoadedRows) {
    lines[flow].isReading = false
    if let query {
      lines[flow].read(
        rows.waiting.first ?? [], after: query.after, limit: query.limit, known: known, without: !query.withoutKeys.isEmpty)
    }
    lines[flow].endedWhileReading = []
    // One that was told as replayed after it had ended again.
    let open = Set(rows.events.map(\.id))
    for id in due where !open.contains(id) { lines[flow].free(id) }
    lines[flow].resumed += rows.events
    lines[flow].returnToLeft()
  }

  /// Dead letters that were opened again go on as begun events do; one that is here already is not told twice.
  mutating func replayed(_ events: [BegunEvent]) {
    guard mode.isWorking else { return }
    for event in events {
      guard let flow = flowNumbers[event.flow] else { continue }
      lines[flow].replay(event)
    }
  }

  /// Closes a window that is full, or has waited long enough, or to which nothing more will come.
  private mutating func closeWindow(_ flow: Int) {
    guard let window = plans[flow].flow.window, lines[flow].closed.isEmpty, let first = lines[flow].firstArrival() else { return }
    let isFull = lines[flow].ready.count >= window.events
    let isOver = first.after(window.wait) <= now
    guard isFull || isOver || (noMoreRows && !lines[flow].hasMore && intakes[flow].isIdle) else { return }
    let (pin, events, rest) = earlier.part(lines[flow].takeWindow(window.events), present: plans[flow])
    lines[flow].putBack(rest, isWindowed: false)
    let plan = pin.map { earlier.plans[$0] } ?? plans[flow]
    let closing = WindowClosing(events, keep: plan.flow.window?.keep ?? window.keep, plan: plan, isInCycle: crossings.polls[flow] != nil, now: now)
    lines[flow].close(closing.survivors)
    lines[flow].windowOperations += closing.operations
    lines[flow].windowEnds += closing.ends
    lines[flow].leave(ended: closing.ends.compactMap(\.event), parked: [])
  }

  /// When a waiting flow must be looked at again.
  func nextWake(_ flow: Int) -> Timestamp? {
    guard lines[flow].wave == nil, mode.isWorking, !isHeld(flow) else { return nil }
    var times: [Timestamp] = []
    if roomForWave(flow) != nil, let due = lines[flow].nextDue { times.append(due) }
    if let window = plans[flow].flow.window, lines[flow].closed.isEmpty, let first = lines[flow].ready.firstFree {
      times.append(first.acceptedAt.after(window.wait))
    }
    return times.min()
  }
}
