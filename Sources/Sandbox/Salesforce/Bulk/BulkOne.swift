/// `/services/async/{version}/job`: Bulk API 1.0 with JSON and CSV batches, which older clients use.
struct BulkOne {
  let world: World
  let request: SandboxRequest

  /// A refusal of this API: `exceptionCode` and `exceptionMessage`.
  struct Refusal: Error {
    var code: String
    var message: String
    var status = 400
  }

  struct Batch {
    var id: String
    var request: String
    var results: [SandboxValue] = []
    /// The records of a query batch, by result id.
    var records: [(id: String, value: SandboxValue)] = []
    /// How many records a query found.
    var count = 0
    var failure: String?
    var created: Instant
  }

  struct Job {
    var id: String
    var operation: String
    var object: String
    var externalField: String?
    var contentType: String
    var state = "Open"
    var user: String
    var created: Instant
    var batches: [Batch] = []
  }

  func reply() -> Reply {
    do throws(Refusal) { return try route() } catch {
      var body: SandboxValue = ["exceptionCode": .string(error.code), "exceptionMessage": .string(error.message)]
      if isXML { body = .object(SandboxObject([("error", body)])) }
      return answer(body, "error", status: error.status)
    }
  }

  private var isXML: Bool { request.header("content-type")?.contains("xml") ?? false }

  /// Job and batch information comes in the form of the request; where that is CSV or unsaid, as XML but for jobs of JSON.
  private func wantsXML(_ job: Job?) -> Bool {
    let type = request.header("content-type") ?? ""
    return isXML || !type.contains("json") && job.map { $0.contentType != "JSON" } ?? false
  }

  private func answer(_ value: SandboxValue, _ element: String, status: Int = 200, _ job: Job? = nil) -> Reply {
    guard wantsXML(job) else { return Reply.json(value, status: status) }
    let members = Self.xml(value["error"]?.object ?? value.object ?? SandboxObject())
    return .xml(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><\(element) xmlns=\"http://www.force.com/2009/06/asyncapi/dataload\">\(members)</\(element)>",
      status: status)
  }

  /// Lists are elements that repeat; nulls are left out.
  private static func xml(_ object: SandboxObject) -> String {
    object.members.map { member in
      (member.value.array ?? [member.value]).filter { !$0.isNull }.map { value in
        "<\(member.name)>\(value.object.map(xml) ?? XMLText.escaped(value.string ?? value.json))</\(member.name)>"
      }.joined()
    }.joined()
  }

  private func route() throws(Refusal) -> Reply {
    let life = world.configuration.salesforce.sessionSeconds
    guard let token = request.header("x-sfdc-session"), let session = world.org.sessions.session(token, now: world.now, life: life) else {
      throw Refusal(code: "InvalidSessionId", message: "Invalid session id")
    }
    let path = Array(request.segments.dropFirst(3))
    guard path.first == "job" else { throw Refusal(code: "InvalidUrl", message: "Destination URL not reset", status: 404) }
    guard path.count > 1 else { return try create(session) }
    let id = RecordID.canonical(path[1]) ?? path[1]
    guard var job = world.org.bulkJobs[id] else { throw Refusal(code: "InvalidJob", message: "Unable to find job: \(path[1])", status: 404) }
    guard path.count > 2 else { return try state(&job) }
    if path.count == 3, request.method == "POST" { return try add(&job, session) }
    if path.count == 3 { return answer(["batchInfo": .array(job.batches.map { info($0, job) })], "batchInfoList", job).noting(.job, job.object) }
    guard let batch = job.batches.first(where: { $0.id == RecordID.canonical(path[3]) }) else {
      throw Refusal(code: "InvalidBatch", message: "Unable to find batch: \(path[3])", status: 404)
    }
    switch (path.count, path.last) {
    case (4, _): return answer(info(batch, job), "batchInfo", job).noting(.job, job.object)
    case (5, "request"): return Reply(status: 200, body: .text(batch.request, type: "application/json")).noting(.job, job.object)
    case (5, "result"):
      let value = job.operation.hasPrefix("query") ? batch.records.map { SandboxValue.string($0.id) } : batch.results
      if job.contentType == "CSV", !job.operation.hasPrefix("query") { return csv(batch).noting(.job, job.object, records: value.count) }
      if wantsXML(job), job.operation.hasPrefix("query") {
        return answer(["result": .array(value)], "result-list", job).noting(.job, job.object, records: value.count)
      }
      return Reply.json(.array(value)).noting(.job, job.object, records: value.count)
    case (6, _):
      guard let found = batch.records.first(where: { $0.id == path[5] }) else {
        throw Refusal(code: "InvalidUrl", message: "Unable to find result: \(path[5])", status: 404)
      }
      if let text = found.value.string {
        return Reply(status: 200, body: .text(text, type: "text/csv")).noting(.job, job.object, records: batch.count)
      }
      return Reply.json(found.value).noting(.job, job.object, records: found.value.array?.count ?? 0)
    default: throw Refusal(code: "InvalidUrl", message: "Destination URL not reset", status: 404)
    }
  }

  private func body() throws(Refusal) -> SandboxObject {
    if isXML {
      let names = ["operation", "object", "contentType", "externalIdFieldName", "state", "concurrencyMode"]
      return SandboxObject(names.compactMap { name in XMLText.element(name, in: request.text).map { (name, .string($0)) } })
    }
    guard let object = (try? JSONReader.read(request.body))?.object else {
      throw Refusal(code: "InvalidJob", message: "The job information cannot be read")
    }
    return object
  }

  private func create(_ session: Session) throws(Refusal) -> Reply {
    let body = try body()
    let operations = ["insert", "update", "upsert", "delete", "hardDelete", "query", "queryAll"]
    guard let text = body["operation"]?.string, let operation = operations.first(where: { $0.lowercased() == text.lowercased() }) else {
      throw Refusal(code: "InvalidJob", message: "operation is one of \(operations.joined(separator: ", "))")
    }
    guard let name = body["object"]?.string, let table = world.org.store.table(name) else {
      throw Refusal(code: "InvalidJob", message: "InvalidEntity : Entity '\(body["object"]?.string ?? "")' is not supported by the Bulk API.")
    }
    let type = body["contentType"]?.string ?? "XML"
    guard type == "JSON" || type == "CSV" else { throw Refusal(code: "FeatureNotEnabled", message: "Batches are JSON or CSV in this sandbox") }
    let job = Job(
      id: world.org.nextJob(), operation: operation, object: table.definition.name, externalField: body["externalIdFieldName"]?.string,
      contentType: type, user: session.user, created: world.now)
    world.org.bulkJobs[job.id] = job
    return answer(info(job), "jobInfo", status: 201, job).noting(.job, job.object)
  }

  private func state(_ job: inout Job) throws(Refusal) -> Reply {
    if request.method == "POST" {
      guard let state = try body()["state"]?.string, state == "Closed" || state == "Aborted" else {
        throw Refusal(code: "InvalidJob", message: "state is Closed or Aborted")
      }
      guard job.state == "Open" else { throw Refusal(code: "InvalidJobState", message: "The job is \(job.state)") }
      job.state = state
      world.org.bulkJobs[job.id] = job
    }
    return answer(info(job), "jobInfo", job).noting(.job, job.object)
  }

  private func add(_ job: inout Job, _ session: Session) throws(Refusal) -> Reply {
    guard job.state == "Open" else { throw Refusal(code: "InvalidJobState", message: "The job is \(job.state)") }
    var batch = Batch(id: world.org.nextBatch(), request: request.text, created: world.now)
    if job.operation.hasPrefix("query") { query(&batch, job) } else { try write(&batch, job, session) }
    job.batches.append(batch)
    world.org.bulkJobs[job.id] = job
    let kinds: [String: CallKind] = ["insert": .create, "update": .update, "upsert": .upsert, "delete": .delete, "hardDelete": .delete]
    return answer(info(batch, job), "batchInfo", status: 201, job)
      .noting(
        kinds[job.operation] ?? .query, job.object, records: max(batch.results.count, batch.count))
  }

  private func write(_ batch: inout Batch, _ job: Job, _ session: Session) throws(Refusal) {
    let records = try records(of: job)
    guard records.count <= 10000 else { throw Refusal(code: "ExceededQuota", message: "A batch has at most 10,000 records") }
    let writer = RecordWriter(user: session.user, now: world.now)
    let row = BulkRow(world: world, writer: writer, operation: job.operation, object: job.object, externalField: job.externalField)
    for fields in records {
      do throws(Rejection) {
        let done = try row.run(fields)
        batch.results.append(["success": true, "created": .bool(done.created), "id": .string(done.id), "errors": []])
      } catch {
        let errors = error.errors.map { error -> SandboxValue in
          [
            "message": .string(error.message), "fields": .array(error.fields.map(SandboxValue.string)), "statusCode": .string(error.code),
            "extendedErrorDetails": .null,
          ]
        }
        batch.results.append(["success": false, "created": false, "id": .null, "errors": .array(errors)])
      }
    }
  }

  private func records(of job: Job) throws(Refusal) -> [SandboxObject] {
    if job.contentType == "CSV" {
      guard let rows = try? CSV.read(request.text, delimiter: ","), let header = rows.first else {
        throw Refusal(code: "InvalidBatch", message: "The CSV cannot be read")
      }
      return rows.dropFirst().map { BulkRow.fields($0, header) }
    }
    guard let items = (try? JSONReader.read(request.body))?.array else {
      throw Refusal(code: "InvalidBatch", message: "The records must be a JSON list")
    }
    return items.map { $0.object ?? SandboxObject() }
  }

  private func query(_ batch: inout Batch, _ job: Job) {
    do throws(Rejection) {
      let all = job.operation == "queryAll"
      if job.contentType == "CSV" {
        let table = try BulkTable.run(request.text, includesDeleted: all, world)
        batch.count = table.rows.count
        batch.records = [(world.org.nextBatch(), .string(CSV.write([table.header] + table.rows)))]
        return
      }
      let query = try SOQLParser.parse(request.text)
      let plan = try QueryPlanner(store: world.org.store, now: world.now, includesDeleted: all).plan(query)
      let version = request.segments.count > 2 ? "v\(request.segments[2])" : ""
      let context = QueryContext(store: world.org.store, version: version, includesDeleted: all)
      let records = plan.rows(context).map { plan.selection.record($0, context) }
      batch.count = records.count
      batch.records = [(world.org.nextBatch(), .array(records))]
    } catch {
      batch.failure = "InvalidBatch : Failed to process query: \(error.errors.first.map { "\($0.code): \($0.message)" } ?? "")"
    }
  }

  private func csv(_ batch: Batch) -> Reply {
    let rows = batch.results.map { result -> [String] in
      let errors = (result["errors"]?.array ?? []).map { "\($0["statusCode"]?.string ?? ""):\($0["message"]?.string ?? ""):--" }
      return [
        result["id"]?.string ?? "", String(result["success"]?.bool ?? false), String(result["created"]?.bool ?? false), errors.joined(separator: ";"),
      ]
    }
    return Reply(status: 200, body: .text(CSV.write([["Id", "Success", "Created", "Error"]] + rows), type: "text/csv"))
  }

  private func info(_ job: Job) -> SandboxValue {
    let failed = job.batches.flatMap(\.results).count { $0["success"] == false }
    return [
      "apexProcessingTime": 0, "apiActiveProcessingTime": 0,
      "apiVersion": .double(Double(request.segments.count > 2 ? request.segments[2] : "") ?? 62),
      "assignmentRuleId": .null, "concurrencyMode": "Parallel", "contentType": .string(job.contentType),
      "createdById": .string(job.user), "createdDate": .string(job.created.wholeSecond.salesforce),
      "externalIdFieldName": SandboxValue(job.externalField), "fastPathEnabled": false, "id": .string(job.id),
      "numberBatchesCompleted": .int(job.batches.count { $0.failure == nil }), "numberBatchesFailed": .int(job.batches.count { $0.failure != nil }),
      "numberBatchesInProgress": 0, "numberBatchesQueued": 0, "numberBatchesTotal": .int(job.batches.count),
      "numberRecordsFailed": .int(failed), "numberRecordsProcessed": .int(job.batches.reduce(0) { $0 + $1.results.count }), "numberRetries": 0,
      "object": .string(job.object), "operation": .string(job.operation), "state": .string(job.state),
      "systemModstamp": .string(job.created.wholeSecond.salesforce), "totalProcessingTime": 0,
    ]
  }

  private func info(_ batch: Batch, _ job: Job) -> SandboxValue {
    [
      "apexProcessingTime": 0, "apiActiveProcessingTime": 0, "createdDate": .string(batch.created.wholeSecond.salesforce), "id": .string(batch.id),
      "jobId": .string(job.id), "numberRecordsFailed": .int(batch.results.count { $0["success"] == false }),
      "numberRecordsProcessed": .int(max(batch.results.count, batch.count)),
      "state": .string(batch.failure == nil ? "Completed" : "Failed"), "stateMessage": SandboxValue(batch.failure),
      "systemModstamp": .string(batch.created.wholeSecond.salesforce), "totalProcessingTime": 0,
    ]
  }
}
