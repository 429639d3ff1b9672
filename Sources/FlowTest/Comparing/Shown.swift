public import CEL
import FlowSyntax
import JSON

/// Values as failures show them, and as test files write them.
public enum Shown {
  /// `"text"`, `42`, `null`.
  public static func text(_ value: Value) -> String {
    switch value {
    case .null, .optional(nil): return "null"
    case .int, .uint, .double: return Lenient.printed(value)
    case .timestamp(let time): return time.description
    case .list(let list): return "[" + list.elements.map(text).joined(separator: ", ") + "]"
    default:
      if let record = value.asRecord { return "{ " + record.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ") + " }" }
      return value.jsonText
    }
  }

  /// As a scalar or collection of YAML in braces.
  static func yaml(_ value: Value) -> String {
    switch value {
    case .null, .optional(nil): return "null"
    case .bool(let flag): return flag ? "true" : "false"
    case .int, .uint, .double: return Lenient.printed(value)
    case .timestamp(let time): return "\"\(time)\""
    case .string(let text): return scalar(text)
    case .list(let list): return "[" + list.elements.map(yaml).joined(separator: ", ") + "]"
    default:
      if let record = value.asRecord { return "{ " + record.map { "\(scalar($0.key)): \(yaml($0.value))" }.joined(separator: ", ") + " }" }
      return value.jsonText
    }
  }

  /// Text plain where it reads back as itself everywhere, quoted otherwise.
  static func scalar(_ text: String) -> String {
    let plain =
      !text.isEmpty && text.utf8.allSatisfy { isPlain($0) } && !text.hasPrefix(" ") && !text.hasSuffix(" ")
      && !["true", "false", "null", "~"].contains(text.lowercased()) && isWordLike(text)
    if plain { return text }
    var writer = JSONWriter()
    writer.string(text.split(separator: "${", omittingEmptySubsequences: false).joined(separator: "$${"))
    let quoted = writer.text
    return text.hasPrefix("=") ? "\"\\\\" + quoted.dropFirst() : quoted
  }

  private static func isWordLike(_ text: String) -> Bool {
    // Numbers and what begins like one are quoted, ids with letters are not.
    guard let first = text.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: ".") else { return false }
    return Double(text) == nil || text.utf8.contains { (65...90).contains($0) && $0 != 69 || (97...122).contains($0) && $0 != 101 }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [32, 45, 46, 95].contains(byte)
  }
}
