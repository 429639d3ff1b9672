/// `/composite/sobjects` (salesforce.md 4.2): up to 200 records in one call, each with its own result.
struct CollectionResource {
  let call: DataCall
  let path: [String]

  private struct Item {
    var object: String
    var fields: SandboxObject
  }

  func reply() throws(Rejection) -> Reply {
    switch (call.request.method, path.count) {
    case ("POST", 0): return try write(.create) { item, _ throws(Rejection) in (try create(item), nil) }
    case ("PATCH", 0): return try write(.update) { item, id throws(Rejection) in (try update(item, id), nil) }
    case ("PATCH", 2): return try upsert()
    case ("DELETE", 0): return try delete()
    case ("GET", 1): return try read(ids: list("ids"), fields: list("fields"))
    case ("POST", 1):
      let body = try call.jsonObject()
      return try read(ids: Self.strings(body["ids"]), fields: Self.strings(body["fields"]))
    default: throw call.notAllowed("DELETE,GET,PATCH,POST")
    }
  }

  private static func strings(_ value: SandboxValue?) -> [String] { (value?.array ?? []).compactMap(\.string) }

  private func list(_ name: String) -> [String] {
    (call.request.parameter(name) ?? "").split(separator: ",").map { $0.trimmingSpace() }
  }

  private func items() throws(Rejection) -> (all: Bool, [Item]) {
    let body = try call.jsonObject()
    guard let records = body["records"]?.array else { throw .unparsable("The records of the request are missing at [line:1, column:1]") }
    try limit(records.count)
    var items: [Item] = []
    for record in records {
      guard let fields = record.object, let object = fields.folded("attributes")?["type"]?.string else {
        throw Rejection("INVALID_INPUT", "Each record must have its object's name in attributes.type")
      }
      items.append(Item(object: object, fields: fields))
    }
    // Records of one object in a row are a chunk; more than ten chunks fail.
    let chunks = zip(items, items.dropFirst()).reduce(items.isEmpty ? 0 : 1) { $0 + ($1.0.object.lowercased() == $1.1.object.lowercased() ? 0 : 1) }
    guard chunks <= 10 else {
      throw Rejection("LIMIT_EXCEEDED", "The request has \(chunks) chunks of objects; at most 10 are allowed. Group the records by object.")
    }
    return (body["allOrNone"]?.bool ?? false, items)
  }

  private func limit(_ count: Int) throws(Rejection) {
    guard count <= 200 else {
      throw Rejection("EXCEEDED_ID_LIMIT", "record limit reached. cannot submit more than 200 records in this request: \(count)")
    }
  }

  private func create(_ item: Item) throws(Rejection) -> String {
    guard item.fields.folded("id") == nil else {
      throw Rejection("INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", fields: ["Id"])
    }
    return try call.writer.create(item.object, item.fields, in: &call.world.org.store)
  }

  private func update(_ item: Item, _ id: String?) throws(Rejection) -> String {
    guard let id else { throw Rejection("MISSING_ARGUMENT", "Id not specified in an update call", fields: ["Id"]) }
    try call.writer.update(item.object, id, item.fields.without("Id"), in: &call.world.org.store)
    return RecordID.canonical(id) ?? id
  }

  private func write(
    _ kind: CallKind, _ one: (Item, String?) throws(Rejection) -> (id: String, created: Bool?)
  ) throws(Rejection) -> Reply {
    let (all, items) = try items()
    let objects = Set(items.map { call.world.org.store.table($0.object)?.definition.name ?? $0.object })
    let results = try run(items, all) { item throws(Rejection) in
      let id = item.fields.folded("id")?.string
      return try call.attempt(id) { () throws(Rejection) in try one(item, id) }
    }
    return .json(.array(results)).noting(kind, objects.count == 1 ? objects.first : nil, records: items.count)
  }

  /// Does each item; with `all`, one failure takes back the others.
  private func run<Input>(
    _ items: [Input], _ all: Bool, _ one: (Input) throws(Rejection) -> (id: String, created: Bool?)
  ) throws(Rejection) -> [SandboxValue] {
    let mark = call.world.org.store.mark()
    var results: [SandboxValue] = []
    var failures: Set<Int> = []
    for (index, item) in items.enumerated() {
      do throws(Rejection) {
        let done = try one(item)
        var result = SandboxObject([("id", .string(done.id)), ("success", true), ("errors", [])])
        if let created = done.created { result.append("created", .bool(created)) }
        results.append(.object(result))
      } catch {
        if error.isWholeRequest {
          call.world.org.store.rollBack(to: mark)
          throw error
        }
        failures.insert(index)
        results.append(["success": false, "errors": .array(error.errors.map(\.item))])
      }
    }
    guard all, !failures.isEmpty else { return results }
    call.world.org.store.rollBack(to: mark)
    let rolledBack = RecordError(
      code: "ALL_OR_NONE_OPERATION_ROLLED_BACK",
      message: "Record rolled back because not all records were valid and the request was using AllOrNone header")
    return results.enumerated().map { index, result in
      failures.contains(index) ? result : ["success": false, "errors": [rolledBack.item]]
    }
  }

  private func upsert() throws(Rejection) -> Reply {
    let table = try call.object(path[0])
    let definition = table.definition
    guard let position = definition.position(of: path[1]), definition.fields[position].externalId || definition.fields[position].idLookup else {
      throw Rejection("NOT_FOUND", "Provided external ID field does not exist or is not accessible: \(path[1])")
    }
    let (all, items) = try items()
    let key = definition.fields[position].name
    var seen: [String: Int] = [:]
    for item in items {
      if let value = item.fields.folded(key), let folded = table.key(position, value) { seen[folded, default: 0] += 1 }
    }
    let results = try run(items, all) { item throws(Rejection) in
      try call.attempt(nil) { () throws(Rejection) in
        guard item.object.lowercased() == definition.name.lowercased() else {
          throw Rejection("INVALID_TYPE", "The records of an upsert are all of type \(definition.name)")
        }
        guard let value = item.fields.folded(key), !value.isNull, value != "" else {
          // With the id as the key, a record without one is new.
          if position == 0 {
            return (try call.writer.create(definition.name, item.fields.without("Id"), in: &call.world.org.store), true)
          }
          throw Rejection("MISSING_ARGUMENT", "\(key) not specified", fields: [key])
        }
        if let folded = table.key(position, value), seen[folded, default: 0] > 1 {
          throw Rejection("DUPLICATE_VALUE", "Duplicate external id specified: \(value.string ?? value.json)", fields: [key])
        }
        return try upsert(item, position, value, table)
      }
    }
    return .json(.array(results)).noting(.upsert, definition.name, records: items.count)
  }

  private func upsert(_ item: Item, _ position: Int, _ value: SandboxValue, _ table: Table) throws(Rejection) -> (id: String, created: Bool?) {
    var key = value
    if position == 0 { key = .string(RecordID.canonical(value.string ?? "") ?? "") }
    let found = table.find(position, key).map { table[$0] }.filter { !$0.isDeleted }
    guard found.count <= 1 else {
      throw Rejection(
        "DUPLICATE_EXTERNAL_ID",
        "\(table.definition.fields[position].name): more than one record found for external id field: [\(found.map(\.id).joined(separator: ", "))]")
    }
    let fields = position == 0 ? item.fields.without("Id") : item.fields
    guard let row = found.first else {
      guard position != 0 else { throw Rejection("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id") }
      return (try call.writer.create(table.definition.name, fields, in: &call.world.org.store), true)
    }
    try call.writer.update(table.definition.name, row.id, fields, in: &call.world.org.store)
    return (row.id, false)
  }

  private func delete() throws(Rejection) -> Reply {
    let ids = list("ids")
    try limit(ids.count)
    let all = call.request.parameter("allOrNone")?.lowercased() == "true"
    let results = try run(ids, all) { id throws(Rejection) in
      try call.attempt(id) { () throws(Rejection) in
        guard let full = RecordID.canonical(id), let table = call.world.org.store.table(ofID: full) else {
          throw Rejection("MALFORMED_ID", "malformed id \(id)")
        }
        try call.writer.delete(table.definition.name, full, in: &call.world.org.store)
        return (full, nil)
      }
    }
    let object = ids.first.flatMap { call.world.org.store.table(ofID: $0)?.definition.name }
    return .json(.array(results)).noting(.delete, object, records: ids.count)
  }

  // Records that are not there come back as null, in the order of the ids.
  private func read(ids: [String], fields: [String]) throws(Rejection) -> Reply {
    let definition = try call.object(path[0]).definition
    guard ids.count <= 2000 else {
      throw Rejection("EXCEEDED_ID_LIMIT", "record limit reached. cannot retrieve more than 2000 records: \(ids.count)")
    }
    guard !fields.isEmpty else { throw Rejection("MISSING_ARGUMENT", "The fields to retrieve are not specified") }
    var positions: [Int] = []
    for name in fields {
      guard let position = definition.position(of: name) else {
        throw Rejection("INVALID_FIELD", "No such column '\(name)' on sobject of type \(definition.name)")
      }
      positions.append(position)
    }
    let store = call.world.org.store
    let records = ids.map { id -> SandboxValue in
      guard let full = RecordID.canonical(id), full.hasPrefix(definition.keyPrefix), let row = store.row(full), !row.isDeleted else { return .null }
      return RecordJSON.record(row, of: definition, fields: positions.contains(0) ? positions : positions + [0], store, call.version.text)
    }
    return .json(.array(records)).noting(.retrieve, definition.name, records: records.count { !$0.isNull })
  }
}
