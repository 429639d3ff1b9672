/// `/sobjects/{T}/{field}/{value}` (salesforce.md 2.2).
struct ExternalIDResource {
  let call: DataCall
  let table: Table
  let field: String
  let value: String
  let method: String

  private var definition: ObjectDefinition { table.definition }

  func reply() throws(Rejection) -> Reply {
    guard let position = definition.position(of: field), definition.fields[position].externalId || definition.fields[position].idLookup else {
      // A relationship: `/sobjects/Contact/003…/Account`.
      if method == "GET", let related = try related() { return related }
      throw Rejection("NOT_FOUND", "Provided external ID field does not exist or is not accessible: \(field)")
    }
    let key: SandboxValue = .string(position == 0 ? RecordID.canonical(value) ?? value : value)
    let found = table.find(position, key).map { table[$0] }.filter { !$0.isDeleted }
    if found.count > 1 {
      let urls = found.map { SandboxValue.string(RecordJSON.url(definition.name, $0.id, call.version.text)) }
      return .json(.array(urls), status: 300).noting(method == "GET" ? .retrieve : .upsert, definition.name, records: 0)
    }
    switch method {
    case "GET", "HEAD":
      guard let row = found.first else { throw Rejection("NOT_FOUND", "The requested resource does not exist") }
      if let early = try Preconditions(call.request).check(definition, row, isWrite: false) { return early }
      let positions = try call.chosenFields(definition)
      let reply = Reply.json(RecordJSON.record(row, of: definition, fields: positions, call.world.org.store, call.version.text))
      return Preconditions.stamped(reply, definition, row).noting(.retrieve, definition.name, records: 1)
    case "PATCH": return try upsert(position, found.first)
    case "DELETE":
      guard let row = found.first else { throw Rejection("NOT_FOUND", "The requested resource does not exist") }
      try call.attempt(row.id) { () throws(Rejection) in try call.writer.delete(definition.name, row.id, in: &call.world.org.store) }
      return Reply.empty(204).noting(.delete, definition.name, records: 1)
    default: throw call.notAllowed("GET,PATCH,DELETE")
    }
  }

  private func upsert(_ position: Int, _ row: Row?) throws(Rejection) -> Reply {
    var fields = try call.jsonObject()
    let name = definition.fields[position].name
    if fields.folded(name) != nil {
      throw Rejection("INVALID_FIELD", "The \(name) field should not be specified in the sobject data.")
    }
    if let row {
      try call.attempt(row.id) { () throws(Rejection) in try call.writer.update(definition.name, row.id, fields, in: &call.world.org.store) }
      guard call.version.number >= 46 else { return Reply.empty(204).noting(.upsert, definition.name, records: 1) }
      return .json(["id": .string(row.id), "success": true, "errors": [], "created": false]).noting(.upsert, definition.name, records: 1)
    }
    guard call.request.parameter("updateOnly")?.lowercased() != "true", position != 0 else {
      throw Rejection("NOT_FOUND", "The requested resource does not exist")
    }
    fields[name] = .string(value)
    let created = fields
    let id = try call.attempt(nil) { () throws(Rejection) in try call.writer.create(definition.name, created, in: &call.world.org.store) }
    return .json(["id": .string(id), "success": true, "errors": [], "created": true], status: 201)
      .with(header: "Location", RecordJSON.url(definition.name, id, call.version.text)).noting(.upsert, definition.name, records: 1)
  }

  private func related() throws(Rejection) -> Reply? {
    guard let id = RecordID.canonical(field), let row = call.world.org.store.row(id) else { return nil }
    guard let position = definition.relation(value) else { return try children(of: id) }
    guard let parent = row.values[position].string, let target = call.world.org.store.row(parent),
      let definition = call.world.org.store.table(ofID: parent)?.definition
    else { throw Rejection("NOT_FOUND", "The requested resource does not exist") }
    let positions = try call.chosenFields(definition)
    return .json(RecordJSON.record(target, of: definition, fields: positions, call.world.org.store, call.version.text))
      .noting(.retrieve, definition.name, records: 1)
  }

  /// `/sobjects/Account/001…/Contacts`: the answer of a query, with its pages.
  private func children(of id: String) throws(Rejection) -> Reply? {
    let relation = SalesforceSchema.children[definition.name]?.first { $0.field.childRelationship?.lowercased() == value.lowercased() }
    guard let relation, let child = call.world.org.store.table(relation.object)?.definition else { return nil }
    let positions = try call.chosenFields(child) ?? Array(child.fields.indices)
    let names = positions.map { child.fields[$0].name }.joined(separator: ", ")
    return try QueryResource(call: call, includesDeleted: false)
      .run("SELECT \(names) FROM \(child.name) WHERE \(relation.field.name) = '\(id)'")
  }
}
