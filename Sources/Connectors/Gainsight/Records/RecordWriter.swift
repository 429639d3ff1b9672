import CEL
import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

/// The bodies of writes: a path names a referred record through the `lookups` block.
struct RecordWriter {
  let fields: [String: FieldSchema]
  /// Object that a reference field leads to, by the field's name.
  let references: [String: String]

  /// A value as its field takes it.
  func value(_ name: String, _ value: Value) -> Value { fields[name]?.writing(value) ?? FieldSchema.untyped(value) }

  /// `{"records": […]}`. Reference 3.4: at most 50 records, all or none.
  func body(_ records: [WriteRecord], identity: String) throws(CallFailure) -> [UInt8] {
    var lookups = LookupBlock(references)
    var json = JSONWriter()
    json.beginObject()
    json.key("records")
    json.beginArray()
    for record in records {
      json.beginObject()
      if let id = record.id {
        json.key(identity)
        json.string(id)
      }
      for (name, value) in record.fields {
        let wire = self.value(name, value)
        json.key(try lookups.key(try FieldPath(name), isNull: wire.isNull))
        wire.writeJSON(into: &json)
      }
      json.endObject()
    }
    json.endArray()
    try lookups.write(&json)
    json.endObject()
    return json.bytes
  }
}
