/// Numbers as people and systems write them: decimal digits, no hexadecimal, no `nan`.
enum DecimalText {
  /// The finite number that text spells, blanks at its ends aside; nil for anything else.
  static func number(_ text: String) -> Double? {
    let digits = Lenient.trimmed(text)
    guard let first = digits.utf8.first, digits.utf8.allSatisfy(isPartOfNumber), first != UInt8(ascii: "e"), first != UInt8(ascii: "E"),
      let number = Double(digits), number.isFinite
    else { return nil }
    return number
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// The shortest decimals that read back as the number, never with an exponent: `42`, `1250000`, `0.000001`.
  static func plain(_ number: Double) -> String {
    if number.magnitude < 9_007_199_254_740_992, number == number.rounded(.towardZero) { return String(Int64(number)) }
    let text = number.description
    guard number.isFinite, let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    let sign = number < 0 ? "-" : ""
    let mantissa = text[..<mark].drop { $0 == "-" }
    let parts = mantissa.split(separator: ".")
    var digits = String(parts[0]) + (parts.count > 1 && parts[1] != "0" ? String(parts[1]) : "")
    let point = parts[0].utf8.count + exponent
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.utf8.count { return sign + digits + String(repeating: "0", count: point - digits.utf8.count) }
    digits.insert(".", at: digits.utf8.index(digits.startIndex, offsetBy: point))
    return sign + digits
  }
}
