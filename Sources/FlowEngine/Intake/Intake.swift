import CEL
import Calls
import DequeModule
import FlowCheck
import OrderedCollections
import Schema

/// What has come for one flow and is not accepted yet, in order. One batch at a time is read, decided and committed; what comes meanwhile
/// waits and goes into the next one together.
struct Intake: Sendable {
  enum Item: Sendable {
    case arrival(Arrival)
    case page(Page)

    /// A wave waits for it.
    var isAwaited: Bool {
      guard case .page(let page) = self else { return false }
      switch page.kind {
      case .poll, .again: return false
      case .sighting, .returning: return true
      }
    }
  }

  /// A page of a poll.
  struct Page: Sendable {
    var source: SourceID
    var rows: [Record]
    var reading: Int64
    /// Rows that did not change since then existed before the flow began: they are marked as seen and not run.
    var markBefore: Timestamp?
    /// How far the source is read with this page.
    var watermark: Watermark?
    var kind = Kind.poll

    enum Kind: Sendable {
      case poll
      /// Read again by id.
      case again
      /// Read by a wave before it writes; the wave waits until it is durable.
      case sighting(wave: Int)
      /// The same, of records that have a value which won: each makes an event, whatever is known of it.
      case returning(wave: Int)
    }
  }

  /// The batch between its loading and its commit.
  struct Batch: Sendable {
    var drafts: [Draft]
    var tickets: [Ticket]
    var watermarks: [Watermark]
    var pages: [SourceID]
    /// Waves that wait for it.
    var waves: [Int] = []
  }

  var queue: Deque<Item> = []
  var batch: Batch?

  /// Rows of one commit; one arrival is never split.
  static let batchRows = 2_000

  var isIdle: Bool { queue.isEmpty && batch == nil }

  /// The tickets that are still owed an answer.
  var tickets: [Ticket] {
    var tickets = batch?.tickets ?? []
    for case .arrival(let arrival) in queue { tickets.append(arrival.ticket) }
    return tickets
  }
}

extension Engine {
  mutating func arrived(_ arrival: Arrival) {
    guard let flow = flowNumbers[arrival.source.flow], plans[flow].flow.sources.indices.contains(arrival.source.index) else {
      return out.append(.acknowledge(arrival.ticket, .refused(.unknownSource)))
    }
    switch mode {
    case .running, .starting:
      intakes[flow].queue.append(.arrival(arrival))
      accept(flow)
    case .draining, .drained: out.append(.acknowledge(arrival.ticket, .refused(.draining)))
    case .failed(let reason): out.append(.acknowledge(arrival.ticket, .refused(.notKept(reason: reason))))
    }
  }

  /// Begins the next batch of a flow, unless one is under way.
  mutating func accept(_ flow: Int) {
    guard intakes[flow].batch == nil, let first = intakes[flow].queue.first, mode.isWorking || (mode == .draining && first.isAwaited) else { return }
    var batch = Intake.Batch(drafts: [], tickets: [], watermarks: [], pages: [])
    while batch.drafts.count < Intake.batchRows, let item = intakes[flow].queue.popFirst() {
      switch item {
      case .arrival(let arrival):
        batch.tickets.append(arrival.ticket)
        batch.drafts += drafts(of: arrival, flow: flow)
      case .page(let page):
        switch page.kind {
        case .poll: batch.pages.append(page.source)
        case .again: break
        case .sighting(let wave), .returning(let wave): batch.waves.append(wave)
        }
        if let watermark = page.watermark { batch.watermarks.append(watermark) }
        batch.drafts += drafts(of: page, flow: flow)
      }
    }
    intakes[flow].batch = batch
    let request = request(for: batch.drafts, of: plans[flow])
    if request == LoadRequest() {
      decide(flow, LoadedRows())
    } else {
      load(request, for: .intake(flow))
    }
  }

  private mutating func drafts(of arrival: Arrival, flow: Int) -> [Draft] {
    let reader = EventReader(plan: plans[flow], source: arrival.source.index, now: acceptAs ?? now, reading: numbers.reading())
    switch arrival.content {
    case .body(let body): return reader.drafts(body: body)
    case .rows(let rows):
      // The records of an outbound message were read just now. In a cycle it is a knock: who has the record's lock reads.
      var isRead = false
      if case .message = plans[flow].flow.sources[arrival.source.index].kind { isRead = crossings.polls[flow] == nil }
      return rows.map { row in
        switch row {
        case .row(let value): reader.draft(row: value, polled: isRead)
        case .unreadable(let text, let reason): reader.dead(.unreadable(reason), raw: .string(text))
        }
      }
    case .unreadable(let body, let reason):
      let raw = String(validating: body, as: UTF8.self).map(Value.string) ?? .bytes(body)
      return [reader.dead(.unreadable(Messages.noJSON(reason)), raw: raw)]
    }
  }

  private func drafts(of page: Intake.Page, flow: Int) -> [Draft] {
    let plan = plans[flow]
    let source = plan.flow.sources[page.source.index]
    let reader = EventReader(plan: plan, source: page.source.index, now: acceptAs ?? now, reading: page.reading)
    return page.rows.compactMap { record -> Draft? in
      let row = Value.map(record)
      let changed = source.object?.watermark.flatMap { row[$0] }.flatMap { Lenient.moment($0) }
      if let backfill = source.backfill, !backfill.covers(changed) { return nil }
      for filter in [source.filter, source.selection].compactMap(\.self) {
        var bindings = reader.start()
        bindings[plan.slots.row] = row
        switch filter.evaluate(bindings) {
        case .bool(true): break
        case .error(let error): return reader.dead(.formula(Messages.formula("where", error.message)), raw: row)
        default: return nil
        }
      }
      var draft = reader.draft(row: row, polled: true)
      switch page.kind {
      case .poll:
        if source.backfill != nil, let watermark = page.watermark, let object = source.object, let id = row[object.identity] {
          draft.makeBackfill(Draft.delivery(watermark, object, id: id))
        }
      case .again: break
      case .sighting: draft.isSighting = true
      case .returning: (draft.isSighting, draft.isForced) = (true, true)
      }
      if let limit = page.markBefore {
        draft.before = changed.map { $0 < limit } ?? true
      }
      return draft
    }
  }

  /// What the journal must tell before these can be decided.
  private func request(for drafts: [Draft], of plan: Plan) -> LoadRequest {
    var abouts: [AboutKey] = []
    var deliveries: [DeliveryKey] = []
    var seen: Set<AboutKey> = []
    for draft in drafts {
      if case .dead(let reason, let raw) = draft.content, let delivery = Draft.delivery(unreadable: raw, reason) {
        deliveries.append(DeliveryKey(flow: plan.flow.name, delivery: delivery))
      }
      guard case .event(let reading) = draft.content else { continue }
      let key = AboutKey(flow: plan.flow.name, about: reading.about)
      if seen.insert(key).inserted { abouts.append(key) }
      if let delivery = reading.delivery { deliveries.append(DeliveryKey(flow: plan.flow.name, delivery: delivery)) }
    }
    return LoadRequest(known: plan.watched.isEmpty ? [] : abouts, deliveries: deliveries, claims: plan.flow.once ? abouts : [])
  }
}
