import CEL
import Schema

/// Values in the one form in which the engine compares them.
enum Canonical {
  /// Text that is the same for values that mean the same: whole numbers of every type, `""` and null.
  static func text(_ value: Value) -> String {
    switch value {
    case .null, .optional(nil): return "null"
    case .string(let text): return text.isEmpty ? "null" : "s" + text
    case .bool(let flag): return flag ? "true" : "false"
    case .int, .uint, .double: return "n" + (value.asDouble ?? 0).description
    case .timestamp(let time): return "t" + time.description
    case .list(let list): return "[" + list.elements.map(text).joined(separator: ",") + "]"
    default: return "j" + value.jsonText
    }
  }

  /// What the journal keeps of a value that it need not give back.
  static func hash(_ value: Value) -> String { Digest.hex([text(value)]) }

  /// Do two values of a field mean the same?
  static func same(_ a: Value, _ b: Value, _ schema: FieldSchema?) -> Bool {
    guard let schema else { return text(a) == text(b) }
    return text(schema.canonical(a)) == text(schema.canonical(b))
  }
}
