import CEL
import JSON

/// The body of an object query. Reference 3.3: `value` is always an array, `expression` is flat, `limit` is always sent.
struct ObjectQuery {
  struct Condition {
    var field: String
    var comparison: String
    var values: [Value]
  }

  enum Join: String { case and = " AND ", or = " OR " }

  var select: [String]
  var conditions: [Condition] = []
  var join = Join.and
  /// In this order, ascending.
  var order: [String] = []
  var offset = 0

  static let pageSize = 5_000

  var body: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("select")
    json.beginArray()
    for field in select { json.string(field) }
    json.endArray()
    if !conditions.isEmpty { writeWhere(&json) }
    if !order.isEmpty {
      json.key("orderBy")
      json.beginObject()
      for field in order {
        json.key(field)
        json.string("asc")
      }
      json.endObject()
    }
    json.key("limit")
    json.int(Int64(Self.pageSize))
    json.key("offset")
    json.int(Int64(offset))
    json.endObject()
    return json.bytes
  }

  private func writeWhere(_ json: inout JSONWriter) {
    json.key("where")
    json.beginObject()
    json.key("conditions")
    json.beginArray()
    for (index, condition) in conditions.enumerated() {
      json.beginObject()
      json.key("name")
      json.string(condition.field)
      json.key("alias")
      json.string(Self.alias(index))
      json.key("operator")
      json.string(condition.comparison)
      json.key("value")
      json.beginArray()
      for value in condition.values { value.writeJSON(into: &json) }
      json.endArray()
      json.endObject()
    }
    json.endArray()
    json.key("expression")
    json.string(conditions.indices.map(Self.alias).joined(separator: join.rawValue))
    json.endObject()
  }

  /// A to Z, then AA to ZZ.
  static func alias(_ index: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return index < 26 ? String(letters[index]) : "\(letters[index / 26 - 1])\(letters[index % 26])"
  }
}
