import CEL
import Calls
import FlowCheck
import OrderedCollections

@testable import FlowEngine
@testable import Journal

// What happens at the systems is watched, so that of every lost edit it can be said whether anyone could have known better.
extension TwoWayRun {
  func watch() {
    shell.beforeEffect = { [self] shell, call, sent in
      if case .write(let write) = call { writeArrives(write, sent: sent.seconds(since: Shell.start) - 200) }
    }
    shell.afterEffect = { [self] shell, call, result in
      switch (call, result) {
      case (.poll(let poll), .polled(let answer)): for record in answer.records { read(record, side(poll.connection), byStep: false) }
      case (.find(let find), .found(let answer)):
        let stamp = find.connection == "salesforce" ? "Health_Updated_At__c" : "Synced"
        for record in answer.records { read(record, side(find.connection), byStep: find.fields.contains(stamp)) }
      default: break
      }
    }
    shell.noted = { [self] shell, operation in
      if case .know(let value) = operation { becameKnown(value) }
    }
  }

  private func side(_ connection: String) -> Side { connection == "salesforce" ? .account : .company }

  private func place(_ record: Record, _ side: Side) -> Place? {
    (record[side == .account ? "Id" : "Gsid"]?.asString).flatMap { place(side, $0) }
  }

  private func read(_ record: Record, _ side: Side, byStep: Bool) {
    guard let place = place(record, side) else { return }
    for (_, edit) in authors[place] ?? [:] { if let touch = touches[place] { edit.sightings.append(touch) } }
    guard byStep else { return }
    readings[place, default: []].append(time)
    // A write without an answer, found as it was meant: a person may have put it there.
    for effect in shell.tables.effects.values where effect.id == id(place) && (effect.state == .unknown || effect.state == .intended) {
      for field in ["f", "g"] {
        guard let value = effect.fields[TwoWayTexts.path(field, side)], let edit = authors[place]?[field] else { continue }
        if TwoWayTexts.number(value) == edit.value { edit.isRaced = true }
      }
    }
  }

  private func writeArrives(_ write: WriteCall, sent: Double) {
    for record in write.records {
      guard let place = record.id.flatMap({ place(side(write.connection), $0) }) else { continue }
      let reading = readings[place]?.last { $0 <= sent } ?? sent
      writes += 1
      for field in ["f", "g"] {
        guard let value = record.fields[TwoWayTexts.path(field, place.side)] else { continue }
        if let edit = authors[place]?[field], let committed = edit.committed, committed.time >= reading { edit.isRaced = true }
        if self.value(of: field, place) != TwoWayTexts.number(value) { authors[place]?[field] = nil }
      }
      touches[place] = Touch(time: time, cause: .own, read: reading)
    }
  }

  /// Is the value that of the last reading, or of a write of ours that is under way?
  func isKnown(_ edit: Edit, _ place: Place) -> Bool {
    let flow = place.side.rawValue
    let hash = hash(edit.field, edit.value, place.side)
    if shell.tables.known[AboutKey(flow: shell.flows[flow].name, about: id(place))]?[edit.field]?.hash == hash { return true }
    return shell.tables.effects.values.contains { effect in
      effect.id == id(place) && (effect.state == .unknown || effect.state == .intended)
        && effect.fields[TwoWayTexts.path(edit.field, place.side)].map(TwoWayTexts.number) == edit.value
    }
  }

  private func hash(_ field: String, _ value: Int, _ side: Side) -> String {
    Canonical.hash(shell.engine.plans[side.rawValue].canonical(TwoWayTexts.value(field, value), field: field, source: 0))
  }

  /// Back to the value of a reading that was on its way.
  private func becameKnown(_ value: KnownValue) {
    for edit in edits where edit.field == value.field {
      let place = Place(side: edit.side, pair: edit.pair)
      guard value.key.flow == shell.flows[edit.side.rawValue].name, value.key.about == id(place),
        hash(edit.field, edit.value, edit.side) == value.hash,
        let committed = edit.committed, committed.time >= time - 2 * scenario.latency - 1, authors[place]?[edit.field] !== edit
      else { continue }
      edit.isInvisible = true
    }
  }

  /// Why the latest edit of a field does not stand, where nothing that nobody can know explains it.
  func loss(_ pair: Int, _ field: String, final: Int) -> String? {
    var left = edits.filter { $0.pair == pair && $0.field == field && $0.committed != nil }.sorted {
      ($0.time, $0.committed?.time ?? 0) < ($1.time, $1.committed?.time ?? 0)
    }
    if left.isEmpty { return final == 0 ? nil : "invented: \(field) of pair \(pair) is \(final), and nobody edited it" }
    if final != 0, !left.contains(where: { $0.value == final }) { return "invented: \(field) of pair \(pair) is \(final)" }
    left.removeAll { $0.isNoop }
    while let last = left.last {
      if last.value == final { return nil }
      if left.contains(where: { $0.side == last.side && ($0.committed?.number ?? 0) > (last.committed?.number ?? 0) }) {
        left.removeLast()
        continue
      }
      if last.isInvisible || last.isRaced {
        note(last.isInvisible ? "excused: back to the last value seen" : "excused: between our reading and our write")
        left.removeLast()
        left.removeAll { $0.side == last.side }
        continue
      }
      if let reason = excuse(last, among: left, final: final) {
        note("excused: \(reason)")
        return nil
      }
      return "lost: \(field) of pair \(pair) is \(final), but the latest edit is \(last.value) of the \(last.side) at \(last.time)"
    }
    return nil
  }

  private func excuse(_ last: Edit, among edits: [Edit], final: Int) -> String? {
    // After a crash the clocks are learned anew, from answers that may take long.
    let slack = 5 + (shell.crashCount > 0 ? 2 * scenario.latency : 0)
    let winners = edits.filter { $0.value == final && $0.side != last.side }
    if winners.contains(where: { last.time - $0.time <= slack + max(last.visible, $0.visible) }) { return "closer than clocks tell" }
    if last.sightings.contains(where: { $0.time < last.time }) { return "a late commit put an older stamp on the record" }
    for winner in winners {
      for touch in winner.sightings where touch.time + slack + last.visible >= last.time {
        guard touch.cause != .own || (winner.committed?.time ?? 0) >= (touch.read ?? 0) else { continue }
        switch touch.cause {
        case .roll: return "a roll-up moved the older edit's time"
        case .other, .edit: return "another field's edit moved the older edit's time"
        case .own: return "our write moved the older edit's time"
        case .start: continue
        }
      }
    }
    if (0..<2).contains(where: { shell.late.contains(id(Place(side: $0 == 0 ? .account : .company, pair: last.pair))) }) {
      return "the target committed a write that was given up"
    }
    return nil
  }
}
