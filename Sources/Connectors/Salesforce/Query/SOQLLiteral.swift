import CEL
import ConnectorKit
import Schema

/// Values as SOQL spells them. Reference 3.3.
enum SOQLLiteral {
  /// The longest text that a field which can be filtered holds; a longer key is carried by no record.
  static let longestText = 1_300

  /// The literal that `field = …` compares with; nil when no record's field can equal the value, so that the query would only be refused.
  static func of(_ value: Value, for field: FieldSchema?) -> String? {
    guard let field else { return untyped(value) }
    switch field.type {
    case .boolean: return flag(value)
    case .integer, .number, .currency, .percent: return Lenient.number(value).flatMap(number)
    case .date: return TimeText.read(value).map(TimeText.date)
    case .datetime: return TimeText.read(value).map(moment)
    default:
      if field.form == .salesforceID { return value.asString.flatMap(SalesforceID.eighteen).map(text) }
      return Lenient.text(value).asString.flatMap(sendable)
    }
  }

  private static func untyped(_ value: Value) -> String? {
    switch value {
    case .bool: flag(value)
    case .int, .uint, .double: value.asDouble.flatMap(number)
    case .timestamp(let time): moment(time)
    default: Lenient.text(value).asString.flatMap(sendable)
    }
  }

  /// Text in quotes, with everything escaped that could end them.
  static func text(_ text: String) -> String {
    "'\(escaped(text))'"
  }

  /// A `LIKE` pattern in quotes.
  static func pattern(_ parts: [PatternPart]) -> String {
    let inner = parts.map { part in
      switch part {
      case .anything: "%"
      case .oneCharacter: "_"
      case .text(let text):
        String(escaped(text).flatMap { $0 == "%" || $0 == "_" ? ["\\", $0] : [$0] })
      }
    }
    return "'\(inner.joined())'"
  }

  enum PatternPart: Equatable { case anything, oneCharacter, text(String) }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "'": out += "\\'"
      case "\"": out += "\\\""
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{8}": out += "\\b"
      case "\u{C}": out += "\\f"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        out += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private static func sendable(_ text: String) -> String? {
    guard !text.isEmpty, text.utf16.count <= longestText, !text.unicodeScalars.contains("\0") else { return nil }
    return self.text(text)
  }

  private static func flag(_ value: Value) -> String? {
    switch value {
    case .bool(let flag): flag ? "TRUE" : "FALSE"
    case .string("true"): "TRUE"
    case .string("false"): "FALSE"
    default: nil
    }
  }

  private static func number(_ number: Double) -> String? {
    if let whole = Int64(exactly: number) { return String(whole) }
    let text = number.description
    // Beyond what any field holds Swift writes an exponent or "inf", which SOQL does not read.
    return text.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" } ? text : nil
  }

  /// A moment, with milliseconds where it has any.
  static func moment(_ time: Timestamp) -> String {
    time.nanos < 1_000_000 ? TimeText.second(time) : TimeText.moment(time)
  }
}
