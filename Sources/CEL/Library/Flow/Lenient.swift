/// Reads what systems send where a number, a day, a moment or text is meant.
///
/// Nil means: no such thing. Null and `""` are nil too. Days and times without an offset are in `zone`.
public enum Lenient {
  /// The number that a value is or spells (`42`, `" -1.5e3 "`).
  public static func number(_ value: Value) -> Double? {
    if let number = value.asDouble { return number.isFinite ? number : nil }
    guard case .string(let text) = value else { return nil }
    return DecimalText.number(text)
  }

  /// True or false, or a word for it: `true`, `yes`, `y`, `on`, `1` and their opposites, in any case.
  public static func flag(_ value: Value) -> Bool? {
    if case .bool(let flag) = value { return flag }
    if let number = value.asDouble { return number == 1 ? true : number == 0 ? false : nil }
    guard case .string(let text) = value else { return nil }
    switch trimmed(text).lowercased() {
    case "true", "yes", "y", "t", "on", "1": return true
    case "false", "no", "n", "f", "off", "0": return false
    default: return nil
    }
  }

  /// The day that a value is or spells, as text `yyyy-MM-dd`: a date, or the day of a moment in `zone`.
  public static func date(_ value: Value, zone: Zone = .utc) -> Value? {
    if case .string(let text) = value, Day(text) != nil { return value }
    guard let day = day(value, zone: zone) else { return nil }
    return .string(day.description)
  }

  /// The day that a value is or spells.
  public static func day(_ value: Value, zone: Zone = .utc) -> Day? {
    if case .string(let text) = value, let day = Day(text) { return day }
    return switch TimeText.read(value) {
    case .moment(let moment): Day(zone.civil(at: moment))
    case .clock(let civil, _): Day(civil)
    case nil: nil
    }
  }

  /// The moment that a value is or spells: RFC 3339, the forms of CRM systems (`2026-05-08T13:40:22.000+0000`, `2026-05-08 13:40:22.0`,
  /// `2026-05-08`), or milliseconds since 1970.
  public static func time(_ value: Value, zone: Zone = .utc) -> Value? { moment(value, zone: zone).map(Value.timestamp) }

  /// The moment that a value is or spells.
  public static func moment(_ value: Value, zone: Zone = .utc) -> Timestamp? {
    switch TimeText.read(value) {
    case .moment(let moment): moment
    case .clock(let civil, let nanos): zone.moment(civil, nanos: nanos)
    case nil: nil
    }
  }

  /// Text of a value: null for null and `""`, numbers in plain decimals without needless zeros, lists and maps as JSON.
  public static func text(_ value: Value) -> Value {
    switch value {
    case .error: return value
    case .string(let text): return text.isEmpty ? .null : value
    case .null, .optional(nil): return .null
    case .optional(let inner?): return text(inner)
    default: return .string(printed(value))
    }
  }

  /// What `${…}` shows of a value: nothing for null, `42` for 42.0.
  public static func printed(_ value: Value) -> String {
    switch value {
    case .null, .optional(nil): ""
    case .optional(let inner?): printed(inner)
    case .string(let text): text
    case .double(let number): DecimalText.plain(number)
    case .timestamp(let time): time.description
    case .duration(let span): span.description
    case .bytes(let bytes): Base64.encode(bytes)
    case .type(let type): type.name
    default: value.jsonText
    }
  }

  /// Without blanks at both ends.
  static func trimmed(_ text: String) -> Substring {
    guard let first = text.utf8.first, let last = text.utf8.last, isBlankOrBeyond(first) || isBlankOrBeyond(last) else { return Substring(text) }
    var rest = Substring(text)
    while let first = rest.unicodeScalars.first, first.properties.isWhitespace { rest.unicodeScalars.removeFirst() }
    while let last = rest.unicodeScalars.last, last.properties.isWhitespace { rest.unicodeScalars.removeLast() }
    return rest
  }

  /// Whether a byte is a blank, or part of a character that might be one.
  private static func isBlankOrBeyond(_ byte: UInt8) -> Bool { byte <= 0x20 || byte >= 0x7F }
}
