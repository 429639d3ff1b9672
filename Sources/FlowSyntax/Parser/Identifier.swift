/// Names that formulas can use.
enum Identifier {
  static func isValid(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 100, first == UInt8(ascii: "_") || isLetter(first) else { return false }
    return name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || isLetter($0) || (48...57).contains($0) }
  }

  /// True for CEL's own words and for the variables that every formula has.
  static func isReserved(_ name: String) -> Bool { reserved.contains(name) }

  private static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop", "namespace", "null",
    "package", "return", "true", "var", "void", "while", "event", "row", "body", "was", "now", "today", "settings", "tables", "outcome",
  ]

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
}
