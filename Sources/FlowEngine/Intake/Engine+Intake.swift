import Calls

extension Engine {
  /// Decides the batch whose rows have been loaded, and commits it.
  mutating func decide(_ flow: Int, _ loaded: LoadedRows) {
    guard let batch = intakes[flow].batch else { return }
    var decision = Decision(plans[flow], loaded, overlay, nextEvent: numbers.nextEvent, now: now)
    decision.decide(batch.drafts)
    numbers.nextEvent = decision.nextEvent
    for case .know(let value) in decision.operations { overlay.forget(value.key, value.field) }
    let operations = decision.operations + batch.watermarks.map(JournalOperation.watermark)
    let accepted = Accepted(flow: flow, open: decision.open, ends: decision.ends, tickets: batch.tickets, pages: batch.pages)
    if operations.isEmpty {
      keep(accepted)
    } else {
      commit(operations, for: .intake(accepted))
    }
  }

  /// The batch is durable: whoever sent it is told, and its events take their place in the line.
  mutating func keep(_ accepted: Accepted) {
    intakes[accepted.flow].batch = nil
    for ticket in accepted.tickets { out.append(.acknowledge(ticket, .accepted)) }
    report(accepted.ends)
    lines[accepted.flow].append(accepted.open)
    for source in accepted.pages { pageKept(source) }
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
}
