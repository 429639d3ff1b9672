/// `/sobjects` and what is below it (salesforce.md 2.1 to 2.4, 7.3).
struct SObjectResource {
  let call: DataCall
  let path: [String]

  private var store: RecordStore { call.world.org.store }
  private var method: String {
    call.request.method == "POST" ? call.request.parameter("_HttpMethod")?.uppercased() ?? "POST" : call.request.method
  }

  func reply() throws(Rejection) -> Reply {
    guard let name = path.first else { return try DescribeResource(call: call).global() }
    let table = try call.object(name)
    switch path.count {
    case 1: return try object(table)
    case 2:
      switch path[1].lowercased() {
      case "describe":
        guard method == "GET" || method == "HEAD" else { throw call.notAllowed("GET,HEAD") }
        return try DescribeResource(call: call).object(table.definition)
      case "updated", "deleted": return try ReplicationResource(call: call, table: table).reply(isDeleted: path[1].lowercased() == "deleted")
      case "id" where method == "POST": return try create(table)
      default: return try row(table, path[1])
      }
    case 3 where path[1].lowercased() == "describe": return try LayoutResource(call: call, definition: table.definition).reply(path[2], nil)
    case 3 where path[2].lowercased() == "password" && table.definition.name == "User": return try password(path[1])
    case 3: return try external(table)
    case 4 where path[1].lowercased() == "describe": return try LayoutResource(call: call, definition: table.definition).reply(path[2], path[3])
    default: throw Rejection("NOT_FOUND", "The requested resource does not exist")
    }
  }

  private func object(_ table: Table) throws(Rejection) -> Reply {
    switch method {
    case "POST": return try create(table)
    case "GET", "HEAD":
      // salesforce.md 2.1: basic information and recent items, not the describe.
      let recent = table.rows.suffix(10).reversed().filter { !$0.isDeleted }.map { row in
        RecordJSON.record(row, of: table.definition, fields: [0] + (table.definition.nameField.map { [$0] } ?? []), store, call.version.text)
      }
      let describe = DescribeResource(call: call).summary(table.definition)
      return .json(["objectDescribe": describe, "recentItems": .array(Array(recent))]).noting(.describe, table.definition.name)
    default: throw call.notAllowed("GET,HEAD,POST")
    }
  }

  private func create(_ table: Table) throws(Rejection) -> Reply {
    let name = table.definition.name
    let fields = try call.jsonObject()
    guard fields.folded("Id") == nil else {
      throw Rejection("INVALID_FIELD_FOR_INSERT_UPDATE", "cannot specify Id in an insert call", fields: ["Id"])
    }
    let id = try call.attempt(nil) { () throws(Rejection) in try call.writer.create(name, fields, in: &call.world.org.store) }
    return .json(["id": .string(id), "success": true, "errors": []], status: 201)
      .with(header: "Location", RecordJSON.url(name, id, call.version.text)).noting(.create, name, records: 1)
  }

  private func row(_ table: Table, _ text: String) throws(Rejection) -> Reply {
    let definition = table.definition
    guard let id = RecordID.canonical(text), id.hasPrefix(definition.keyPrefix) else {
      throw Rejection("NOT_FOUND", "Provided external ID field does not exist or is not accessible: \(text)")
    }
    switch method {
    case "GET", "HEAD": return try read(definition, id)
    case "PATCH": return try update(definition, id)
    case "DELETE":
      try addressed { () throws(Rejection) in
        try call.attempt(id) { () throws(Rejection) in try call.writer.delete(definition.name, id, in: &call.world.org.store) }
      }
      return Reply.empty(204).noting(.delete, definition.name, records: 1)
    default: throw call.notAllowed("GET,HEAD,PATCH,DELETE")
    }
  }

  // salesforce.md 5.2: INVALID_CROSS_REFERENCE_KEY is 404 when the record in the URL does not exist.
  private func addressed<Result>(_ body: () throws(Rejection) -> Result) throws(Rejection) -> Result {
    do throws(Rejection) { return try body() } catch {
      var error = error
      if error.errors.first?.code == "INVALID_CROSS_REFERENCE_KEY", error.errors.first?.fields.isEmpty == true { error.status = 404 }
      throw error
    }
  }

  private func read(_ definition: ObjectDefinition, _ id: String) throws(Rejection) -> Reply {
    guard let row = store.row(id) else { throw Rejection("NOT_FOUND", "The requested resource does not exist") }
    guard !row.isDeleted else { throw Rejection("ENTITY_IS_DELETED", "entity is deleted") }
    if let early = try Preconditions(call.request).check(definition, row, isWrite: false) { return early }
    let positions = try call.chosenFields(definition)
    let reply = Reply.json(RecordJSON.record(row, of: definition, fields: positions, store, call.version.text))
    return Preconditions.stamped(reply, definition, row).noting(.retrieve, definition.name, records: 1)
  }

  private func update(_ definition: ObjectDefinition, _ id: String) throws(Rejection) -> Reply {
    let fields = try call.jsonObject()
    guard fields.folded("Id") == nil else {
      throw Rejection("INVALID_FIELD", "The Id field should not be specified in the sobject data.")
    }
    try addressed { () throws(Rejection) in
      let full = try call.writer.existing(definition, id, in: store)
      if let row = store.row(full) { _ = try Preconditions(call.request).check(definition, row, isWrite: true) }
      try call.attempt(id) { () throws(Rejection) in try call.writer.update(definition.name, id, fields, in: &call.world.org.store) }
    }
    return Reply.empty(204).noting(.update, definition.name, records: 1)
  }

  // The password itself is not kept: the sandbox's logins are its configuration's.
  private func password(_ text: String) throws(Rejection) -> Reply {
    guard let id = RecordID.canonical(text), store.row(id) != nil else { throw Rejection("NOT_FOUND", "The requested resource does not exist") }
    switch method {
    case "GET", "HEAD": return .json(["isExpired": false]).noting(.retrieve, "User")
    case "POST":
      guard try call.jsonObject()["NewPassword"]?.string?.isEmpty == false else {
        throw Rejection("INVALID_NEW_PASSWORD", "Your password cannot be empty")
      }
      return Reply.empty(204).noting(.update, "User", records: 1)
    case "DELETE": return .json(["NewPassword": .string(SHA256Digest.hex("\(id)/\(call.world.now.milliseconds)").prefix(12).description)])
    default: throw call.notAllowed("GET,HEAD,POST,DELETE")
    }
  }

  private func external(_ table: Table) throws(Rejection) -> Reply {
    guard path[2].lowercased() != "describe" else { throw Rejection("NOT_FOUND", "The requested resource does not exist") }
    return try ExternalIDResource(call: call, table: table, field: path[1], value: path[2], method: method).reply()
  }
}
