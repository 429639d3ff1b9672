public import CEL
import Calls
import FlowCheck

extension Engine {
  /// Decides the batch whose rows have been loaded, and commits it.
  mutating func decide(_ flow: Int, _ loaded: LoadedRows) {
    guard let batch = intakes[flow].batch else { return }
    var cycle: Decision.Cycle?
    if let source = crossings.polls[flow], case .poll(let connection, let object) = plans[flow].flow.sources[source].kind {
      let writes = openWrites
      let isOpen: (String) -> Bool = { writes.isOpen(RecordRef(connection: connection, object: object, id: $0)) }
      cycle = Decision.Cycle(number: numbers.reading(), ahead: clocks[connection]?.seconds ?? 0, open: isOpen)
    }
    var decision = Decision(plans[flow], loaded, overlay, nextEvent: numbers.nextEvent, now: acceptAs ?? now, cycle: cycle)
    decision.decide(batch.drafts)
    numbers.nextEvent = decision.nextEvent
    for case .know(let value) in decision.operations { overlay.forget(value.key, value.field) }
    rereads[flow, default: Rereads()].wanted.formUnion(decision.rereads)
    // After a crash what was to be read again is found by the poll that begins where this one did.
    let watermarks = rereads[flow]?.isEmpty ?? true ? batch.watermarks : []
    let operations = decision.operations + watermarks.map(JournalOperation.watermark)
    let accepted = Accepted(flow: flow, open: decision.open, ends: decision.ends, tickets: batch.tickets, pages: batch.pages, waves: batch.waves)
    if operations.isEmpty {
      keep(accepted)
    } else {
      if let cycle { deciding[flow] = cycle.number }
      commit(operations, for: .intake(accepted))
    }
  }

  /// The batch is durable: whoever sent it is told, and its events take their place in the line.
  mutating func keep(_ accepted: Accepted) {
    intakes[accepted.flow].batch = nil
    deciding[accepted.flow] = nil
    for ticket in accepted.tickets { out.append(.acknowledge(ticket, .accepted)) }
    report(accepted.ends)
    lines[accepted.flow].append(accepted.open)
    for source in accepted.pages { pageKept(source) }
    for wave in accepted.waves {
      waves[wave]?.outstanding -= 1
      run(wave)
    }
    accept(accepted.flow)
  }
}

/// A batch of events that is being committed.
struct Accepted: Sendable {
  var flow: Int
  var open: [OpenEvent]
  var ends: [EventEnd]
  var tickets: [Ticket]
  var pages: [SourceID]
  var waves: [Int] = []
}

extension Engine {
  /// What a row's event is about and what it holds; nil where no event can be made of it. Nothing is accepted.
  public func preview(_ row: Value, from source: SourceID, polled: Bool = false) -> (about: String, event: Value)? {
    guard let flow = flowNumbers[source.flow], plans[flow].flow.sources.indices.contains(source.index) else { return nil }
    let reader = EventReader(plan: plans[flow], source: source.index, now: acceptAs ?? now, reading: 0)
    guard case .event(let reading) = reader.draft(row: row, polled: polled).content else { return nil }
    return (reading.about, reading.event)
  }
}
