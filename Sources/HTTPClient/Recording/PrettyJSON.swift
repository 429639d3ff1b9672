import CEL
import JSON

/// JSON over several lines, two blanks a level; characters that YAML would refuse are escaped.
enum PrettyJSON {
  static func text(_ value: Value, sorted: Bool = false) -> String {
    var out = ""
    write(value, indent: "", sorted: sorted, into: &out)
    return out
  }

  private static func write(_ value: Value, indent: String, sorted: Bool, into out: inout String) {
    let inner = indent + "  "
    switch value {
    case .list(let list) where !list.isEmpty:
      out += "[\n"
      for (index, element) in list.elements.enumerated() {
        out += inner
        write(element, indent: inner, sorted: sorted, into: &out)
        out += index + 1 < list.count ? ",\n" : "\n"
      }
      out += indent + "]"
    case .map(let map) where !map.isEmpty:
      var entries = map.entries.map { (key: $0.key.asString ?? "", value: $0.value) }
      if sorted { entries.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } }
      out += "{\n"
      for (index, entry) in entries.enumerated() {
        out += inner + quoted(entry.key) + ": "
        write(entry.value, indent: inner, sorted: sorted, into: &out)
        out += index + 1 < entries.count ? ",\n" : "\n"
      }
      out += indent + "}"
    case .string(let text): out += quoted(text)
    default: out += value.jsonText
    }
  }

  /// A JSON string that is a double-quoted YAML scalar too.
  static func quoted(_ text: String) -> String {
    let json = Value.string(text).jsonText
    guard !json.unicodeScalars.allSatisfy(isPrintable) else { return json }
    var out = ""
    for scalar in json.unicodeScalars {
      if isPrintable(scalar) {
        out.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      }
    }
    return out
  }

  /// What a YAML file may hold as it is, line and paragraph separators left out.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x1_0000...0x10_FFFF: true
    default: false
    }
  }
}
