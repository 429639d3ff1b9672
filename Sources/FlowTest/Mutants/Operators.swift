/// The operators of a formula, and what each becomes.
enum Operators {
  private static let pairs: [(String, String)] = [
    ("==", "!="), ("!=", "=="), ("<=", ">"), (">=", "<"), ("&&", "||"), ("||", "&&"), ("<", ">="), (">", "<="),
  ]

  /// One change each, with its name: `== 2` is the second `==`. Texts in quotes are left alone.
  static func changes(_ formula: String) -> [(detail: String, text: String)] {
    let bytes = Array(formula.utf8)
    var changes: [(detail: String, text: String)] = []
    var counts: [String: Int] = [:]
    var quote: UInt8?
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == UInt8(ascii: "\\") { index += 1 } else if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if let (sign, other) = pairs.first(where: { bytes[index...].starts(with: Array($0.0.utf8)) }) {
        counts[sign, default: 0] += 1
        let text = String(decoding: bytes[..<index] + Array(other.utf8) + bytes[(index + sign.utf8.count)...], as: UTF8.self)
        changes.append(("\(sign)\(counts[sign] == 1 ? "" : " \(counts[sign] ?? 0)")", text))
        index += sign.utf8.count - 1
      }
      index += 1
    }
    return changes
  }
}
