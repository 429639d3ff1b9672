/// As much of XML as the sandbox's requests have: elements found by their local names, and text.
enum XMLText {
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }

  /// The text of the first element with this local name.
  static func element(_ name: String, in xml: String) -> String? { elements(name, in: xml).first.map { unescaped($0) } }

  /// The inner XML of all elements with this local name, in order.
  static func elements(_ name: String, in xml: String) -> [String] {
    var result: [String] = []
    var rest = xml[...]
    while let open = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: open)...]
      let tag = rest.prefix { $0 != ">" && $0 != " " && $0 != "/" && !$0.isNewline }
      guard tag.split(separator: ":").last.map(String.init) == name, let close = rest.firstIndex(of: ">") else { continue }
      if rest[..<close].last == "/" {
        result.append("")
        continue
      }
      let inner = rest[rest.index(after: close)...]
      guard let end = inner.firstRange(of: "</\(tag)>") else { continue }
      result.append(String(inner[..<end.lowerBound]))
      rest = inner[end.upperBound...]
    }
    return result
  }

  static func unescaped(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[start...]
      guard let end = rest.firstIndex(of: ";"), let character = character(rest[rest.index(after: start)..<end]) else {
        result.append("&")
        rest = rest.dropFirst()
        continue
      }
      result.append(character)
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func character(_ entity: Substring) -> Character? {
    switch entity {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard entity.first == "#" else { return nil }
      let digits = entity.dropFirst()
      let code = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return code.flatMap(Unicode.Scalar.init).map(Character.init)
    }
  }
}
