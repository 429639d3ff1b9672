import CEL
import DequeModule
import FlowCheck

extension Engine {
  /// The journal keeps nothing any more: everyone who is owed an answer is refused, and nothing is called.
  mutating func journalFailed(_ reason: String) {
    if case .failed = mode { return }
    mode = .failed(reason)
    refuseArrivals(.notKept(reason: reason))
    for flow in intakes.indices { intakes[flow].batch = nil }
    waves = [:]
    calls = [:]
    loads = [:]
    commits = [:]
    polls = [:]
    for flow in plans {
      out.append(.alert(Alert(subject: .flow(flow.flow.name), change: .journalFailed, reason: reason)))
    }
  }

  mutating func drain() {
    switch mode {
    case .starting, .running:
      mode = .draining
      refuseArrivals(.draining)
    case .failed: out.append(.drained)
    case .draining, .drained: break
    }
  }

  /// Refuses what has not been taken into a batch; after a failure of the journal also what has.
  private mutating func refuseArrivals(_ refusal: Acknowledgement.Refusal) {
    for flow in intakes.indices {
      if mode != .draining { for ticket in intakes[flow].batch?.tickets ?? [] { out.append(.acknowledge(ticket, .refused(refusal))) } }
      for case .arrival(let arrival) in intakes[flow].queue { out.append(.acknowledge(arrival.ticket, .refused(refusal))) }
      intakes[flow].queue.removeAll { mode != .draining || !$0.isAwaited }
    }
  }

  /// Everything that ran has come to its end.
  mutating func endDrain() {
    guard mode == .draining, isQuiet, waves.isEmpty else { return }
    mode = .drained
    out.append(.drained)
  }

  /// True when no answer is outstanding.
  var isQuiet: Bool { loads.isEmpty && commits.isEmpty && calls.isEmpty && intakes.allSatisfy(\.isIdle) }

  /// Tells once that nothing runs and nothing will before an input.
  mutating func reportIdle() {
    guard mode.isWorking, isQuiet, waves.isEmpty else {
      lastIdle = nil
      return
    }
    var blocked: [String: String] = [:]
    for name in connections.keys.sorted() { blocked[name] = refusal(of: name) }
    let times = plans.indices.compactMap { nextWake($0) } + connections.keys.compactMap { reopening(of: $0) } + [nextReread].compactMap { $0 }
    let held = holds.flows.filter { flowNumbers[$0.key] != nil }
    let idle = Idle(waiting: lines.reduce(0) { $0 + $1.waiting }, nextDue: times.min(), blocked: blocked, held: held)
    guard idle != lastIdle else { return }
    lastIdle = idle
    out.append(.idle(idle))
  }
}
