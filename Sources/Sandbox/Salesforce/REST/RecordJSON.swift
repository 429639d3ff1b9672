/// Records as the REST API writes them (salesforce.md 2.1).
enum RecordJSON {
  static func attributes(_ object: String, _ id: String, _ version: String) -> SandboxValue {
    ["type": .string(object), "url": .string(url(object, id, version))]
  }

  static func url(_ object: String, _ id: String, _ version: String) -> String { "/services/data/\(version)/sobjects/\(object)/\(id)" }

  /// A whole record, or the chosen fields of it.
  static func record(_ row: Row, of definition: ObjectDefinition, fields: [Int]? = nil, _ store: RecordStore, _ version: String) -> SandboxValue {
    var object = SandboxObject([("attributes", attributes(definition.name, row.id, version))])
    for position in fields ?? Array(definition.fields.indices) {
      object.append(definition.fields[position].name, ResolvedField.read(position, of: row, store))
    }
    return .object(object)
  }
}
