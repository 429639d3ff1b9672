/// `/jobs/query` (salesforce.md 4.6, query jobs).
struct BulkQueryResource {
  let call: DataCall
  let path: [String]

  private var world: World { call.world }

  func reply() throws(Rejection) -> Reply {
    guard let name = path.first else {
      switch call.request.method {
      case "POST": return try create()
      case "GET":
        let isChunked = call.request.parameter("isPkChunkingEnabled") == "true"
        let jobs = isChunked ? [] : world.org.queryJobs.values.sorted { $0.id < $1.id }.map(\.value)
        return .json(["done": true, "records": .array(jobs), "nextRecordsUrl": .null])
      default: throw call.notAllowed("GET,POST")
      }
    }
    let id = RecordID.canonical(name) ?? name
    guard var job = world.org.queryJobs[id] else { throw Rejection("NOT_FOUND", "The requested resource does not exist") }
    switch (call.request.method, path.count > 1 ? path[1].lowercased() : "") {
    case ("GET", ""):
      if job.state == .uploadComplete || job.state == .inProgress {
        job.state = job.polls > 0 ? .inProgress : .complete
        job.polls -= 1
      }
      world.org.queryJobs[id] = job
      return .json(job.value)
    case ("GET", "results"): return try results(job)
    case ("PATCH", ""):
      guard try call.jsonObject()["state"] == "Aborted", job.state != .complete else {
        throw Rejection("INVALIDJOBSTATE", "Only a running job can be aborted")
      }
      job.state = .aborted
      world.org.queryJobs[id] = job
      return .json(job.value)
    case ("DELETE", ""):
      world.org.queryJobs[id] = nil
      return .empty(204)
    default: throw Rejection("NOT_FOUND", "The requested resource does not exist")
    }
  }

  private func create() throws(Rejection) -> Reply {
    let body = try call.jsonObject()
    guard let text = body["query"]?.string, let operation = body["operation"]?.string, operation == "query" || operation == "queryAll" else {
      throw Rejection("INVALIDJOB", "operation is query or queryAll, and query the SOQL")
    }
    let table = try BulkTable.run(text, includesDeleted: operation == "queryAll", world)
    let job = QueryJob(
      id: world.org.nextJob(), operation: operation, query: text, object: table.object, user: call.session.user, created: world.now,
      version: call.version, lineEnding: body["lineEnding"]?.string ?? "LF", delimiterName: body["columnDelimiter"]?.string ?? "COMMA",
      header: table.header, rows: table.rows, polls: world.configuration.salesforce.bulkPolls)
    world.org.queryJobs[job.id] = job
    return .json(job.value).noting(.query, job.object, records: table.rows.count)
  }

  private func results(_ job: QueryJob) throws(Rejection) -> Reply {
    guard job.state == .complete else { throw Rejection("INVALIDJOBSTATE", "The results can be read when the job is complete") }
    let size = max(1, call.request.parameter("maxRecords").flatMap { Int($0) } ?? 50000)
    let start = call.request.parameter("locator").flatMap { text in Base64.decode(text).flatMap { Int(String(decoding: $0, as: UTF8.self)) } } ?? 0
    let page = Array(job.rows.dropFirst(start).prefix(size))
    let end = start + page.count
    let text = CSV.write(
      [job.header] + page, delimiter: IngestJob.delimiters[job.delimiterName] ?? ",", lineEnding: job.lineEnding == "CRLF" ? "\r\n" : "\n")
    return Reply(status: 200, body: .text(text, type: "text/csv"))
      .with(header: "Sforce-Locator", end < job.rows.count ? Base64.encode(Array(String(end).utf8)) : "null")
      .with(header: "Sforce-NumberOfRecords", String(page.count)).noting(.job, job.object, records: page.count)
  }
}

/// The rows of a query, flat, as CSV has them.
struct BulkTable {
  var object: String
  var header: [String]
  var rows: [[String]]

  static func run(_ text: String, includesDeleted: Bool, _ world: World) throws(Rejection) -> BulkTable {
    let query = try SOQLParser.parse(text)
    guard !query.isAggregate else { throw Rejection("INVALIDJOB", "Aggregates are not allowed in bulk queries") }
    let plan = try QueryPlanner(store: world.org.store, now: world.now, includesDeleted: includesDeleted).plan(query)
    var columns: [(name: String, field: ResolvedField)] = []
    for item in query.select {
      switch item {
      case .field(let field, _):
        let resolved = try plan.resolver.resolve(field)
        columns.append(((resolved.steps.map(\.relation) + [resolved.name]).joined(separator: "."), resolved))
      case .fields(let kind, let offset):
        for field in plan.table.definition.fields where (kind == "ALL" || field.custom == (kind == "CUSTOM")) && field.type != .address {
          columns.append((field.name, try plan.resolver.resolve(SOQLField(path: [field.name], offset: offset))))
        }
      default: throw Rejection("INVALIDJOB", "Subqueries and TYPEOF are not allowed in bulk queries")
      }
    }
    let store = world.org.store
    let rows = plan.rows(QueryContext(store: store, version: "", includesDeleted: includesDeleted))
    return BulkTable(
      object: plan.table.definition.name, header: columns.map(\.name),
      rows: rows.map { row in columns.map { Self.text($0.field.value(row, store)) } })
  }

  private static func text(_ value: SandboxValue) -> String {
    switch value {
    case .null: ""
    case .string(let text): text
    default: value.json
    }
  }
}
