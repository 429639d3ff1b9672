extension Function {
  /// Functions over all characters of text.
  static let casing: [Function] = [
    Function("lowerAscii", [.member("string_lower_ascii", [.string], .string) { text in mapped(text) { (65...90).contains($0) ? $0 | 0x20 : $0 } }]),
    Function("upperAscii", [.member("string_upper_ascii", [.string], .string) { text in mapped(text) { (97...122).contains($0) ? $0 & 0xDF : $0 } }]),
    Function("trim", [.member("string_trim", [.string], .string) { text in .string(String(Lenient.trimmed(text.asString ?? ""))) }]),
    Function(
      "reverse",
      [
        .member("string_reverse", [.string], .string) { text in
          var reversed = String.UnicodeScalarView()
          reversed.append(contentsOf: (text.asString ?? "").unicodeScalars.reversed())
          return .string(String(reversed))
        }
      ]),
    Function("strings.quote", [.global("strings_quote", [.string], .string) { text in .string(quoted(text.asString ?? "")) }]),
  ]

  private static func mapped(_ text: Value, _ change: (UInt8) -> UInt8) -> Value {
    .string(String(decoding: (text.asString ?? "").utf8.lazy.map(change), as: UTF8.self))
  }

  /// As a literal, its quotes included.
  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{07}": out += "\\a"
      case "\u{08}": out += "\\b"
      case "\u{0C}": out += "\\f"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{0B}": out += "\\v"
      case "\\": out += "\\\\"
      case "\"": out += "\\\""
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
