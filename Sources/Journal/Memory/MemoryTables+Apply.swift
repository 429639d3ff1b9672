import CEL
import Calls
import FlowEngine

extension MemoryTables {
  mutating func apply(_ operation: JournalOperation) throws(JournalFailure) {
    switch operation {
    case .accept(let event): try accept(event)
    case .count(let flow, let ending, _, let rows): count(flow, ending, rows)
    case .remember(let key, let time): if deliveries[key] == nil { set(\.deliveries, key, time) }
    case .know(let value): know(value)
    case .wrote(let write): wrote(write)
    case .claim(let claim): try self.claim(claim)
    case .release(let key, let event): if claims[key]?.event == event { set(\.claims, key, nil) }
    case .watermark(let mark): set(\.watermarks, mark.source, mark)
    case .survive(let event, let was, let changed):
      try change(event) {
        $0.was = was
        $0.changed = changed
      }
    case .begin(let event, let version): try change(event) { $0.version = version }
    case .save(let event, let results): try save(event, results)
    case .intend(let effects): for effect in effects { try intend(effect) }
    case .carry(let effects, let job): for effect in effects { try open(effect) { $0.job = job } }
    case .confirm(let effect, let id):
      guard var row = effects[effect] else { throw .refused(detail: "there is no effect \(effect)") }
      row.state = .confirmed
      row.id = id ?? row.id
      set(\.effects, effect, row)
    case .doubt(let effect): try open(effect) { $0.state = .unknown }
    case .fail(let effect, _): try open(effect) { $0.state = .failed }
    case .withdraw(let effect): try withdraw(effect)
    case .retry(let event, let state): try change(event) { $0.retry = state }
    case .end(let event, let end): try self.end(event, end)
    case .deadLetter(let letter):
      set(\.letters, letter.event, letter)
      raise(event: letter.event)
    case .pause(let connection, let reason): set(\.paused, connection, reason)
    case .allowance(let connection, let used): set(\.allowances, connection, used)
    case .mark(let mark):
      set(\.marks, mark.pair, max(mark.reading, marks[mark.pair] ?? mark.reading))
      raise(reading: mark.reading)
    }
  }

  private mutating func accept(_ event: OpenEvent) throws(JournalFailure) {
    guard events[event.id] == nil, ends[event.id] == nil else { throw .refused(detail: "event \(event.id) is there already") }
    var row = event
    row.effects = []
    row.results = []
    set(\.events, event.id, row)
    enqueue(event.id, flow: event.flow)
    raise(event: event.id)
    raise(reading: event.reading)
    try save(event.id, event.results)
    for effect in event.effects { try intend(effect) }
  }

  private mutating func change(_ event: EventID, _ body: (inout OpenEvent) -> Void) throws(JournalFailure) {
    guard var row = events[event] else { throw .refused(detail: "event \(event) is not open") }
    body(&row)
    set(\.events, event, row)
  }

  private mutating func save(_ event: EventID, _ results: [StepResult]) throws(JournalFailure) {
    guard !results.isEmpty, var row = events[event] else { return }
    for result in results {
      if let place = row.results.firstIndex(where: { $0.key == result.key }) {
        row.results[place] = result
      } else {
        row.results.append(result)
      }
    }
    set(\.events, event, row)
  }

  private mutating func end(_ event: EventID, _ end: EventEnd) throws(JournalFailure) {
    guard events[event] != nil else { throw .refused(detail: "event \(event) is not open") }
    set(\.events, event, nil)
    var end = end
    end.event = event
    set(\.ends, event, end)
  }

  private mutating func count(_ flow: String, _ ending: Ending, _ rows: Int) {
    let line = OutcomeCount(flow: flow, ending: ending.name, reason: ending.reasonCode, count: 0)
    set(\.tallies, line, (tallies[line] ?? 0) + rows)
  }

  private mutating func know(_ value: KnownValue) {
    var fields = known[value.key] ?? [:]
    fields[value.field] = value
    set(\.known, value.key, fields)
    raise(reading: max(value.reading, value.moved))
  }

  private mutating func wrote(_ write: KnownWrite) {
    let old = known[write.key]?[write.field]
    know(
      KnownValue(
        key: write.key, field: write.field, hash: write.hash, value: write.value, at: old?.at, reading: old?.reading ?? 0, moved: write.moved))
  }

  private mutating func claim(_ claim: OnceClaim) throws(JournalFailure) {
    if let other = claims[claim.key], let event = other.event, event != claim.event {
      throw .refused(detail: "`\(claim.key.about)` of `\(claim.key.flow)` has been claimed")
    }
    set(\.claims, claim.key, claim)
  }

  private mutating func intend(_ effect: EffectRecord) throws(JournalFailure) {
    if let old = effects[effect.key] {
      guard old.state != .confirmed, old.event == effect.event else {
        throw .refused(detail: "effect \(effect.key) is confirmed, or another event's")
      }
    } else {
      set(\.effectsOfEvent, effect.event, (effectsOfEvent[effect.event] ?? []) + [effect.key])
    }
    set(\.effects, effect.key, effect)
  }

  private mutating func open(_ effect: String, _ body: (inout EffectRecord) -> Void) throws(JournalFailure) {
    guard var row = effects[effect], row.state != .confirmed else { throw .refused(detail: "there is no open effect \(effect)") }
    body(&row)
    set(\.effects, effect, row)
  }

  private mutating func withdraw(_ effect: String) throws(JournalFailure) {
    guard let row = effects[effect], row.state != .confirmed else { throw .refused(detail: "there is no open effect \(effect)") }
    set(\.effects, effect, nil)
    let rest = effectsOfEvent[row.event]?.filter { $0 != effect } ?? []
    set(\.effectsOfEvent, row.event, rest.isEmpty ? nil : rest)
  }

  private mutating func raise(event: EventID) { if event > highestEvent { setPlain(\.highestEvent, event) } }

  private mutating func raise(reading: Int64) { if reading > highestReading { setPlain(\.highestReading, reading) } }
}
