import CEL
import FlowCheck

/// What is left of the events of a window: with `keep: latest` one of each thing.
struct WindowClosing {
  private(set) var survivors: [OpenEvent] = []
  private(set) var operations: [JournalOperation] = []
  private(set) var ends: [EventEnd] = []
  /// What was before the first event may have been overtaken by a write of the flow that leads back: the step tells whether anything is to be done.
  private let isInCycle: Bool

  /// `events` in order of arrival.
  init(_ events: [OpenEvent], keep: CheckedFlow.Window.Keep, plan: Plan, isInCycle: Bool, now: Timestamp) {
    self.isInCycle = isInCycle
    guard keep == .latest else {
      survivors = events
      return
    }
    var groups: [String: [OpenEvent]] = [:]
    var order: [EventID: Int] = [:]
    for event in events {
      if let about = event.about { groups[about, default: []].append(event) } else { survivors.append(event) }
      order[event.id] = order.count
    }
    for (_, group) in groups.sorted(by: { ($0.value.first?.id ?? 0) < ($1.value.first?.id ?? 0) }) {
      close(group, plan: plan, now: now)
    }
    survivors.sort { order[$0.id, default: 0] < order[$1.id, default: 0] }
  }

  private mutating func close(_ group: [OpenEvent], plan: Plan, now: Timestamp) {
    guard let first = group.first, var survivor = group.max(by: { Self.isEarlier($0, $1, plan) }) else { return }
    for event in group where event.id != survivor.id { end(event, .superseded, now) }
    guard survivor.id != first.id else {
      survivors.append(survivor)
      return
    }
    // The survivor stands for all of them: what was before the first is what was before.
    survivor.was = first.was
    survivor.changed = survivor.changed.map { change in
      FieldChange(field: change.field, before: first.changed.first { $0.field == change.field }?.before, after: change.after)
    }
    let watched = survivor.changed.filter { plan.flow.changed.contains($0.field) }
    if !isInCycle, !plan.flow.changed.isEmpty, !watched.contains(where: { $0.before != $0.after }) {
      end(survivor, .unchanged, now)
    } else {
      operations.append(.survive(survivor.id, was: survivor.was, changed: survivor.changed))
      survivors.append(survivor)
    }
  }

  /// Of readings the last read is the latest, of webhooks the one that happened last; of equals the one that came last.
  private static func isEarlier(_ a: OpenEvent, _ b: OpenEvent, _ plan: Plan) -> Bool {
    func isWebhook(_ event: OpenEvent) -> Bool {
      if case .webhook = plan.flow.sources[event.source].kind { true } else { false }
    }
    if isWebhook(a), isWebhook(b), a.at != b.at { return a.at < b.at }
    return a.id < b.id
  }

  private mutating func end(_ event: OpenEvent, _ reason: SkipReason, _ now: Timestamp) {
    let end = EventEnd(event: event.id, flow: event.flow, about: event.about, ending: .skipped(reason), at: now)
    operations.append(.end(event.id, end))
    if reason == .superseded || reason == .unchanged, let about = event.about {
      operations.append(.release(AboutKey(flow: event.flow, about: about), event: event.id))
    }
    ends.append(end)
  }
}
