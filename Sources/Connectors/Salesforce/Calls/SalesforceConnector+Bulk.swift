public import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

// Writes by jobs of Bulk API 2.0: opened by one call, carried out by the next, which also finds out where an earlier one left off.
extension SalesforceConnector {
  public var bulk: BulkWrites? { client.settings.bulk.writes }

  func writeByJob(_ call: WriteCall, _ tally: CallTally) async throws(CallFailure) -> WriteAnswer {
    guard let id = call.job else { return try await open(call, tally) }
    guard BulkJob.isID(id) else { throw CallFailure(.rejected, code: "bad_job", message: "`\(id.prefix(40))` is no job of Salesforce's.") }
    let table = try await table(call)
    var job: BulkJob
    do {
      job = try await look(id, tally)
    } catch {
      guard error.code == "NOT_FOUND" || error.code == "http_404" || error.code == "ENTITY_IS_DELETED" else { throw Self.kept(error) }
      // Reference 4.6: results are kept for seven days. Each record is looked for by itself.
      let gone = CallFailure(.unknown, code: "job_gone", message: "Salesforce has forgotten the job \(id), so what became of it is looked up.")
      return WriteAnswer(results: call.records.map { _ in .failed(gone) }, info: tally.info)
    }
    if job.state == .open {
      guard try await fill(job, call, table, tally) else { return try await open(call, tally) }
      do { job = try await look(id, tally) } catch { throw Self.kept(error) }
    }
    return try await outcome(of: job, call, table, tally)
  }

  /// Step 1: a job without content, whose name the engine keeps before anything is sent.
  private func open(_ call: WriteCall, _ tally: CallTally) async throws(CallFailure) -> WriteAnswer {
    let table = try await table(call)
    guard table.csv.count <= client.settings.bulk.bytes else {
      throw CallFailure(.rejected, code: "too_large", message: "The records make \(table.csv.count) bytes of CSV, more than `bulk.megabytes` allows.")
    }
    if table.refused.count == call.records.count {
      return WriteAnswer(results: call.records.indices.compactMap { table.refused[$0].map(RecordResult.failed) }, info: tally.info)
    }
    var json = JSONWriter()
    json.beginObject()
    for (name, value) in [
      ("object", call.object), ("operation", call.verb == .update ? "update" : "upsert"), ("contentType", "CSV"), ("lineEnding", "LF"),
      ("columnDelimiter", "COMMA"),
    ] {
      json.key(name)
      json.string(value)
    }
    if call.verb == .create {
      json.key("externalIdFieldName")
      json.string(table.keyColumn)
    }
    json.endObject()
    // An empty job writes nothing, so a lost answer leaves nothing to settle.
    let answer = try await client.send(
      .post, client.path("/jobs/ingest"), body: json.bytes, headers: client.settings.writeHeaders(call.object), .read, tally, repeatable: false)
    guard let job = BulkJob(answer) else { throw CallFailure(.retry, code: "bad_answer", message: "Salesforce opened a job and did not name it.") }
    return WriteAnswer(results: [], job: job.id, info: tally.info)
  }

  /// Steps 2 and 3: the content, and its completion. False when the job has content of which nobody knows whether it is whole: it is given up,
  /// and as an open job is not processed, nothing of it is written.
  private func fill(_ job: BulkJob, _ call: WriteCall, _ table: BulkTable, _ tally: CallTally) async throws(CallFailure) -> Bool {
    let path = client.path("/jobs/ingest/\(job.id)")
    do {
      try await client.upload(table.csv, to: "\(path)/batches", tally)
    } catch {
      guard error.kind == .rejected || error.kind == .conflict else { throw error }
      // Refused: it was uploaded before, in whole or in part.
      try await change(path, to: "Aborted", .read, tally)
      return false
    }
    try await change(path, to: "UploadComplete", .write, tally)
    return true
  }

  private func change(_ path: String, to state: String, _ effect: RequestEffect, _ tally: CallTally) async throws(CallFailure) {
    do { _ = try await client.send(.patch, path, body: Array("{\"state\":\"\(state)\"}".utf8), effect, tally) } catch { throw Self.kept(error) }
  }

  /// A request about a job was refused: that says nothing of its records, so the job is asked again.
  private static func kept(_ failure: CallFailure) -> CallFailure {
    var failure = failure
    if [.rejected, .conflict, .collateral].contains(failure.kind) { failure.kind = .unknown }
    return failure
  }

  /// Step 4 and 5: waits for the end, and reads what became of each record.
  private func outcome(of first: BulkJob, _ call: WriteCall, _ table: BulkTable, _ tally: CallTally) async throws(CallFailure) -> WriteAnswer {
    let job = try await ended(first, tally)
    var results = BulkResults()
    for kind in BulkResults.Kind.allCases {
      let bytes: [UInt8]
      do { bytes = try await client.download(client.path("/jobs/ingest/\(job.id)/\(kind.rawValue)"), tally) } catch { throw Self.kept(error) }
      guard results.read(kind, bytes, keyColumn: table.keyColumn) else {
        throw CallFailure(.retry, code: "bad_answer", message: "Salesforce's \(kind.rawValue) of the job \(job.id) cannot be read.")
      }
    }
    let found = table.keys.map { $0.flatMap { results.result($0, client.settings.redaction) } }
    if found.allSatisfy({ $0 == nil }) {
      switch job.state {
      // Given up before it was processed, by us or by a person: it is done anew.
      case .aborted: return try await open(call, tally)
      case .failed where results.isEmpty:
        let body = BulkResults.error(job.error ?? "job_failed")
        let redaction = client.settings.redaction
        throw CallFailure(
          .rejected, code: redaction.redacted(body.code), message: redaction.redacted(job.error ?? "The job failed without a reason."))
      default: break
      }
    }
    let left = CallFailure(
      .retry, code: "unprocessed", message: "The job \(job.id) ended (\(job.state.rawValue)) without having tried this record.")
    let answers = found.enumerated().map { index, result in table.refused[index].map(RecordResult.failed) ?? result ?? .failed(left) }
    for case .failed(let failure) in answers { await forget(call.object, after: failure) }
    return WriteAnswer(results: answers, info: tally.info)
  }

  private func ended(_ first: BulkJob, _ tally: CallTally) async throws(CallFailure) -> BulkJob {
    var job = first
    var (pause, waited) = (min(0.5, client.settings.bulk.poll), 0.0)
    while !job.state.hasEnded {
      guard waited < client.settings.bulk.wait else {
        throw CallFailure(.unknown, code: "job_runs", message: "The job \(job.id) is still \(job.state.rawValue); it is asked again later.")
      }
      do { try await Task.sleep(for: .seconds(pause)) } catch {
        throw CallFailure(.unknown, code: "cancelled", message: "The call was cancelled while the job \(job.id) goes on.")
      }
      waited += pause
      pause = min(pause * 2, client.settings.bulk.poll)
      do { job = try await look(job.id, tally) } catch { throw Self.kept(error) }
    }
    return job
  }

  private func look(_ id: String, _ tally: CallTally) async throws(CallFailure) -> BulkJob {
    guard let job = BulkJob(try await client.send(.get, client.path("/jobs/ingest/\(id)"), .read, tally)) else {
      throw CallFailure(.retry, code: "bad_answer", message: "Salesforce answers something else than a job where \(id) was asked for.")
    }
    return job
  }

  private func table(_ call: WriteCall) async throws(CallFailure) -> BulkTable {
    var names: OrderedSet<String> = []
    for record in call.records { names.formUnion(record.fields.keys) }
    let known = try await schema.resolve(try FieldPath.distinct(Array(names)), of: call.object)
    return try BulkTable(call.records, fields: known.fields, stamp: client.settings.stamp(of: call.object))
  }
}
