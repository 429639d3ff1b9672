/// Writes one row of a bulk job.
struct BulkRow {
  let world: World
  let writer: RecordWriter
  let operation: String
  let object: String
  let externalField: String?

  struct Done {
    var id: String
    var created: Bool
  }

  /// Runs the row; what fails leaves nothing.
  func run(_ fields: SandboxObject) throws(Rejection) -> Done {
    let mark = world.org.store.mark()
    do throws(Rejection) {
      if let fault = world.recordFault(fields.folded("Id")?.string) { throw Rejection([fault]) }
      return try perform(fields)
    } catch {
      world.org.store.rollBack(to: mark)
      // Text that is no value of its field's type is the row's error here (salesforce.md 5.2).
      guard error.isWholeRequest else { throw error }
      throw Rejection(error.errors.map { RecordError(code: "INVALID_TYPE_ON_FIELD_IN_RECORD", message: $0.message, fields: $0.fields) })
    }
  }

  private func perform(_ fields: SandboxObject) throws(Rejection) -> Done {
    switch operation {
    case "insert": return Done(id: try writer.create(object, fields, in: &world.org.store), created: true)
    case "update":
      let (id, rest) = try identified(fields)
      try writer.update(object, id, rest, in: &world.org.store)
      return Done(id: RecordID.canonical(id) ?? id, created: false)
    case "delete", "hardDelete":
      let (id, _) = try identified(fields)
      try writer.delete(object, id, isHard: operation == "hardDelete", in: &world.org.store)
      return Done(id: RecordID.canonical(id) ?? id, created: false)
    default: return try upsert(fields)
    }
  }

  private func identified(_ fields: SandboxObject) throws(Rejection) -> (String, SandboxObject) {
    guard let id = fields.folded("Id")?.string else { throw Rejection("MISSING_ARGUMENT", "Id not specified in an update call", fields: ["Id"]) }
    return (id, fields.without("Id"))
  }

  private func upsert(_ fields: SandboxObject) throws(Rejection) -> Done {
    let name = externalField ?? "Id"
    guard let table = world.org.store.table(object), let position = table.definition.position(of: name) else {
      throw Rejection("INVALID_FIELD", "No such column '\(name)' on sobject of type \(object)")
    }
    guard let key = fields.folded(name)?.string, !key.isEmpty else {
      if position == 0 { return Done(id: try writer.create(object, fields.without("Id"), in: &world.org.store), created: true) }
      throw Rejection("MISSING_ARGUMENT", "\(name) not specified", fields: [name])
    }
    let sought = position == 0 ? RecordID.canonical(key) ?? key : key
    let found = table.find(position, .string(sought)).map { table[$0] }.filter { !$0.isDeleted }
    guard found.count <= 1 else {
      throw Rejection(
        "DUPLICATE_EXTERNAL_ID", "\(name): more than one record found for external id field: [\(found.map(\.id).joined(separator: ", "))]")
    }
    let rest = position == 0 ? fields.without("Id") : fields
    guard let row = found.first else {
      guard position != 0 else { throw Rejection("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id") }
      return Done(id: try writer.create(object, rest, in: &world.org.store), created: true)
    }
    try writer.update(object, row.id, rest, in: &world.org.store)
    return Done(id: row.id, created: false)
  }

  /// The fields of a CSV row: an empty value is left out, `#N/A` is null, `Account.Ext__c` is the parent's key.
  static func fields(_ row: [String], _ header: [String]) -> SandboxObject {
    var fields = SandboxObject()
    for (name, text) in zip(header, row) where !text.isEmpty {
      let value: SandboxValue =
        text == "#N/A" ? .null : .string(text.lowercased() == "true" || text.lowercased() == "false" ? text.lowercased() : text)
      let path = name.split(separator: ".", maxSplits: 1).map(String.init)
      if path.count == 2 {
        fields.append(path[0], .object(SandboxObject([(path[1], value)])))
      } else {
        fields.append(name, value)
      }
    }
    return fields
  }
}
