internal import CEL
internal import JSON
internal import OrderedCollections

/// Values as objects of one key that names their type.
enum Tagged {
  static func write(_ value: Value, into writer: inout JSONWriter) {
    writer.beginObject()
    defer { writer.endObject() }
    switch value {
    case .null:
      writer.key("null")
      writer.null()
    case .bool(let flag):
      writer.key("bool")
      writer.bool(flag)
    case .int(let number): text("int", String(number), &writer)
    case .uint(let number): text("uint", String(number), &writer)
    case .double(let number): text("double", double(number), &writer)
    case .string(let string): text("string", string, &writer)
    case .bytes(let bytes): text("bytes", Base64.encode(bytes), &writer)
    case .timestamp(let time): text("timestamp", time.description, &writer)
    case .duration(let span): text("duration", span.description, &writer)
    case .type(let type): text("type", type.name, &writer)
    case .list(let list):
      writer.key("list")
      writer.beginArray()
      for element in list.elements { write(element, into: &writer) }
      writer.endArray()
    case .map(let map):
      writer.key("map")
      writer.beginArray()
      for entry in map.entries {
        writer.beginArray()
        write(entry.key, into: &writer)
        write(entry.value, into: &writer)
        writer.endArray()
      }
      writer.endArray()
    case .optional(let inner):
      writer.key("optional")
      if let inner { write(inner, into: &writer) } else { writer.null() }
    case .opaque(let value): text("opaque", value.content.type.name, &writer)
    case .error(let error): text("error", error.message, &writer)
    }
  }

  private static func text(_ tag: String, _ text: String, _ writer: inout JSONWriter) {
    writer.key(tag)
    writer.string(text)
  }

  private static func double(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    return "\(number)"
  }

  static func read(_ tagged: Value) throws(CaseError) -> Value {
    guard let (tag, content) = tagged.asRecord?.elements.first else { throw CaseError(message: "A value has no tag.") }
    let text = content.asString ?? ""
    let value: Value? =
      switch tag {
      case "null": .null
      case "bool": content
      case "int": Int64(text).map(Value.int)
      case "uint": UInt64(text).map(Value.uint)
      case "double": Double(text).map(Value.double)
      case "string": content
      case "bytes": Base64.decode(text).map(Value.bytes)
      case "timestamp": Timestamp(text).map(Value.timestamp)
      case "duration": Timespan(text).map(Value.duration)
      case "type": .type(try TypeText.type(text))
      case "optional": content.isNull ? .optional(nil) : .optional(try read(content))
      case "list": .list(try (content.asList ?? []).map { (element) throws(CaseError) in try read(element) })
      case "map": try map(content)
      default: nil
      }
    guard let value else { throw CaseError(message: "`\(tag)` cannot hold \(content).") }
    return value
  }

  private static func map(_ pairs: Value) throws(CaseError) -> Value {
    var entries: [(key: Value, value: Value)] = []
    for pair in pairs.asList ?? [] {
      guard let parts = pair.asList, parts.count == 2 else { throw CaseError(message: "A map's entry is no pair.") }
      entries.append((try read(parts[0]), try read(parts[1])))
    }
    return .map(MapValue(entries))
  }
}
