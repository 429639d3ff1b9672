import Calls
import ConnectorKit
import JSON
import OrderedCollections

/// The `lookups` block of a write, by which Gainsight finds ids itself. Reference 3.4.
struct LookupBlock {
  /// Object that a reference field leads to, by the field's name.
  let references: [String: String]
  private var helpers: OrderedDictionary<String, OrderedDictionary<String, String>> = [:]

  init(_ references: [String: String]) { self.references = references }

  /// Notes that `field` is found by `target` of the object it leads to; gives the key under which a record says the value.
  mutating func helper(_ field: String, by target: String) -> String {
    let helper = "\(field)_\(target)"
    helpers[field, default: [:]][helper] = target
    return helper
  }

  /// The key that a path over a reference is written under; the reference itself where it is cleared, since no record is named by null.
  mutating func key(_ path: FieldPath, isNull: Bool) throws(CallFailure) -> String {
    switch path.parts.count {
    case 1: return path.text
    case 2 where isNull: return path.parts[0]
    case 2: return helper(path.parts[0], by: path.parts[1])
    default:
      throw CallFailure(
        .rejected, code: "bad_reference",
        message: "`\(path.text)` cannot be written: name the referred record by one field of its own, as `Csm.Email`.", fields: [path.text])
    }
  }

  /// Writes the block into an object, if anything is looked up.
  func write(_ json: inout JSONWriter) throws(CallFailure) {
    guard !helpers.isEmpty else { return }
    json.key("lookups")
    json.beginObject()
    for (field, helpers) in helpers {
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
      let objectName = ObjectForm.of(object).query
      for (key, text) in [("lookupField", "Gsid"), ("objectName", objectName), ("multiMatchOption", "MARKASERROR"), ("onNoMatch", "ERROR")] {
        json.key(key)
        json.string(text)
      }
      json.endObject()
    }
    json.endObject()
  }
}
