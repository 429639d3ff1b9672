import CEL
import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

/// The body of a collections request. Reference 4.2: at most 200 records of one type, each failing alone.
struct RecordWriter {
  let object: String
  let fields: [String: FieldSchema]

  func body(_ records: [WriteRecord]) throws(CallFailure) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("allOrNone")
    json.bool(false)
    json.key("records")
    json.beginArray()
    for record in records {
      json.beginObject()
      json.key("attributes")
      json.beginObject()
      json.key("type")
      json.string(object)
      json.endObject()
      if let id = record.id {
        json.key("id")
        json.string(id)
      }
      try write(try tree(record.fields), into: &json)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.bytes
  }

  /// The fields of one record as an object.
  func write(_ record: Record, into json: inout JSONWriter) throws(CallFailure) {
    json.beginObject()
    try write(try tree(record), into: &json)
    json.endObject()
  }

  private indirect enum Branch {
    case leaf(Value)
    case branch(OrderedDictionary<String, Branch>)
  }

  /// A path names a referred record by a unique field, as a nested object: `"Account": {"Ext_Id__c": "A-1"}`. Reference 2.2.
  private func tree(_ record: Record) throws(CallFailure) -> OrderedDictionary<String, Branch> {
    var root: OrderedDictionary<String, Branch> = [:]
    for (name, value) in record {
      let path = try FieldPath(name)
      let json = Self.wire(value, fields[name])
      switch path.parts.count {
      case 1: root[name] = .leaf(json)
      case 2:
        var inner: OrderedDictionary<String, Branch> = [:]
        if case .branch(let there)? = root[path.parts[0]] { inner = there }
        inner[path.parts[1]] = .leaf(json)
        root[path.parts[0]] = .branch(inner)
      default:
        throw CallFailure(
          .rejected, code: "bad_reference",
          message: "`\(name)` cannot be written: name the referred record by one field of its own, as `Account.Ext_Id__c`.",
          fields: [name])
      }
    }
    return root
  }

  /// A value as Salesforce takes it for this field.
  static func wire(_ value: Value, _ field: FieldSchema?) -> Value {
    guard let field else { return FieldSchema.untyped(value) }
    // Reference 2.1: a multi-select picklist is one string.
    if field.type == .multipicklist, let items = value.asList {
      return .string(items.compactMap { Lenient.text($0).asString }.joined(separator: ";"))
    }
    return field.writing(value)
  }

  private func write(_ tree: OrderedDictionary<String, Branch>, into json: inout JSONWriter) throws(CallFailure) {
    for (name, branch) in tree {
      json.key(name)
      switch branch {
      case .leaf(let value): value.writeJSON(into: &json)
      case .branch(let inner):
        json.beginObject()
        try write(inner, into: &json)
        json.endObject()
      }
    }
  }
}
