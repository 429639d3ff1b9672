import CEL
import FlowCheck
import OrderedCollections
import Schema

/// Decides a batch of drafts, in order, against what the journal knew and what this batch itself has changed: repeated deliveries,
/// `changed` and `was`, `when`, `once`. Decided once, in the transaction that accepts the events; nothing later asks again.
struct Decision {
  let plan: Plan
  let now: Timestamp
  var nextEvent: EventID
  private var known: [AboutKey: [String: KnownValue]] = [:]
  private var deliveries: Set<String>
  private var claims: [AboutKey: OnceClaim] = [:]

  private(set) var operations: [JournalOperation] = []
  private(set) var open: [OpenEvent] = []
  private(set) var ends: [EventEnd] = []
  private var counts: [(ending: Ending, rows: Int)] = []

  /// Holds the latest time that a webhook gave for a thing, beside its fields.
  static let latest = ""

  /// In a cycle of flows, what decides which readings count.
  struct Cycle {
    /// The number that values get which move now: above that of every reading sent so far.
    var number: Int64
    /// How far the clock of the source is ahead of ours.
    var ahead: Double
    /// Records to which a write is open.
    var open: (String) -> Bool
  }

  private let cycle: Cycle?
  /// Records that must be read again.
  private(set) var rereads: [String] = []

  init(_ plan: Plan, _ loaded: LoadedRows, _ overlay: KnownOverlay, nextEvent: EventID, now: Timestamp, cycle: Cycle? = nil) {
    self.cycle = cycle
    self.plan = plan
    self.now = now
    self.nextEvent = nextEvent
    deliveries = Set(loaded.deliveries.map(\.delivery))
    for value in loaded.known { known[value.key, default: [:]][value.field] = value }
    for claim in loaded.claims where !overlay.isReleased(claim) { claims[claim.key] = claim }
    self.overlay = overlay
  }

  private let overlay: KnownOverlay

  mutating func decide(_ drafts: [Draft]) {
    for draft in drafts {
      switch draft.content {
      case .dead(let reason, let raw):
        if let delivery = Draft.delivery(unreadable: raw, reason) {
          guard deliveries.insert(delivery).inserted else {
            drop(about: nil, .repeated)
            continue
          }
          operations.append(.remember(DeliveryKey(flow: plan.flow.name, delivery: delivery), at: now))
        }
        bury(draft, reason, raw: raw)
      case .event(let reading): decide(draft, reading)
      }
    }
    for count in counts { operations.append(.count(flow: plan.flow.name, ending: count.ending, at: now, rows: count.rows)) }
    counts = []
  }

  private mutating func decide(_ draft: Draft, _ read: Draft.Reading) {
    var reading = read
    if let cycle {
      guard counts(draft, reading, cycle) else { return }
      if reading.ownTime { reading.at = reading.at.after(-cycle.ahead) }
    }
    if cycle == nil || draft.isBackfill, let delivery = reading.delivery, !deliveries.insert(delivery).inserted { return drop(reading, .repeated) }
    let key = AboutKey(flow: plan.flow.name, about: reading.about)
    if cycle == nil || draft.isBackfill { remember(reading) }
    if isLate(draft, reading, key) { return finish(draft, reading, .superseded) }
    let (was, changes) = move(draft, reading, key)
    if draft.before {
      if plan.flow.once, claims[key] == nil {
        claims[key] = OnceClaim(key: key, event: nil)
        operations.append(.claim(OnceClaim(key: key, event: nil)))
      }
      return drop(reading, .before)
    }
    if !draft.isForced, !plan.flow.changed.isEmpty, !changes.contains(where: { plan.flow.changed.contains($0.field) && $0.before != $0.after }) {
      return draft.polled ? drop(reading, .unchanged) : finish(draft, reading, .unchanged)
    }

    var bindings = reading.bindings
    bindings[plan.slots.was] = was
    if let when = plan.flow.when {
      let answer = when.evaluate(bindings)
      plan.trace?.saw(.when(flow: plan.flow.name, answer == .bool(true), bindings))
      switch answer {
      case .bool(true): break
      case .error(let error): return bury(draft, .formula(Messages.formula("when", error.message)), reading)
      default: return finish(draft, reading, .when)
      }
    }
    if plan.flow.once, let claim = claims[key], !draft.isBackfill || claim.event != nil { return finish(draft, reading, .once) }
    let event = makeEvent(draft, reading, was: was, changes: changes)
    operations.append(.accept(event))
    if plan.flow.once {
      let claim = OnceClaim(key: key, event: event.id)
      claims[key] = claim
      operations.append(.claim(claim))
    }
    open.append(event)
  }

  /// In a cycle a webhook is a knock on the door, and a reading that overlapped a write or a later reading does not count: the record is read
  /// again.
  private mutating func counts(_ draft: Draft, _ reading: Draft.Reading, _ cycle: Cycle) -> Bool {
    let key = AboutKey(flow: plan.flow.name, about: reading.about)
    let moved = plan.watched.map {
      max(known[key]?[$0]?.moved ?? 0, movedHere.contains(Moved(key: key, field: $0)) ? 0 : overlay.value(key, $0)?.moved ?? 0)
    }
    let isStale = draft.reading < moved.max() ?? 0
    if draft.polled, !isStale, draft.isSighting || !cycle.open(reading.about) { return true }
    // The step that read it sees that its reading is not what is known, and reads anew.
    if !draft.isSighting { rereads.append(reading.about) }
    return false
  }

  private mutating func remember(_ reading: Draft.Reading) {
    guard let delivery = reading.delivery else { return }
    operations.append(.remember(DeliveryKey(flow: plan.flow.name, delivery: delivery), at: now))
  }

  /// A webhook that is older than what was seen moves nothing. A reading of a record is the truth, however it is stamped.
  private mutating func isLate(_ draft: Draft, _ reading: Draft.Reading, _ key: AboutKey) -> Bool {
    guard !draft.polled, reading.ownTime, !plan.watched.isEmpty else { return false }
    let before = known[key]?[Self.latest]
    if let latest = before?.at, reading.at < latest { return true }
    guard before?.at != reading.at else { return false }
    let value = KnownValue(key: key, field: Self.latest, hash: "", value: nil, at: reading.at, reading: draft.reading, moved: draft.reading)
    known[key, default: [:]][Self.latest] = value
    operations.append(.know(value))
    return false
  }

  /// Moves the known values to the event's, and says what they were.
  private mutating func move(_ draft: Draft, _ reading: Draft.Reading, _ key: AboutKey) -> (was: Value, changes: [FieldChange]) {
    var was = Record()
    var changes: [FieldChange] = []
    for field in plan.watched {
      let value = plan.canonical(reading.event[field] ?? .null, field: field, source: draft.source)
      let hash = Canonical.hash(value)
      let before = current(key, field)
      changes.append(FieldChange(field: field, before: before?.hash, after: hash))
      let keeps = plan.readsWas.contains(field)
      if keeps { was[field] = before?.value ?? .null }
      guard before?.hash != hash else { continue }
      let moved = KnownValue(
        key: key, field: field, hash: hash, value: keeps ? value : nil, at: reading.ownTime ? reading.at : nil,
        reading: cycle?.number ?? draft.reading,
        moved: cycle?.number ?? draft.reading)
      known[key, default: [:]][field] = moved
      movedHere.insert(Moved(key: key, field: field))
      operations.append(.know(moved))
    }
    return (.map(was), changes)
  }

  private struct Moved: Hashable {
    var key: AboutKey
    var field: String
  }

  private var movedHere: Set<Moved> = []

  /// The known value: what this batch made it, what a write of ours made it since the load, what the load showed.
  private func current(_ key: AboutKey, _ field: String) -> (hash: String, value: Value?)? {
    let loaded = known[key]?[field]
    if !movedHere.contains(Moved(key: key, field: field)), let own = overlay.value(key, field) { return (own.hash, own.value) }
    return loaded.map { ($0.hash, $0.value) }
  }

  private mutating func makeEvent(_ draft: Draft, _ reading: Draft.Reading, was: Value, changes: [FieldChange]) -> OpenEvent {
    defer { nextEvent += 1 }
    return OpenEvent(
      id: nextEvent, flow: plan.flow.name, version: plan.flow.version, source: draft.source, about: reading.about, key: reading.key,
      at: reading.at, acceptedAt: now, event: reading.event, was: was, reading: draft.reading, changed: changes)
  }
}

// How a row ends that does not become an open event.
extension Decision {
  /// Counted, not stored.
  private mutating func drop(_ reading: Draft.Reading, _ reason: SkipReason) { drop(about: reading.about, reason) }

  private mutating func drop(about: String?, _ reason: SkipReason) {
    let ending = Ending.skipped(reason)
    if let index = counts.firstIndex(where: { $0.ending == ending }) { counts[index].rows += 1 } else { counts.append((ending, 1)) }
    ends.append(EventEnd(event: nil, flow: plan.flow.name, about: about, ending: ending, at: now))
  }

  private mutating func finish(_ draft: Draft, _ reading: Draft.Reading, _ reason: SkipReason) {
    let event = makeEvent(draft, reading, was: .null, changes: [])
    end(event, .skipped(reason))
  }

  private mutating func bury(_ draft: Draft, _ reason: DeadReason, _ reading: Draft.Reading) {
    let event = makeEvent(draft, reading, was: .null, changes: [])
    end(event, .dead(reason))
    letter(draft, reason, event: event, raw: nil)
  }

  private mutating func bury(_ draft: Draft, _ reason: DeadReason, raw: Value) {
    defer { nextEvent += 1 }
    let event = OpenEvent(
      id: nextEvent, flow: plan.flow.name, version: plan.flow.version, source: draft.source, about: nil, key: nil, at: now, acceptedAt: now,
      event: .null, was: .null, reading: draft.reading)
    end(event, .dead(reason))
    letter(draft, reason, event: event, raw: raw)
  }

  private mutating func end(_ event: OpenEvent, _ ending: Ending) {
    let end = EventEnd(event: event.id, flow: event.flow, about: event.about, ending: ending, at: now)
    operations.append(.accept(event))
    operations.append(.end(event.id, end))
    ends.append(end)
  }

  private mutating func letter(_ draft: Draft, _ reason: DeadReason, event: OpenEvent, raw: Value?) {
    operations.append(
      .deadLetter(
        DeadLetter(
          event: event.id, flow: event.flow, version: event.version, source: draft.source, about: event.about, at: now, reason: reason,
          attempts: 0, input: raw == nil ? event.event : nil, raw: raw, payload: nil)))
  }
}

extension Plan {
  /// The form in which the known value of an event field is kept: the record field's where it is nothing but that.
  func canonical(_ value: Value, field: String, source: Int) -> Value {
    let source = flow.sources[source]
    guard let object = source.object else { return value }
    let path = source.event == nil ? field : source.recordFields[field]
    return path.flatMap { object.field($0) }?.canonical(value) ?? value
  }
}
