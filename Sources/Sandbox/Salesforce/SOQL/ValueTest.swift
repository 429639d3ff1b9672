/// Compares stored values with the literals of a query.
struct ValueTest {
  let field: ResolvedField
  let now: Instant

  typealias Test = (SandboxValue) -> Bool

  private enum Family { case text, id, number, flag, date, datetime }

  private var family: Family {
    switch field.function {
    case "CALENDAR_YEAR", "CALENDAR_QUARTER", "CALENDAR_MONTH", "DAY_IN_MONTH", "DAY_IN_WEEK", "DAY_IN_YEAR", "HOUR_IN_DAY", "FISCAL_YEAR",
      "FISCAL_QUARTER", "FISCAL_MONTH", "COUNT", "COUNT_DISTINCT", "SUM", "AVG":
      return .number
    case "DAY_ONLY": return .date
    default: break
    }
    guard let type = field.field?.type else { return field.name == "Id" ? .id : field.name == "IsActive" ? .flag : .text }
    switch type {
    case .id, .reference: return .id
    case .int, .double, .currency, .percent: return .number
    case .boolean: return .flag
    case .date: return .date
    case .datetime: return .datetime
    default: return field.field?.caseSensitive == true ? .id : .text
    }
  }

  func compare(_ comparison: SOQLOperator, _ literal: SOQLLiteral) throws(Rejection) -> Test {
    if case .period(let name, let count) = literal { return try period(comparison, name, count) }
    if comparison == .like {
      guard case .string(let text) = literal, family == .text || family == .id else {
        throw Rejection("INVALID_QUERY_FILTER_OPERATOR", "invalid operator on \(field.name): LIKE needs a text field and a quoted string")
      }
      let pattern = try SOQLString.pattern(text)
      return { value in value.string.map { SOQLString.matches($0, pattern) } ?? false }
    }
    let wanted = try converted(literal)
    if family == .flag {
      guard comparison == .equal || comparison == .notEqual else {
        throw Rejection("INVALID_QUERY_FILTER_OPERATOR", "invalid operator on boolean field \(field.name)")
      }
      // On a boolean field `= null` means `= false` (salesforce.md 3.3).
      let flag = wanted == .null ? .bool(false) : wanted
      return { value in (value == flag) == (comparison == .equal) }
    }
    if wanted.isNull {
      switch comparison {
      case .equal: return { $0.isNull }
      case .notEqual: return { !$0.isNull }
      default: throw Rejection("INVALID_QUERY_FILTER_OPERATOR", "null can only be compared with = and !=")
      }
    }
    let order = order
    switch comparison {
    case .equal: return { value in order(value, wanted) == 0 }
    case .notEqual: return { value in order(value, wanted) != 0 }
    case .less: return { value in order(value, wanted).map { $0 < 0 } ?? false }
    case .lessOrEqual: return { value in order(value, wanted).map { $0 <= 0 } ?? false }
    case .greater: return { value in order(value, wanted).map { $0 > 0 } ?? false }
    case .greaterOrEqual: return { value in order(value, wanted).map { $0 >= 0 } ?? false }
    case .like: return { _ in false }
    }
  }

  func member(_ literals: [SOQLLiteral]) throws(Rejection) -> Test {
    var wanted: Set<SandboxValue> = []
    for literal in literals {
      let value = try converted(literal)
      wanted.insert(folded(value))
    }
    return { value in wanted.contains(folded(value)) }
  }

  private func folded(_ value: SandboxValue) -> SandboxValue {
    switch (family, value) {
    case (.text, .string(let text)): .string(text.lowercased())
    case (.number, .int(let number)): .double(Double(number))
    default: value
    }
  }

  /// Below, at or above zero; nil where one side is null.
  private var order: (SandboxValue, SandboxValue) -> Int? {
    switch family {
    case .text:
      return { value, wanted in
        guard let a = value.string, let b = wanted.string else { return nil }
        if a == b { return 0 }
        let (x, y) = (a.lowercased(), b.lowercased())
        return x == y ? 0 : x < y ? -1 : 1
      }
    case .number:
      return { value, wanted in
        guard let a = value.double, let b = wanted.double else { return nil }
        return a == b ? 0 : a < b ? -1 : 1
      }
    default:
      return { value, wanted in
        guard let a = value.string, let b = wanted.string else { return nil }
        return a == b ? 0 : a < b ? -1 : 1
      }
    }
  }

  private func converted(_ literal: SOQLLiteral) throws(Rejection) -> SandboxValue {
    switch (literal, family) {
    case (.null, _): return .null
    case (.string(let text), .text): return .string(try SOQLString.text(text))
    case (.string(let text), .id):
      let text = try SOQLString.text(text)
      guard field.field?.type == .id || field.field?.type == .reference || field.field == nil else { return .string(text) }
      if text.isEmpty { return .null }
      guard let id = RecordID.canonical(text) else { throw Rejection("INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: \(text)") }
      return .string(id)
    case (.number(let number), .number): return .double(number)
    case (.bool(let flag), .flag): return .bool(flag)
    case (.date(let date), .date): return .string(date.text)
    case (.datetime(let instant), .datetime): return .string(instant.salesforce)
    default: throw mismatch(literal)
    }
  }

  private func mismatch(_ literal: SOQLLiteral) -> Rejection {
    let wanted: String
    switch family {
    case .text, .id: wanted = "string and should be enclosed in quotes"
    case .number: wanted = "\(field.field?.type.rawValue ?? "double") and should not be enclosed in quotes"
    case .flag: wanted = "boolean and should not be enclosed in quotes"
    case .date: wanted = "date and should not be enclosed in quotes"
    case .datetime: wanted = "dateTime and should not be enclosed in quotes"
    }
    return Rejection("INVALID_FIELD", "value of filter criterion for field '\(field.name)' must be of type \(wanted)")
  }

  private func period(_ comparison: SOQLOperator, _ name: String, _ count: Int) throws(Rejection) -> Test {
    guard family == .date || family == .datetime else {
      throw Rejection("INVALID_FIELD", "value of filter criterion for field '\(field.name)' must not be a date literal")
    }
    let (first, end) = SOQLPeriod.days(name, count, today: now.date)
    let low = family == .date ? first.text : first.midnight.salesforce
    let high = family == .date ? end.text : end.midnight.salesforce
    switch comparison {
    case .equal: return { value in value.string.map { $0 >= low && $0 < high } ?? false }
    case .notEqual: return { value in value.string.map { $0 < low || $0 >= high } ?? true }
    case .less: return { value in value.string.map { $0 < low } ?? false }
    case .lessOrEqual: return { value in value.string.map { $0 < high } ?? false }
    case .greater: return { value in value.string.map { $0 >= high } ?? false }
    case .greaterOrEqual: return { value in value.string.map { $0 >= low } ?? false }
    case .like: throw Rejection("INVALID_QUERY_FILTER_OPERATOR", "invalid operator on \(field.name): LIKE needs a text field")
    }
  }
}
