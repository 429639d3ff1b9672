/// `{"requests":[{"record":{…}}],"lookups":{…}}`, the body of Cockpit's and Success Plans' writes (gainsight.md 5.3, 5.4).
struct WorkRequests {
  var records: [GainsightLookups.Resolved]

  init(_ call: GainsightCall) throws(GainsightFailure) {
    let body = try call.json()
    guard let requests = body["requests"]?.array, !requests.isEmpty else { throw GainsightFailure("GSOBJ_1002", "requests is missing or empty") }
    guard requests.count <= 50 else { throw GainsightFailure("GSOBJ_1002", "At most 50 requests can be sent, not \(requests.count)") }
    let lookups = try GainsightLookups(body["lookups"], tenant: call.world.tenant)
    records = []
    for request in requests {
      guard let record = request["record"]?.object else { throw GainsightFailure("GSOBJ_1002", "Each request has a record") }
      records.append(try lookups.resolve(record))
    }
  }

  /// The reply: what succeeded and what failed, by reference.
  struct Outcome {
    var success: [SandboxValue] = []
    var failure: [SandboxValue] = []

    mutating func succeed(_ reference: String, _ gsid: String) { success.append(.object(SandboxObject([(reference, .string(gsid))]))) }
    mutating func fail(_ reference: String, _ message: String) { failure.append(.object(SandboxObject([(reference, .string(message))]))) }

    var value: SandboxValue { ["success": .array(success), "failure": .array(failure)] }
  }

  /// The error that a fault gives the next record, if any.
  static func fault(_ world: World) -> String? { world.recordFault(nil)?.message }
}

/// The lists of Cockpit and Success Plans (gainsight.md 5.2): filters by `fieldName`, pages by number, canonical names in the reply.
struct WorkList {
  let call: GainsightCall
  let table: GainsightTable

  func reply() throws(GainsightFailure) -> Reply {
    let settings = call.world.configuration.gainsight
    let body = try call.json()
    let query = GainsightQuery(tenant: call.world.tenant, table: table, settings: settings)
    let names = (body["select"]?.array ?? []).compactMap(\.string)
    guard !names.isEmpty else { throw GainsightFailure("COCKPIT_5101", "Select clause is missing") }
    var columns: [(key: String, path: GainsightPath)] = []
    var unknown: [String] = []
    for name in names {
      if let path = try? query.path(name) { columns.append((canonical(path), path)) } else { unknown.append(name) }
    }
    guard unknown.isEmpty else { throw GainsightFailure("COCKPIT_5101", "Invalid fields in select clause - \(unknown.joined(separator: ", "))") }
    let rows = try query.filtered(body["where"], nameKey: "fieldName")
    let size = body["pageSize"]?.int ?? 100
    let number = body["pageNumber"]?.int ?? 1
    guard (1...1000).contains(size), number >= 1 else { throw GainsightFailure("COCKPIT_5101", "pageSize is 1 to 1000 and pageNumber 1 or more") }
    let records = rows.dropFirst((number - 1) * size).prefix(size).map { row -> SandboxValue in
      var record = SandboxObject()
      for column in columns { record.append(column.key, column.path.value(of: row, call.world.tenant, settings)) }
      if body["linkedObject"]?.bool == true, let position = table.object.position(of: "associatedRecords") {
        record.append("associatedRecords", row[position].isNull ? [] : row[position])
      }
      return .object(record)
    }
    return call.success(.array(records)).noting(.query, table.object.name, records: records.count)
  }

  private func canonical(_ path: GainsightPath) -> String {
    var object = table.object
    var parts: [String] = []
    for step in path.steps {
      parts.append(object.fields[step.position].relation ?? object.fields[step.position].name)
      object = call.world.tenant.table(step.target)?.object ?? object
    }
    return (parts + [path.field.name]).joined(separator: ".")
  }
}
