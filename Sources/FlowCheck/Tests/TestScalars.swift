import CEL
import Diagnostics
import FlowSyntax
import OrderedCollections
import Schema

/// Values of tests as the fields that they are for hold them.
enum TestScalars {
  /// Nil when the field cannot hold it. Numbers are doubles, days `yyyy-MM-dd`, times timestamps, as formulas see them.
  static func typed(_ scalar: Scalar, _ field: FieldSchema) -> Value? {
    let value = Value(scalar)
    if value.isNull { return .null }
    switch field.type {
    case .integer, .number, .currency, .percent: return value.asBool == nil ? Lenient.number(value).map(Value.double) : nil
    case .boolean: return value.asBool.map(Value.bool) ?? (value.asString == "true" ? .bool(true) : value.asString == "false" ? .bool(false) : nil)
    case .date: return value.asString.flatMap { Lenient.day(.string($0)) }.flatMap { _ in Lenient.date(value) }
    case .datetime: return Lenient.moment(value).map(Value.timestamp)
    case .list, .object, .any, .multipicklist: return value
    case .email: return Lenient.text(value).asString.map { .string($0.lowercased()) }
    default:
      guard value.asBool == nil, let text = Lenient.text(value).asString else { return nil }
      return .string(field.form == .salesforceID ? SalesforceID.eighteen(text) ?? text : text)
    }
  }

  /// "a number": for messages.
  static func words(_ scalar: Scalar) -> String {
    switch scalar {
    case .null: "null"
    case .bool: "yes or no"
    case .int, .double: "a number"
    case .string(let text): "the text `\(text.prefix(40))`"
    }
  }
}

extension TestValue {
  /// As formulas see it, untyped.
  var value: Value {
    switch self {
    case .scalar(let scalar, _): return Value(scalar)
    case .list(let items, _): return .list(items.map(\.value))
    case .object(let fields, _):
      var record = Record()
      for field in fields { record[field.name.value] = field.value.value }
      return .map(record)
    }
  }

  var literal: DataLiteral {
    switch self {
    case .scalar(let scalar, _): .scalar(scalar)
    case .list(let items, _): .list(items.map(\.literal))
    case .object(let fields, _): .object(fields.map { ($0.name.value, $0.value.literal) })
    }
  }
}

extension DataLiteral {
  /// What kind of value it is; nil for null, which is of any.
  var kind: String? {
    switch self {
    case .scalar(.null): nil
    case .scalar(.bool): "yes or no"
    case .scalar(.int), .scalar(.double): "a number"
    case .scalar(.string): "text"
    case .list: "a list"
    case .object: "a mapping"
    }
  }
}
