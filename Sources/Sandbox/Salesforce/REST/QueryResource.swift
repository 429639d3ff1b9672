/// `/query` and `/queryAll` with their pages (salesforce.md 3.1).
struct QueryResource {
  let call: DataCall
  let includesDeleted: Bool

  private var world: World { call.world }
  private static let cursorLife = 2 * 86400

  func reply() throws(Rejection) -> Reply {
    guard call.request.method == "GET" || call.request.method == "HEAD" else { throw call.notAllowed("GET,HEAD") }
    if call.path.count == 2 { return try page(call.path[1]) }
    if let text = call.request.parameter("explain") { return try explain(text) }
    guard let text = call.request.parameter("q") else {
      throw Rejection("MALFORMED_QUERY", "SOQL query is missing: the parameter `q` is required")
    }
    return try run(text)
  }

  /// The plan of a query: one pass over the object, or the rows that an index finds.
  private func explain(_ text: String) throws(Rejection) -> Reply {
    let plan = try QueryPlanner(store: world.org.store, now: world.now, includesDeleted: includesDeleted).plan(try SOQLParser.parse(text))
    let total = plan.table.rows.count { !$0.isDeleted }
    let cardinality = plan.candidates?.count ?? total
    return .json([
      "plans": [
        [
          "cardinality": .int(cardinality), "fields": [], "leadingOperationType": plan.candidates == nil ? "TableScan" : "Index", "notes": [],
          "relativeCost": .double(total == 0 ? 0 : Double(cardinality) / Double(total)), "sobjectCardinality": .int(total),
          "sobjectType": .string(plan.table.definition.name),
        ]
      ],
      "sourceQuery": .string(text),
    ]).noting(.query, plan.table.definition.name, records: 0)
  }

  func run(_ text: String) throws(Rejection) -> Reply {
    let query = try SOQLParser.parse(text)
    let planner = QueryPlanner(store: world.org.store, now: world.now, includesDeleted: includesDeleted)
    let plan = try planner.plan(query)
    let object = plan.table.definition.name
    if query.isCount {
      var all = plan
      all.order = []
      let count = all.rows(context).count
      return .json(["totalSize": .int(count), "done": true, "records": []]).noting(.query, object, records: 0)
    }
    if query.isAggregate {
      let records = try Aggregation(plan: plan, now: world.now).records(context)
      return answer(.records(records), total: records.count, object)
    }
    return answer(.rows(plan.rows(context).map(\.id), plan.selection), total: nil, object)
  }

  private var context: QueryContext {
    QueryContext(store: world.org.store, version: call.version.text, includesDeleted: includesDeleted)
  }

  /// `Sforce-Query-Options: batchSize=500`, 200 to 2,000 (salesforce.md 2.5).
  private var batch: Int {
    let settings = world.configuration.salesforce
    guard let wanted = call.request.option("Sforce-Query-Options", "batchSize").flatMap({ Int($0) }) else { return settings.largestBatch }
    return min(max(wanted, settings.smallestBatch), settings.largestBatch)
  }

  private func answer(_ rest: QueryCursor.Rest, total: Int?, _ object: String) -> Reply {
    let cursor = QueryCursor(rest: rest, batch: batch, created: world.now, user: call.session.user, includesDeleted: includesDeleted)
    var locator = ""
    if rest.count > batch {
      world.org.cursorSequence += 1
      locator = String(RecordID.make(prefix: "0r8", sequence: world.org.cursorSequence))
      world.org.cursors[locator] = cursor
    }
    return page(cursor, locator, from: 0, object)
  }

  private func page(_ name: String) throws(Rejection) -> Reply {
    let parts = name.split(separator: "-", maxSplits: 1)
    guard parts.count == 2, let offset = Int(parts[1]), offset >= 0, let cursor = world.org.cursors[String(parts[0])],
      cursor.created + Self.cursorLife > world.now, cursor.user == call.session.user, offset <= cursor.rest.count
    else { throw Rejection("INVALID_QUERY_LOCATOR", "invalid query locator") }
    var object: String?
    if case .rows(let ids, _) = cursor.rest { object = ids.first.flatMap { world.org.store.table(ofID: $0)?.definition.name } }
    return page(cursor, String(parts[0]), from: offset, object)
  }

  private func page(_ cursor: QueryCursor, _ locator: String, from offset: Int, _ object: String?) -> Reply {
    let end = min(offset + cursor.batch, cursor.rest.count)
    let records: [SandboxValue]
    switch cursor.rest {
    case .records(let all): records = Array(all[offset..<end])
    case .rows(let ids, let selection):
      let context = QueryContext(store: world.org.store, version: call.version.text, includesDeleted: cursor.includesDeleted)
      records = ids[offset..<end].compactMap { id in context.store.row(id).map { selection.record($0, context) } }
    }
    var body = SandboxObject([("totalSize", .int(cursor.rest.count)), ("done", .bool(end == cursor.rest.count))])
    if end < cursor.rest.count {
      let resource = cursor.includesDeleted ? "queryAll" : "query"
      body.append("nextRecordsUrl", .string("/services/data/\(call.version.text)/\(resource)/\(locator)-\(end)"))
    }
    body.append("records", .array(records))
    return .json(.object(body)).noting(.query, object, records: records.count)
  }
}
