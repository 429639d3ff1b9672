public import CEL
public import Schema

extension FieldSchema {
  /// A value as the system sent it, in the form in which formulas see it: `""` is null, numbers are doubles, dates are `yyyy-MM-dd`,
  /// times are timestamps, ids have 18 characters, e-mail addresses are lower-case, a picklist item's id is its value.
  public func reading(_ value: Value) -> Value {
    if value.isNull || value.asString == "" { return .null }
    switch type {
    case .integer, .number, .currency, .percent: return Lenient.number(value).map(Value.double) ?? value
    case .date: return TimeText.read(value).map { .string(TimeText.date($0)) } ?? value
    case .datetime: return TimeText.read(value).map(Value.timestamp) ?? value
    case .picklist: return item(value)
    case .multipicklist: return value.asList.map { .list($0.map(item)) } ?? value
    case .email: return value.asString.map { .string($0.lowercased()) } ?? value
    default: return form == .salesforceID ? value.asString.flatMap(SalesforceID.eighteen).map(Value.string) ?? value : value
    }
  }

  private func item(_ value: Value) -> Value {
    guard let text = value.asString, let item = picklist.first(where: { $0.id == text }) else { return value }
    return .string(item.value)
  }

  /// A formula's value as JSON for this field: what the field cannot hold goes as it is, and the system says what is wrong with it.
  public func writing(_ value: Value) -> Value {
    if value.isNull { return .null }
    switch type {
    case .date: return value.asTimestamp.map { .string(TimeText.date($0)) } ?? value
    case .integer: return Lenient.number(value).flatMap { Int64(exactly: $0) }.map(Value.int) ?? value
    case .number, .currency, .percent: return Lenient.number(value).map(Self.number) ?? value
    case .boolean, .multipicklist, .list, .object, .any: return Self.untyped(value)
    case .datetime, .time: return Self.untyped(value)
    case .id, .string, .text, .picklist, .reference, .email, .phone, .url: return Self.text(value)
    }
  }

  /// A value for a field of which nothing is known.
  public static func untyped(_ value: Value) -> Value {
    value.asTimestamp.map { .string(TimeText.moment($0)) } ?? value
  }

  private static func number(_ number: Double) -> Value {
    Int64(exactly: number).map(Value.int) ?? .double(number)
  }

  private static func text(_ value: Value) -> Value {
    switch value {
    case .timestamp(let time): .string(TimeText.moment(time))
    case .int, .uint, .double, .bool: Lenient.text(value)
    default: value
    }
  }
}
