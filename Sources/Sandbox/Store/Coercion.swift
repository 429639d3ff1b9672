/// Turns what a request sends for a field into what is stored, or tells why it cannot be.
struct Coercion {
  var field: FieldDefinition

  func stored(_ value: SandboxValue) throws(Rejection) -> SandboxValue {
    if value.isNull { return field.type == .boolean ? .bool(false) : .null }
    switch field.type {
    case .boolean: return try flag(value)
    case .int: return try whole(value)
    case .double, .currency, .percent: return try number(value)
    case .date: return try date(value)
    case .datetime: return try datetime(value)
    case .address: throw mismatch(value)
    default: return try text(value)
    }
  }

  /// The form of Jackson's message, which is what the REST API answers.
  private func mismatch(_ value: SandboxValue) -> Rejection {
    let kind: String
    switch value {
    case .null: kind = "VALUE_NULL"
    case .bool(let flag): kind = flag ? "VALUE_TRUE" : "VALUE_FALSE"
    case .int: kind = "VALUE_NUMBER_INT"
    case .double: kind = "VALUE_NUMBER_FLOAT"
    case .string: kind = "VALUE_STRING"
    case .array: kind = "START_ARRAY"
    case .object: kind = "START_OBJECT"
    }
    let shown = value.string ?? (value.array == nil && value.object == nil ? value.json : kind == "START_ARRAY" ? "[" : "{")
    let wanted = field.type.isText || field.type == .reference ? "string" : field.type.rawValue
    return .unparsable(
      "Cannot deserialize instance of \(wanted) from \(kind) value \(shown) or request may be missing a required field at [line:1, column:1]")
  }

  private func flag(_ value: SandboxValue) throws(Rejection) -> SandboxValue {
    switch value {
    case .bool: return value
    case .string("true"): return .bool(true)
    case .string("false"): return .bool(false)
    default: throw mismatch(value)
    }
  }

  private func whole(_ value: SandboxValue) throws(Rejection) -> SandboxValue {
    guard let number = value.int ?? value.string.flatMap({ Int($0) }) else { throw mismatch(value) }
    guard Int32(exactly: number) != nil else { throw outOfRange(String(number)) }
    return .int(number)
  }

  private func number(_ value: SandboxValue) throws(Rejection) -> SandboxValue {
    guard let number = value.double ?? value.string.flatMap({ Double($0) }), number.isFinite else { throw mismatch(value) }
    var unit = 1.0
    for _ in 0..<field.scale { unit *= 10 }
    var limit = 1.0
    for _ in 0..<max(0, field.precision - field.scale) { limit *= 10 }
    guard number.magnitude < limit else { throw outOfRange(number.description) }
    return .double((number * unit).rounded(.toNearestOrAwayFromZero) / unit)
  }

  private func outOfRange(_ text: String) -> Rejection {
    Rejection("NUMBER_OUTSIDE_VALID_RANGE", "\(field.label): value outside of valid range on numeric field: \(text)", fields: [field.name])
  }

  private func date(_ value: SandboxValue) throws(Rejection) -> SandboxValue {
    guard let text = value.string else { throw mismatch(value) }
    if text.isEmpty { return .null }
    if let date = CivilDate(text) { return .string(date.text) }
    guard let instant = Instant(iso: text) else { throw mismatch(value) }
    return .string(instant.date.text)
  }

  private func datetime(_ value: SandboxValue) throws(Rejection) -> SandboxValue {
    guard let text = value.string else { throw mismatch(value) }
    if text.isEmpty { return .null }
    guard let instant = Instant(iso: text) ?? CivilDate(text)?.midnight else { throw mismatch(value) }
    return .string(instant.wholeSecond.salesforce)
  }

  private func text(_ value: SandboxValue) throws(Rejection) -> SandboxValue {
    guard case .string(let sent) = value else { throw mismatch(value) }
    let text = Self.trimmed(sent)
    if text.isEmpty { return .null }
    if field.type == .reference { return .string(text) }
    guard text.unicodeScalars.count <= field.length else {
      throw Rejection("STRING_TOO_LONG", "\(field.label): data value too large: \(text) (max length=\(field.length))", fields: [field.name])
    }
    if field.type == .email, !Self.isEmail(text) {
      throw Rejection("INVALID_EMAIL_ADDRESS", "\(field.label): invalid email address: \(text)", fields: [field.name])
    }
    if field.type == .picklist { return try picked(text) }
    return .string(text)
  }

  private func picked(_ text: String) throws(Rejection) -> SandboxValue {
    if let known = field.picklist.first(where: { $0.value.lowercased() == text.lowercased() }) { return .string(known.value) }
    guard !field.restricted else {
      throw Rejection(
        "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "\(field.label): bad value for restricted picklist field: \(text)", fields: [field.name])
    }
    return .string(text)
  }

  private static func trimmed(_ text: String) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }), let last = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(text[first...last])
  }

  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !text.contains(where: { $0.isWhitespace || $0 == "," }) else { return false }
    return !parts[1].split(separator: ".", omittingEmptySubsequences: false).contains { $0.isEmpty }
  }
}
