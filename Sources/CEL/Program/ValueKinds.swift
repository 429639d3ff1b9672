/// A set of kinds of values, to tell quickly whether an overload takes an argument.
struct ValueKinds: OptionSet {
  let rawValue: UInt16

  static let null = ValueKinds(rawValue: 1 << 0)
  static let bool = ValueKinds(rawValue: 1 << 1)
  static let int = ValueKinds(rawValue: 1 << 2)
  static let uint = ValueKinds(rawValue: 1 << 3)
  static let double = ValueKinds(rawValue: 1 << 4)
  static let string = ValueKinds(rawValue: 1 << 5)
  static let bytes = ValueKinds(rawValue: 1 << 6)
  static let list = ValueKinds(rawValue: 1 << 7)
  static let map = ValueKinds(rawValue: 1 << 8)
  static let timestamp = ValueKinds(rawValue: 1 << 9)
  static let duration = ValueKinds(rawValue: 1 << 10)
  static let type = ValueKinds(rawValue: 1 << 11)
  static let optional = ValueKinds(rawValue: 1 << 12)
  static let opaque = ValueKinds(rawValue: 1 << 13)
  static let all = ValueKinds(rawValue: (1 << 14) - 1)
  /// In no set that an overload takes.
  static let failure = ValueKinds(rawValue: 1 << 15)

  init(rawValue: UInt16) { self.rawValue = rawValue }

  @inline(__always)
  init(_ value: Value) {
    self =
      switch value {
      case .null: .null
      case .bool: .bool
      case .int: .int
      case .uint: .uint
      case .double: .double
      case .string: .string
      case .bytes: .bytes
      case .list: .list
      case .map: .map
      case .timestamp: .timestamp
      case .duration: .duration
      case .type: .type
      case .optional: .optional
      case .opaque: .opaque
      case .error: .failure
      }
  }

  init(of type: Type) {
    self =
      switch type {
      case .dyn, .parameter, .error: .all
      case .null: .null
      case .bool: .bool
      case .int: .int
      case .uint: .uint
      case .double: .double
      case .string, .date, .picklist: .string
      case .bytes: .bytes
      case .list: .list
      case .map, .object: .map
      case .timestamp: .timestamp
      case .duration: .duration
      case .type: .type
      case .optional: .optional
      case .opaque: .opaque
      case .nullable(let type): ValueKinds(of: type).union(.null)
      case .reference(_, let type): ValueKinds(of: type)
      }
  }
}
