import CEL
import Calls
import FlowCheck
import OrderedCollections
import Schema

// What is to be written: the match, the comparison, the intent. Nothing is sent here.
extension Write {
  mutating func match(_ wave: inout Wave, _ engine: inout Engine) {
    phase = .matching
    crossing = engine.crossing(of: wave, step.id)
    if crossing != nil { sentAt = engine.numbers.reading() }
    rows.removeAll { !wave.isLive($0) }
    // An update without an answer is sent again as it was; the record need not be read. With `newest_wins` it is compared again.
    // What a job carries is asked of the job.
    let resent = rows.filter { open[$0]?.job != nil || open[$0]?.verb == .update && write.newestWins == nil }
    for row in resent {
      guard let effect = open[row] else { continue }
      intents.append(Intent(row: row, effect: effect, before: [:], wasDoubtful: true))
    }
    guard let match = write.match else { return }
    let asking = rows.filter { !resent.contains($0) }
    let settles = asking.contains { open[$0] != nil }
    matcher = Matcher(
      step, connection: write.connection, object: write.object, match: match, fields: write.readPaths + createdPath(settles) + crossedPaths,
      rows: asking,
      mayReuse: isFirstPass && !settles && crossing == nil)
  }

  /// Creates without an answer are told from older records by the time of creation.
  private func createdPath(_ settles: Bool) -> [String] {
    guard settles, let created = write.object.created, !write.readPaths.contains(created) else { return [] }
    return [created]
  }

  mutating func advanceMatcher(_ wave: inout Wave, _ engine: inout Engine) -> Bool {
    if matcher == nil { return true }
    return matcher?.advance(&wave, &engine) ?? true
  }

  /// Decides every row, and records what is intended in one commit; nothing is sent before that is durable.
  mutating func intend(_ wave: inout Wave, _ engine: inout Engine) {
    let plan = engine.plan(of: wave)
    let resent = Set(intents.map(\.row))
    for row in rows where wave.isLive(row) && !resent.contains(row) {
      switch matcher?.outcomes[row] ?? Matcher.Outcome.none(tried: []) {
      case .failed(let failure): giveUp([row], failure, &wave, &engine)
      case .wrong(let reason):
        wave.fail(row, step, reason, plan)
        drop(row, &wave, &engine)
      case let outcome: decide(row, outcome, &wave, &engine)
      }
    }
    if winners.isEmpty { recordIntents(&wave, &engine) }
  }

  mutating func recordIntents(_ wave: inout Wave, _ engine: inout Engine) {
    phase = .intending
    guard !intents.isEmpty else { return }
    if engine.refusal(of: write.connection, wave: wave.id) != nil {
      let waiting = intents.map(\.row)
      intents = []
      return giveUp(waiting, engine.closed(write.connection), &wave, &engine)
    }
    record(&wave, &engine)
  }

  private mutating func record(_ wave: inout Wave, _ engine: inout Engine) {
    let plan = engine.plan(of: wave)
    let fresh = intents.filter { !$0.isRecorded }
    guard !fresh.isEmpty else { return }
    for intent in fresh {
      let index = wave.batch.rows[intent.row].event
      let event = wave.events[index]
      if !event.hasBegun { wave.pending.append(.begin(event.event.id, version: plan.flow.version)) }
      wave.events[index].hasBegun = true
      wave.events[index].hasEffects = true
      wave.saveResults(index)
      wave.events[index].payload = .map(intent.effect.fields)
    }
    wave.pending.append(.intend(fresh.map(\.effect)))
    engine.flush(&wave, for: .wave(wave.id))
  }

  private mutating func decide(_ row: Int, _ outcome: Matcher.Outcome, _ wave: inout Wave, _ engine: inout Engine) {
    let plan = engine.plan(of: wave)
    if case .none(let tried) = outcome, kind != .update { return create(row, tried, &wave, &engine) }
    guard let matcher else { return create(row, [], &wave, &engine) }
    switch matcher.choice(outcome) {
    case .one(let record, let by, let reading): found(row, record, by, reading, &wave, &engine)
    case .nothing:
      wave.bind(row, step, StepOutcome.none, .null, plan)
      drop(row, &wave, &engine)
    case .ends(let ending):
      wave.end(row, ending)
      drop(row, &wave, &engine)
    case .fails(let reason):
      wave.fail(row, step, reason, plan)
      drop(row, &wave, &engine)
    case .waits(let reason):
      engine.wait(for: reason, row, step, &wave, &waits)
      release(row, &wave, &engine)
    case nil: break
    }
  }

  private mutating func found(_ row: Int, _ record: Record, _ by: String, _ reading: Int, _ wave: inout Wave, _ engine: inout Engine) {
    let plan = engine.plan(of: wave)
    guard let id = record[write.object.identity]?.asString else {
      wave.fail(row, step, .rejected(step.id, "no_identity", "The record has no \(write.object.identity).", write.connection), plan)
      return drop(row, &wave, &engine)
    }
    if kind == .create {
      if let effect = open[row], isOurs(record, effect) { return settle(row, id: id, record: record, &wave, &engine) }
      wave.bind(row, step, .found, .map(record), note: by, plan)
      return drop(row, &wave, &engine)
    }
    if let effect = open[row], effect.verb == .create, isOurs(record, effect) { return settle(row, id: id, record: record, &wave, &engine) }
    let ref = RecordRef(connection: write.connection, object: write.object.name, id: id)
    switch take([ref.lock], row, wave, &engine) {
    case .granted: break
    case .busy: return putOff(row, wave, &engine)
    case .doubtful:
      engine.yield(row, &wave, to: "Another event's write of the same record has no answer yet.")
      return release(row, &wave, &engine)
    }
    // Read before our last write to it had ended: no ground to compare on.
    if engine.written.wasWritten(ref, since: reading) { return putOff(row, wave, &engine) }
    compare(row, record, id, by, &wave, &engine)
  }

  /// A record is that of a create without an answer if it was made after we meant to.
  private func isOurs(_ record: Record, _ effect: EffectRecord) -> Bool {
    guard let created = write.object.created.flatMap({ record[$0] }).flatMap({ Lenient.moment($0) }) else { return false }
    // The target's clock may differ, and it may keep whole seconds only.
    return created >= effect.intendedAt.after(-5)
  }

  private mutating func compare(_ row: Int, _ record: Record, _ id: String, _ by: String, _ wave: inout Wave, _ engine: inout Engine) {
    let plan = engine.plan(of: wave)
    let payload: Payload
    switch Payload.make(write.set, blank: write.blank, wave.bindings(row)) {
    case .failure(let failed):
      wave.fail(row, step, formula(failed), plan)
      return drop(row, &wave, &engine)
    case .success(let made): payload = made
    }
    if crossing != nil { return weigh(row, record, payload, id, by, &wave, &engine) }
    if let effect = open[row], effect.verb == .update,
      effect.fields.allSatisfy({ Canonical.same(record[$0.key] ?? .null, $0.value, write.object.field($0.key)) })
    {
      return settle(row, id: id, record: record, &wave, &engine)
    }
    var changes = payload.changes(to: record)
    if changes.isEmpty {
      wave.bind(row, step, .unchanged, .map(record), note: by, plan)
      return drop(row, &wave, &engine)
    }
    if let path = write.newestWins {
      switch NewestWins.judge(path, at: wave.event(row).event.at, changes, record, write.object) {
      case .refused(let note):
        wave.bind(row, step, .refused, .map(record), note: note, plan)
        return drop(row, &wave, &engine)
      case .write(let stamp): changes.append(stamp)
      }
    }
    var fields = Record()
    for change in changes { fields[change.path] = change.value }
    addIntent(row, .update, id: id, fields, before: record, note: by, wave, engine)
  }

  private mutating func create(_ row: Int, _ tried: [String], _ wave: inout Wave, _ engine: inout Engine) {
    let plan = engine.plan(of: wave)
    if let effect = open[row], effect.verb == .create {
      // Looked for, and not there: it is sent again, or nobody can look for it.
      guard write.stamp != nil || write.match != nil else {
        wave.fail(row, step, .uncertain(step.id, Messages.uncertainCreate, write.connection), plan)
        return drop(row, &wave, &engine, keepingEffect: true)
      }
      var again = effect
      // Without a stamp the time of sending tells how long it may be on its way.
      if write.stamp == nil { again.intendedAt = engine.now }
      intents.append(Intent(row: row, effect: again, before: [:], wasDoubtful: true, isRecorded: write.stamp != nil))
      return
    }
    switch Payload.make(write.set + write.setOnCreate, blank: write.blank, wave.bindings(row)) {
    case .failure(let failed):
      wave.fail(row, step, formula(failed), plan)
      drop(row, &wave, &engine)
    case .success(let payload):
      var fields = payload.creation
      if let path = write.newestWins { fields[path] = .timestamp(wave.event(row).event.at) }
      if let stamp = write.stamp { fields[stamp] = .string(effectKey(row, wave, engine)) }
      let note = tried.isEmpty ? nil : "none by \(tried.joined(separator: ", nor by "))"
      addIntent(row, .create, id: nil, fields, before: [:], note: note, wave, engine)
    }
  }

  mutating func addIntent(
    _ row: Int, _ verb: EffectRecord.Verb, id: String?, _ fields: Record, before: Record, note: String?, marks: [String] = [], _ wave: Wave,
    _ engine: Engine
  ) {
    let effect = EffectRecord(
      key: effectKey(row, wave, engine), event: wave.event(row).event.id, step: wave.key(row, step), connection: write.connection,
      object: write.object.name, verb: verb, id: id, fields: fields, locks: held[row] ?? [], intendedAt: engine.now, state: .intended)
    var intent = Intent(row: row, effect: effect, before: before, wasDoubtful: false)
    intent.note = note
    intent.marks = marks.map { BaseMark(pair: $0, reading: mark) }
    open[row] = nil
    intents.append(intent)
  }

  private func formula(_ failed: Payload.Failed) -> DeadReason {
    .formula(Messages.formula("\(step.id).\(failed.path)", failed.message), step: step.id)
  }

  /// Another row or wave has the record, or has just written it: read anew in the next pass.
  mutating func putOff(_ row: Int, _ wave: Wave, _ engine: inout Engine) {
    letGo(row, wave, &engine)
    deferred.append(row)
  }

  /// The row is done without a write. An effect that was never carried out is taken back.
  mutating func drop(_ row: Int, _ wave: inout Wave, _ engine: inout Engine, keepingEffect: Bool = false) {
    if let effect = open.removeValue(forKey: row), !keepingEffect { wave.pending.append(.withdraw(effect: effect.key)) }
    letGo(row, wave, &engine)
  }
}
