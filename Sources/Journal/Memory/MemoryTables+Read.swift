import CEL
import FlowEngine

extension MemoryTables {
  func load(_ request: LoadRequest) -> LoadedRows {
    LoadedRows(
      known: request.known.flatMap { key in (known[key] ?? [:]).values.sorted { $0.field.utf8.lexicographicallyPrecedes($1.field.utf8) } },
      deliveries: request.deliveries.filter { deliveries[$0] != nil },
      claims: request.claims.compactMap { claims[$0] },
      waiting: request.waiting.map { waiting($0) },
      events: request.events.compactMap { complete($0) })
  }

  private func waiting(_ query: WaitingQuery) -> [OpenEvent] {
    guard let queue = queues[query.flow] else { return [] }
    let without = Set(query.withoutKeys)
    var found: [OpenEvent] = []
    var index = queue.partitioningIndex { $0 > query.after }
    while index < queue.count, found.count < query.limit {
      defer { index += 1 }
      guard let event = events[queue[index]], event.retry == nil, event.key.map({ !without.contains($0) }) ?? true else { continue }
      if let event = complete(event.id) { found.append(event) }
    }
    return found
  }

  private func complete(_ id: EventID) -> OpenEvent? {
    guard var event = events[id] else { return nil }
    event.effects = effects(of: id)
    return event
  }

  func effects(of event: EventID) -> [EffectRecord] { (effectsOfEvent[event] ?? []).compactMap { effects[$0] } }

  func restore() -> RestoredState {
    RestoredState(
      journal: name, nextEvent: highestEvent + 1, nextReading: highestReading + 1,
      watermarks: watermarks.values.sorted { ($0.source.flow, $0.source.index) < ($1.source.flow, $1.source.index) },
      begun: begun(), open: open(), waiting: events.values.reduce(into: [:]) { $0[$1.flow, default: 0] += 1 }, paused: paused,
      marks: marks.map { BaseMark(pair: $0.key, reading: $0.value) }.sorted { $0.pair < $1.pair }, allowances: allowances)
  }

  private func begun() -> [BegunEvent] {
    events.values.sorted { $0.id < $1.id }.compactMap { event in
      guard event.retry != nil || !event.results.isEmpty || effectsOfEvent[event.id] != nil else { return nil }
      return BegunEvent(id: event.id, flow: event.flow, key: event.key, retry: event.retry)
    }
  }

  private func open() -> [EffectRecord] {
    events.keys.sorted().flatMap { effects(of: $0) }.filter { $0.state == .intended || $0.state == .unknown }
  }

  func oldestOpen() -> [String: Timestamp] {
    var first: [String: OpenEvent] = [:]
    for event in events.values where first[event.flow].map({ event.id < $0.id }) ?? true { first[event.flow] = event }
    return first.mapValues(\.acceptedAt)
  }

  func outcomes() -> [OutcomeCount] {
    var counts = tallies
    for end in ends.values {
      counts[OutcomeCount(flow: end.flow, ending: end.ending.name, reason: end.ending.reasonCode, count: 0), default: 0] += 1
    }
    return counts.map { OutcomeCount(flow: $0.key.flow, ending: $0.key.ending, reason: $0.key.reason, count: $0.value) }
      .sorted { ($0.flow, $0.ending, $0.reason ?? "") < ($1.flow, $1.ending, $1.reason ?? "") }
  }

  mutating func forget(before time: Timestamp) {
    for (id, end) in ends where end.at < time {
      if case .dead = end.ending { continue }
      ends[id] = nil
      for key in effectsOfEvent.removeValue(forKey: id) ?? [] { effects[key] = nil }
    }
    deliveries = deliveries.filter { $0.value >= time }
  }
}

extension Array {
  /// The first place whose element passes, in an array whose passing elements are all at its end.
  fileprivate func partitioningIndex(where passes: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if passes(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
