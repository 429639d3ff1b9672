import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema

extension ConformanceRun {
  func written(_ verb: WriteCall.Verb, _ records: [WriteRecord], in object: String) async -> Ended<WriteAnswer> {
    let connector = connector
    let write = WriteCall(connection: settings.name, object: object, verb: verb, records: records)
    return await call { () async throws(CallFailure) in try await connector.write(write) }
  }

  func write() async {
    guard let object = schema else { return }
    let why = object.createable ? "The trial has fewer than three `records`." : "`\(object.name)` takes no new records."
    guard object.createable, trial.records.count >= 3 else {
      return skip(.writeOrder, .writeRefused, .writeAgain, .writeLost, because: why)
    }
    let most = max(1, connector.traits.writeBatch)
    // The last is kept for the lost answer, the one before it goes with the refused one where there are enough.
    let companion = most > 1 && trial.records.count > 3 ? trial.records.dropLast().last : nil
    let batch = Array(trial.records.dropLast(companion == nil ? 1 : 2))
    for start in stride(from: 0, to: batch.count, by: most) {
      await create(Array(batch[start..<min(start + most, batch.count)]), in: object)
    }
    if let key, report[.writeOrder] == .passed { await compareOrder(key, object) }
    await refuse(with: companion, in: object)
  }

  /// Creates in one call.
  private func create(_ records: [Record], in object: ObjectSchema) async {
    let ended = await written(.create, records.map { WriteRecord(fields: $0) }, in: object.name)
    guard let results = ended.answer?.results else { return note(.writeOrder, "\(records.count) new records were written: \(ended.seen).") }
    guard results.count == records.count else {
      return note(.writeOrder, "\(records.count) records were written, and \(results.count) results came.")
    }
    for (result, record) in zip(results, records) {
      switch result {
      case .written(let id): created.append((id, record))
      case .failed(let failure): note(.writeOrder, "A record of the trial was refused with `\(failure.code)`: \(failure.message)")
      }
    }
    note(.writeOrder, Set(created.map(\.id)).count == created.count ? nil : "Two records were told as the same id.")
  }

  private func compareOrder(_ key: String, _ object: ObjectSchema) async {
    let wanted = created.compactMap { created in created.fields[key].map { (created.id, $0) } }
    guard let records = await found(wanted.map(\.1), by: key, in: object.name).answer?.records else { return }
    for (id, value) in wanted {
      let ids = carrying(value, of: key, records).map { $0[object.identity] ?? .null }
      if let other = ids.first, !ids.contains(.string(id)) {
        return note(.writeOrder, "The record with `\(key)` = \(value) was told as `\(id)`, and is \(other).")
      }
    }
  }

  private func refuse(with companion: Record?, in object: ObjectSchema) async {
    guard let refused = trial.refused else { return skip(.writeRefused, because: "The trial has no record that is `refused`.") }
    let records = [WriteRecord(fields: refused)] + [companion].compactMap(\.self).map { WriteRecord(fields: $0) }
    let ended = await written(.create, records, in: object.name)
    let alone = records.count == 1
    switch ended {
    case .silence: note(.writeRefused, "A record that is refused was written: \(ended.seen).")
    case .failure(let failure):
      let fits = failure.kind == .rejected && (alone || connector.traits.allOrNothing)
      note(
        .writeRefused, fits ? nil : alone ? "A record that is refused was written: \(ended.seen)." : "The whole call failed with it: \(ended.seen).")
    case .answer(let answer): note(.writeRefused, complaint(of: answer.results, records.count, companion))
    }
  }

  private func complaint(of results: [RecordResult], _ count: Int, _ companion: Record?) -> String? {
    guard results.count == count else { return "\(count) records were written, and \(results.count) results came." }
    guard case .failed(let failure) = results[0] else { return "It was told as written." }
    guard failure.kind == .rejected else { return "It failed with `.\(failure.kind.rawValue)` (`\(failure.code)`: \(failure.message))." }
    guard let companion else { return nil }
    switch results[1] {
    case .written(let id):
      created.append((id, companion))
      return nil
    case .failed(let other):
      if other.kind == .collateral, connector.traits.allOrNothing { return nil }
      return "The record beside it failed too, with `\(other.code)`."
    }
  }

  func writeAgain() async {
    guard let object = schema, let (id, fields) = created.first else {
      return skip(.writeAgain, because: "No record was written that could be changed.")
    }
    guard object.updateable, !trial.change.isEmpty else {
      return skip(.writeAgain, because: object.updateable ? "The trial has no `change`." : "`\(object.name)` takes no changes.")
    }
    for _ in 1...2 {
      let ended = await written(.update, [WriteRecord(id: id, fields: trial.change)], in: object.name)
      guard ended.answer?.results == [.written(id: id)] else {
        let seen = ended.answer.map { "it gave \($0.results.map { "\($0)" }.joined(separator: ", "))" } ?? ended.seen
        return note(.writeAgain, "`\(id)` was changed: \(seen).")
      }
    }
    guard let key, let value = fields[key], trial.change[key] == nil else { return note(.writeAgain, nil) }
    let records = carrying(value, of: key, await found([value], by: key, in: object.name).answer?.records ?? [])
    guard records.count == 1 else { return note(.writeAgain, "After it, \(records.count) records have `\(key)` = \(value).") }
    for (name, wanted) in trial.change {
      guard let field = object.field(name), let read = records[0][name] else { continue }
      if field.canonical(read) != field.canonical(wanted) { return note(.writeAgain, "`\(name)` was written as \(wanted) and is read as \(read).") }
    }
    note(.writeAgain, nil)
  }

  func writeLost() async {
    guard let object = schema, object.createable, trial.records.count >= 3, let record = trial.records.last else { return }
    guard let key, let value = record[key] else {
      return skip(.writeLost, because: "The last of the trial's records has no `key` to look for it by.")
    }
    guard probe.total > 0 else { return skip(.writeLost, because: Self.noHTTP) }
    probe.begin(.lose)
    let lost = await written(.create, [WriteRecord(fields: record)], in: object.name)
    let failure = Self.failure(of: lost)
    noteOnce()
    probe.begin(.pass)
    switch failure?.kind {
    case .unknown?: break
    case .retry?:
      let again = await written(.create, [WriteRecord(fields: record)], in: object.name)
      if let failure = Self.failure(of: again) {
        return note(.writeLost, "It was `.retry`; sent again, it failed with `\(failure.code)`: \(failure.message)")
      }
    default:
      return note(
        .writeLost, failure == nil ? "It was told as written." : "It failed with `.\(failure?.kind.rawValue ?? "")` (`\(failure?.code ?? "")`).")
    }
    let count = carrying(value, of: key, await found([value], by: key, in: object.name).answer?.records ?? []).count
    note(.writeLost, count <= 1 ? nil : "Afterwards \(count) records have `\(key)` = \(value).")
  }

  /// What a write of one record failed with; nil where it was written.
  static func failure(of ended: Ended<WriteAnswer>) -> CallFailure? {
    switch ended {
    case .failure(let failure): failure
    case .silence: CallFailure(.rejected, code: "silence", message: "It did not end.")
    case .answer(let answer): if case .failed(let failure)? = answer.results.first { failure } else { nil }
    }
  }
}
