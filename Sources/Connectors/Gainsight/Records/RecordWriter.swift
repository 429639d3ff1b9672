import CEL
import Calls
import ConnectorKit
import JSON
import OrderedCollections
import Schema

/// The body of an insert or update. Reference 3.4: at most 50 records, all or none; a path names a referred record through the `lookups` block.
struct RecordWriter {
  let fields: [String: FieldSchema]
  /// Object that a reference field leads to, by the field's name.
  let references: [String: String]

  func body(_ records: [WriteRecord], identity: String) throws(CallFailure) -> [UInt8] {
    var lookups: OrderedDictionary<String, OrderedDictionary<String, String>> = [:]
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
      for (name, value) in record.fields { try write(name, value, &lookups, &json) }
      json.endObject()
    }
    json.endArray()
    if !lookups.isEmpty { try write(lookups, &json) }
    json.endObject()
    return json.bytes
  }

  private func write(
    _ name: String, _ value: Value, _ lookups: inout OrderedDictionary<String, OrderedDictionary<String, String>>, _ json: inout JSONWriter
  ) throws(CallFailure) {
    let path = try FieldPath(name)
    let wire = fields[name]?.writing(value) ?? FieldSchema.untyped(value)
    switch path.parts.count {
    case 1: json.key(name)
    // No record is named by null, so the reference itself is cleared.
    case 2 where wire.isNull: json.key(path.parts[0])
    case 2:
      let helper = "\(path.parts[0])_\(path.parts[1])"
      lookups[path.parts[0], default: [:]][helper] = path.parts[1]
      json.key(helper)
    default:
      throw CallFailure(
        .rejected, code: "bad_reference", message: "`\(name)` cannot be written: name the referred record by one field of its own, as `Csm.Email`.",
        fields: [name])
    }
    wire.writeJSON(into: &json)
  }

  private func write(
    _ lookups: OrderedDictionary<String, OrderedDictionary<String, String>>, _ json: inout JSONWriter
  ) throws(CallFailure) {
    json.key("lookups")
    json.beginObject()
    for (field, helpers) in lookups {
      guard let object = references[field] else {
        throw CallFailure(.rejected, code: "bad_reference", message: "`\(field)` is no reference, so it has no fields of its own.", fields: [field])
      }
      json.key(field)
      json.beginObject()
      json.key("fields")
      json.beginObject()
      for (helper, target) in helpers {
        json.key(helper)
        json.string(target)
      }
      json.endObject()
      for (key, text) in [("lookupField", "Gsid"), ("objectName", object), ("multiMatchOption", "MARKASERROR"), ("onNoMatch", "ERROR")] {
        json.key(key)
        json.string(text)
      }
      json.endObject()
    }
    json.endObject()
  }
}
