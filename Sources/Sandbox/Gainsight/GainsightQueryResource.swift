/// `POST /v1/data/objects/query/{object}` (gainsight.md 3.3).
struct GainsightQueryResource {
  let call: GainsightCall

  private var settings: GainsightConfiguration { call.world.configuration.gainsight }

  func reply(_ name: String) throws(GainsightFailure) -> Reply {
    guard call.request.method == "POST" else { throw GainsightFailure("GSOBJ_1023", "Invalid API path") }
    let table = try call.table(name)
    let body = try call.json()
    let query = GainsightQuery(tenant: call.world.tenant, table: table, settings: settings)
    guard let names = body["select"]?.array?.compactMap(\.string), !names.isEmpty, names.count == body["select"]?.array?.count else {
      throw GainsightFailure("GSOBJ_1002", "select must be a list of field names, with one at least")
    }
    var columns: [(key: String, path: GainsightPath)] = []
    for name in names { columns.append((name, try query.path(name))) }
    var rows = try query.filtered(body["where"], nameKey: "name")
    rows = try query.sorted(rows, by: body["orderBy"])
    let limit = body["limit"].map { $0.int ?? -1 } ?? 5000
    let offset = body["offset"].map { $0.int ?? -1 } ?? 0
    guard (1...5000).contains(limit), offset >= 0 else {
      throw GainsightFailure("GSOBJ_1002", "limit must be a number from 1 to 5000 and offset a number from 0")
    }
    let page = rows.dropFirst(offset).prefix(limit)
    let records = page.map { row -> SandboxValue in
      var record = SandboxObject()
      for column in columns { record.append(column.key, column.path.value(of: row, call.world.tenant, settings)) }
      return .object(record)
    }
    if records.isEmpty, settings.emptyResult == .error { throw GainsightFailure("GSOBJ_1011", "No data found for the given criteria") }
    let data: SandboxValue = settings.queryShape == .list ? .array(records) : ["records": .array(records)]
    return call.success(data).noting(.query, table.object.name, records: records.count)
  }
}
