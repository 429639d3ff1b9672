import CEL
import FlowSyntax
import OrderedCollections

/// `settings`, as type and value.
struct SettingValues {
  let type: ObjectType
  let value: Value
  /// For the flow's version.
  let text: String

  init(_ settings: OrderedDictionary<String, DataLiteral>) {
    var fields: OrderedDictionary<String, Type> = [:]
    var record = Record()
    for (name, literal) in settings {
      fields[name] = Self.type(of: literal)
      record[name] = Value(literal)
    }
    type = ObjectType("settings", fields: fields)
    value = .map(record)
    text = value.jsonText
  }

  private static func type(of literal: DataLiteral) -> Type {
    switch literal {
    case .scalar(.null): .dyn
    case .scalar(.bool): .bool
    // A whole number is a number like any other: a profile may put one with a fraction in its place.
    case .scalar(.int): .int
    case .scalar(.double): .double
    case .scalar(.string): .string
    case .list: .list(.dyn)
    case .object(let fields):
      .object(
        ObjectType("settings", fields: OrderedDictionary(fields.map { ($0.name, type(of: $0.value)) }, uniquingKeysWith: { first, _ in first })))
    }
  }
}
