/// `/jobs/ingest` and `/jobs/query`: Bulk API 2.0 (salesforce.md 4.6).
struct JobResource {
  let call: DataCall

  private var world: World { call.world }
  private var path: [String] { Array(call.path.dropFirst()) }

  func reply() throws(Rejection) -> Reply {
    var reply: Reply
    switch path.first?.lowercased() {
    case "ingest": reply = try ingest()
    case "query": reply = try BulkQueryResource(call: call, path: Array(path.dropFirst())).reply()
    default: throw Rejection("NOT_FOUND", "The requested resource does not exist")
    }
    if reply.note.kind == .other { reply.note.kind = .job }
    return reply
  }

  private func ingest() throws(Rejection) -> Reply {
    guard path.count > 1 else {
      switch call.request.method {
      case "POST": return try create()
      case "GET":
        // No job of this sandbox is chunked by its keys.
        let isChunked = call.request.parameter("isPkChunkingEnabled") == "true"
        let jobs = isChunked ? [] : world.org.ingestJobs.values.sorted { $0.id < $1.id }.map { $0.value(detailed: false) }
        return .json(["done": true, "records": .array(jobs), "nextRecordsUrl": .null])
      default: throw call.notAllowed("GET,POST")
      }
    }
    let id = RecordID.canonical(path[1]) ?? path[1]
    guard var job = world.org.ingestJobs[id] else { throw Rejection("NOT_FOUND", "The requested resource does not exist") }
    switch (call.request.method, path.count > 2 ? path[2].lowercased() : "") {
    case ("GET", ""):
      progress(&job)
      world.org.ingestJobs[id] = job
      return .json(job.value(detailed: true)).noting(.job, job.object)
    case ("PATCH", ""): return try patch(&job)
    case ("DELETE", ""):
      guard [.complete, .failed, .aborted, .uploadComplete].contains(job.state) else {
        throw Rejection("INVALIDJOBSTATE", "The job must be complete, failed or aborted to be deleted")
      }
      world.org.ingestJobs[id] = nil
      return .empty(204)
    case ("PUT", "batches"): return try upload(&job)
    case ("GET", "successfulresults"):
      return csv(job, [["sf__Id", "sf__Created"] + job.header] + job.successes.map { [$0.id, String($0.created)] + $0.row })
    case ("GET", "failedresults"): return csv(job, [["sf__Id", "sf__Error"] + job.header] + job.failures.map { [$0.id, $0.error] + $0.row })
    case ("GET", "unprocessedrecords"): return csv(job, [job.header] + job.unprocessed)
    default: throw Rejection("NOT_FOUND", "The requested resource does not exist")
    }
  }

  private func csv(_ job: IngestJob, _ rows: [[String]]) -> Reply {
    let ending = job.lineEnding == "CRLF" ? "\r\n" : "\n"
    let text = CSV.write(job.header.isEmpty ? [] : rows, delimiter: job.delimiter, lineEnding: ending)
    return Reply(status: 200, body: .text(text, type: "text/csv")).noting(.job, job.object, records: max(0, rows.count - 1))
  }

  private func create() throws(Rejection) -> Reply {
    let body = try call.jsonObject()
    let table = try jobObject(body["object"]?.string)
    let operations = ["insert", "update", "upsert", "delete", "hardDelete"]
    guard let operation = body["operation"]?.string, let known = operations.first(where: { $0.lowercased() == operation.lowercased() }) else {
      throw Rejection("INVALIDJOB", "operation is one of \(operations.joined(separator: ", "))")
    }
    let external = body["externalIdFieldName"]?.string
    if known == "upsert" {
      guard let external, let position = table.definition.position(of: external),
        table.definition.fields[position].externalId || table.definition.fields[position].idLookup
      else { throw Rejection("INVALIDJOB", "externalIdFieldName must name an external id or idLookup field of \(table.definition.name)") }
    }
    let ending = body["lineEnding"]?.string ?? "LF"
    let delimiter = body["columnDelimiter"]?.string ?? "COMMA"
    guard ["LF", "CRLF"].contains(ending), IngestJob.delimiters[delimiter] != nil, body["contentType"]?.string ?? "CSV" == "CSV" else {
      throw Rejection(
        "INVALIDJOB",
        "contentType is CSV, lineEnding LF or CRLF, columnDelimiter one of \(IngestJob.delimiters.keys.sorted().joined(separator: ", "))")
    }
    let job = IngestJob(
      id: world.org.nextJob(), object: table.definition.name, operation: known, externalField: known == "upsert" ? external : nil, lineEnding: ending,
      delimiterName: delimiter, user: call.session.user, created: world.now, version: call.version, polls: world.configuration.salesforce.bulkPolls)
    world.org.ingestJobs[job.id] = job
    return .json(job.value(detailed: false)).noting(.job, job.object)
  }

  private func jobObject(_ name: String?) throws(Rejection) -> Table {
    guard let name, let table = world.org.store.table(name) else {
      throw Rejection("INVALIDENTITY", "Entity '\(name ?? "")' is not supported by the Bulk API.")
    }
    return table
  }

  private func upload(_ job: inout IngestJob) throws(Rejection) -> Reply {
    guard job.state == .open, job.data == nil else {
      throw Rejection("INVALIDJOBSTATE", "Data can be uploaded once, to an open job", status: job.state == .open ? 400 : 409)
    }
    guard call.request.body.count <= 150_000_000 else { throw Rejection("API_ERROR", "Uploaded data exceeds 150 MB", status: 413) }
    job.data = call.request.text
    world.org.ingestJobs[job.id] = job
    return .empty(201)
  }

  private func patch(_ job: inout IngestJob) throws(Rejection) -> Reply {
    switch try call.jsonObject()["state"]?.string {
    case "UploadComplete":
      guard job.state == .open else { throw Rejection("INVALIDJOBSTATE", "The job is \(job.state.rawValue) and cannot be closed", status: 409) }
      job.state = .uploadComplete
      let answer = job.value(detailed: false)
      process(&job)
      world.org.ingestJobs[job.id] = job
      return .json(answer).noting(kind(job), job.object, records: job.successes.count + job.failures.count)
    case "Aborted":
      guard job.state == .open || job.state == .uploadComplete || job.state == .inProgress else {
        throw Rejection("INVALIDJOBSTATE", "The job is \(job.state.rawValue) and cannot be aborted", status: 409)
      }
      job.state = .aborted
      world.org.ingestJobs[job.id] = job
      return .json(job.value(detailed: false))
    default: throw Rejection("INVALIDJOB", "state is UploadComplete or Aborted")
    }
  }

  private func kind(_ job: IngestJob) -> CallKind {
    switch job.operation {
    case "insert": .create
    case "update": .update
    case "upsert": .upsert
    default: .delete
    }
  }

  /// The job is done when its data is complete; polls see it advance.
  private func process(_ job: inout IngestJob) {
    // salesforce.md 4.6: the line ending must match the job.
    guard CSV.lineEnding(job.data ?? "") ?? job.lineEnding == job.lineEnding else {
      return fail(&job, "ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is \(job.lineEnding)")
    }
    let rows: [[String]]
    do throws(CSV.Failure) { rows = try CSV.read(job.data ?? "", delimiter: job.delimiter) } catch {
      return fail(&job, "InvalidBatch : \(error.message)")
    }
    guard let header = rows.first else { return fail(&job, "InvalidBatch : Failed to parse the header of the CSV data") }
    job.header = header
    if let unknown = header.first(where: { !isColumn($0, of: job.object) }) {
      job.unprocessed = Array(rows.dropFirst())
      return fail(&job, "InvalidBatch : Field name not found : \(unknown)")
    }
    let writer = BulkRow(world: world, writer: call.writer, operation: job.operation, object: job.object, externalField: job.externalField)
    for row in rows.dropFirst() {
      guard row.count == header.count else {
        job.failures.append(("", "InvalidBatch:the row has \(row.count) values and the header \(header.count):--", row))
        continue
      }
      do throws(Rejection) {
        let done = try writer.run(BulkRow.fields(row, header))
        job.successes.append((done.id, done.created, row))
      } catch {
        let id = zip(header, row).first { $0.0.lowercased() == "id" }?.1 ?? ""
        job.failures.append((id, Self.text(error), row))
      }
    }
  }

  /// `CODE:message:FIELDS--`.
  private static func text(_ rejection: Rejection) -> String {
    rejection.errors.map { error in
      "\(error.code):\(error.message):" + error.fields.joined(separator: ",") + (error.fields.isEmpty ? "--" : " --")
    }.joined(separator: ";")
  }

  private func isColumn(_ name: String, of object: String) -> Bool {
    guard let definition = world.org.store.table(object)?.definition else { return false }
    let path = name.split(separator: ".").map(String.init)
    return path.count == 2 ? definition.relation(path[0]) != nil : definition.position(of: name) != nil
  }

  private func fail(_ job: inout IngestJob, _ message: String) {
    job.state = .failed
    job.errorMessage = message
  }

  private func progress(_ job: inout IngestJob) {
    guard job.state == .uploadComplete || job.state == .inProgress else { return }
    job.state = job.polls > 0 ? .inProgress : .complete
    job.polls -= 1
  }
}
