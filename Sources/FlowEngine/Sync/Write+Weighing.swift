import CEL
import Calls
import DequeModule
import FlowCheck
import OrderedCollections
import Schema

// `newest_wins` where another flow leads back: three ways, field by field.
extension Write {
  /// Readings that differ from what is known so often are taken as they are: the flow that leads back does not see the record.
  private static let patience = 3

  /// What the flow that leads back must read too.
  var crossedPaths: [String] {
    guard let crossing else { return [] }
    return crossing.backFields.filter { !write.readPaths.contains($0) }
  }

  /// Takes the locks of both records, and gives what was read to the flow that leads back: a reading before a write is one like any other.
  mutating func sight(_ wave: inout Wave, _ engine: inout Engine) {
    phase = .weighing
    guard let crossing, let matcher else { return }
    var records: [Record] = []
    for row in rows where wave.isLive(row) {
      guard case .matched(let match)? = matcher.outcomes[row], match.records.count == 1, let id = match.records[0][write.object.identity]?.asString,
        let about = wave.event(row).event.about
      else { continue }
      let (record, target, source) = (match.records[0], ref(id), crossing.source(about))
      switch take([source.lock, target.lock], row, wave, &engine) {
      case .granted: break
      case .busy:
        putOff(row, wave, &engine)
        continue
      case .doubtful:
        engine.yield(row, &wave, to: "Another event's write of the same record has no answer yet.")
        release(row, &wave, &engine)
        continue
      }
      if engine.written.wasWritten(target, since: match.reading) || engine.written.wasWritten(source, since: match.reading) {
        putOff(row, wave, &engine)
      } else if settleFields(row, record, id, &engine) {
        putOff(row, wave, &engine)
      } else {
        records.append(record)
      }
    }
    let later = Set(deferred)
    rows.removeAll { later.contains($0) || !wave.isLive($0) }
    guard !records.isEmpty else { return }
    phase = .sighting
    show(records, reading: sentAt, .sighting(wave: wave.id), &wave, &engine)
  }

  /// A value that won travels back, as an event that is durable before the one that lost has ended.
  mutating func giveBack(_ wave: inout Wave, _ engine: inout Engine) {
    phase = .returning
    show(winners, reading: mark, .returning(wave: wave.id), &wave, &engine)
    winners = []
  }

  private func show(_ records: [Record], reading: Int64, _ kind: Intake.Page.Kind, _ wave: inout Wave, _ engine: inout Engine) {
    guard let crossing else { return }
    wave.outstanding += 1
    let source = SourceID(flow: engine.plans[crossing.back].flow.name, index: crossing.backSource)
    let page = Intake.Page(source: source, rows: records, reading: reading, markBefore: nil, watermark: nil, kind: kind)
    if engine.mode == .draining {
      engine.intakes[crossing.back].queue.prepend(.page(page))
    } else {
      engine.intakes[crossing.back].queue.append(.page(page))
    }
  }

  private func ref(_ id: String) -> RecordRef { RecordRef(connection: write.connection, object: write.object.name, id: id) }

  /// Fields of a write without an answer that are as it meant them were written by us: nobody's edit. Once.
  private mutating func settleFields(_ row: Int, _ record: Record, _ id: String, _ engine: inout Engine) -> Bool {
    guard let effect = open[row], effect.verb == .update, foundWritten.insert(row).inserted else { return false }
    let fields = effect.fields.filter { Canonical.same(record[$0.key] ?? .null, $0.value, write.object.field($0.key)) }
    let moves = engine.watchers.moves(
      connection: write.connection, object: write.object, id: id, fields: Record(uniqueKeysWithValues: fields.map { ($0.key, $0.value) }),
      moved: engine.numbers.reading())
    guard !moves.isEmpty else { return false }
    engine.commit(moves.map(JournalOperation.wrote), for: .nothing)
    return true
  }

  /// The readings are durable: asks what is known of both sides.
  mutating func askForKnown(_ wave: inout Wave, _ engine: inout Engine) {
    phase = .weighing
    guard let crossing, let matcher else { return }
    let (here, there) = (engine.plan(of: wave).flow.name, engine.plans[crossing.back].flow.name)
    var keys: [AboutKey] = []
    for row in rows where wave.isLive(row) {
      guard case .matched(let match)? = matcher.outcomes[row], let id = match.records.first?[write.object.identity]?.asString else { continue }
      if let about = wave.event(row).event.about { keys.append(AboutKey(flow: here, about: about)) }
      keys.append(AboutKey(flow: there, about: id))
    }
    // Values that are being made durable may not be seen: base stays below them.
    let limits = [wave.flow, crossing.back].compactMap { engine.deciding[$0] }
    mark = min(engine.numbers.reading(), (limits.min() ?? Int64.max) - 1)
    wave.outstanding += 1
    engine.load(LoadRequest(known: keys), for: .wave(wave.id))
  }

  /// A known value, with what a write of ours made it since.
  private func known(_ key: AboutKey, _ field: String, _ wave: Wave, _ engine: Engine) -> KnownValue? {
    var value = wave.known[key]?[field]
    if let own = engine.overlay.value(key, field) { value?.hash = own.hash }
    return value
  }

  mutating func weigh(
    _ row: Int, _ record: Record, _ payload: Payload, _ id: String, _ by: String, _ wave: inout Wave, _ engine: inout Engine
  ) {
    guard let crossing, let about = wave.event(row).event.about else { return }
    let (plan, back) = (engine.plan(of: wave), engine.plans[crossing.back])
    let event = wave.event(row).event
    let (source, target) = (crossing.source(about), ref(id))
    var (writes, plain): ([Payload.Part], [Payload.Part]) = ([], [])
    var (pairs, refused): ([String], [String]) = ([], [])
    var (live, passed, at, isBehind) = (0, 0, Timestamp?.none, false)
    for part in payload.parts {
      let differs = !Canonical.same(record[part.path] ?? .null, part.value, part.schema)
      guard let pair = crossing.pairs[part.path] else {
        if differs { plain.append(part) }
        continue
      }
      let ours = known(AboutKey(flow: plan.flow.name, about: about), pair.field, wave, engine)
      let value = plan.canonical(event.event[pair.field] ?? .null, field: pair.field, source: event.source)
      // A later event, or a write of ours, has overtaken the field.
      guard let ours, ours.hash == Canonical.hash(value) else {
        passed += 1
        continue
      }
      live += 1
      let theirs = known(AboutKey(flow: back.flow.name, about: id), pair.backField, wave, engine)
      let read = back.canonical(record[part.path] ?? .null, field: pair.backField, source: crossing.backSource)
      if theirs?.hash != Canonical.hash(read), mismatches[row, default: 0] < Self.patience {
        mismatches[row, default: 0] += 1
        return putOff(row, wave, &engine)
      }
      let name = crossing.name(part.path, source, target)
      guard differs else {
        wave.pending.append(.mark(BaseMark(pair: name, reading: ours.reading)))
        continue
      }
      let base = engine.marks[name] ?? 0
      let sourceMoved = ours.reading > base
      let targetMoved = theirs.map { $0.reading > base } ?? true
      let (mine, other) = (ours.at ?? event.at, theirs?.at)
      guard sourceMoved else {
        isBehind = true
        continue
      }
      if !targetMoved || other.map({ mine > $0 || (mine == $0 && crossing.winsTies) }) ?? true {
        writes.append(part)
        pairs.append(name)
        at = max(at ?? mine, mine)
      } else {
        let time = other.map { " of \($0)" } ?? ""
        refused.append("\(part.path) stays \((record[part.path] ?? .null).jsonText)\(time), not \(part.value.jsonText) of \(mine)")
      }
    }
    if live == 0, passed > 0 {
      wave.end(row, .skipped(.superseded))
      return drop(row, &wave, &engine)
    }
    let loses = !refused.isEmpty
    let note = refused.isEmpty ? by : refused.joined(separator: "; ")
    if loses || isBehind { winners.append(record) }
    guard !(writes + plain).isEmpty else {
      if !loses, !isBehind, open[row] != nil { return settle(row, id: id, record: record, &wave, &engine) }
      wave.bind(row, step, loses ? .refused : .unchanged, .map(record), note: note, plan)
      return drop(row, &wave, &engine)
    }
    var fields = Record()
    for part in writes + plain { fields[part.path] = part.value }
    if let stamp = write.newestWins, let at { fields[stamp] = .timestamp(at) }
    addIntent(row, .update, id: id, fields, before: record, note: note, marks: pairs, wave, engine)
  }
}
