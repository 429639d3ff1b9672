/// Reads what systems send where a number, a time or text is meant.
public enum Lenient {
  /// The number that a value is or spells; nil for anything else, and for null and "".
  public static func number(_ value: Value) -> Double? {
    if let number = value.asDouble { return number }
    guard let text = value.asString, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// The day that a value is or spells, as its midnight in UTC; nil for anything else.
  public static func date(_ value: Value) -> Value? {
    guard case .timestamp(let time)? = self.time(value) else { return nil }
    var civil = CivilTime(secondsSince1970: time.seconds)
    (civil.hour, civil.minute, civil.second) = (0, 0, 0)
    return Timestamp(seconds: civil.secondsSince1970).map(Value.timestamp)
  }

  /// The moment that a value is or spells; nil for anything else.
  public static func time(_ value: Value) -> Value? {
    if case .timestamp = value { return value }
    guard let text = value.asString else { return nil }
    return (Timestamp(text) ?? Timestamp(text + "T00:00:00Z")).map(Value.timestamp)
  }

  /// Text of a value: null is "", a whole double has no point, lists and maps are JSON.
  public static func text(_ value: Value) -> Value {
    switch value {
    case .string, .error: return value
    case .null, .optional(nil): return .string("")
    case .double(let number) where number.magnitude < 1e15 && number == number.rounded():
      return .string(String(Int64(number)))
    case .timestamp(let time): return .string(time.description)
    case .duration(let span): return .string(span.description)
    default: return .string(value.jsonText)
    }
  }
}
