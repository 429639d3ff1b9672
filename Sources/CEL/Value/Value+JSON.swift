public import JSON
internal import OrderedCollections

extension Value {
  /// The value of a JSON node. Scalars are read now, arrays and objects when asked for.
  public init(_ node: JSONNode) {
    switch node.kind {
    case .null: self = .null
    case .bool: self = .bool(node.bool)
    case .int: self = .int(node.int)
    case .uint: self = .uint(node.uint)
    case .double: self = .double(node.double)
    case .string: self = .string(node.string)
    case .array: self = .list(.json(node))
    case .object: self = .map(.json(node))
    }
  }

  /// Reads one JSON value.
  public init(json text: String) throws(JSONError) { self.init(try JSONDocument(text).root) }

  /// Reads one JSON value.
  public init(json bytes: [UInt8]) throws(JSONError) { self.init(try JSONDocument(bytes).root) }

  /// The value as JSON: keys in their order, times as RFC 3339, durations as `1.5s`, bytes in base64, an absent optional and an error as null.
  public func writeJSON(into writer: inout JSONWriter) {
    switch self {
    case .null, .error, .optional(nil): writer.null()
    case .bool(let value): writer.bool(value)
    case .int(let value): writer.int(value)
    case .uint(let value): writer.uint(value)
    case .double(let value): writer.double(value)
    case .string(let value): writer.string(value)
    case .bytes(let value): writer.string(Base64.encode(value))
    case .timestamp(let value): writer.string(value.description)
    case .duration(let value): writer.string(value.description)
    case .type(let value): writer.string(value.description)
    case .opaque(let value): writer.string(value.content.type.description)
    case .optional(let value?): value.writeJSON(into: &writer)
    case .list(.json(let node)), .map(.json(let node)): writer.node(node)
    case .list(.array(let elements)):
      writer.beginArray()
      for element in elements { element.writeJSON(into: &writer) }
      writer.endArray()
    case .map(.record(let box)):
      writer.beginObject()
      for (key, value) in box.record {
        writer.key(key)
        value.writeJSON(into: &writer)
      }
      writer.endObject()
    case .map(.table(let table)):
      writer.beginObject()
      for entry in table.entries {
        writer.key(entry.key.keyText)
        entry.value.writeJSON(into: &writer)
      }
      writer.endObject()
    }
  }

  /// The value as JSON text.
  public var jsonText: String {
    var writer = JSONWriter()
    writeJSON(into: &writer)
    return writer.text
  }

  private var keyText: String { asString ?? jsonText }
}
