internal import JSON

/// Fields, keys and elements of values.
enum Selection {
  static func select(_ value: Value, _ key: FieldKey, passesNull: Bool) -> Value {
    switch value {
    case .map(let map):
      let found: Value? = if case .json(let node) = map { node[key.json].map(Value.init) } else { map.value(forKey: key.text) }
      if let found { return found }
      return key.missingIsNull ? .null : .error(Failures.noKey(.string(key.text)))
    case .error: return value
    case .null where passesNull: return .null
    case .optional: return optionalStep(value, .string(key.text), isSelect: true)
    default: return .error(Failures.noField(key.text, of: value))
    }
  }

  static func has(_ value: Value, _ key: FieldKey, passesNull: Bool) -> Truth {
    switch value {
    case .map(let map):
      if case .json(let node) = map { return Truth(node[key.json] != nil) }
      return Truth(map.value(forKey: key.text) != nil)
    case .error(let error): return .failed(error)
    case .null where passesNull: return .no
    case .optional(nil): return .no
    case .optional(let inner?): return has(inner, key, passesNull: passesNull)
    default: return .failed(Failures.noField(key.text, of: value))
    }
  }

  static func index(_ value: Value, _ index: Value) -> Value {
    switch value {
    case .map(let map): return map.value(forKey: index) ?? .error(mapMiss(index))
    case .list(let list):
      guard let place = place(index) else { return .error(listMiss(index, list)) }
      return list.element(at: place) ?? .error(Failures.noElement(index, count: list.count))
    case .optional: return optionalStep(value, index, isSelect: false)
    default: return .error(Failures.noOverload(Operator.index, [value, index]))
    }
  }

  private static func mapMiss(_ key: Value) -> EvaluationError {
    switch key {
    case .string, .int, .uint, .bool, .double: Failures.noKey(key)
    default: Failures.badKey(key)
    }
  }

  private static func listMiss(_ index: Value, _ list: ListValue) -> EvaluationError {
    if case .double = index { return Failures.noElement(index, count: list.count) }
    return Failures.noOverload(Operator.index, [.list(list), index])
  }

  /// A list's place that a number names.
  static func place(_ index: Value) -> Int? {
    switch index {
    case .int(let value): Int(value)
    case .uint(let value): Int(exactly: value) ?? .max
    case .double(let value): Int(exactly: value)
    default: nil
    }
  }

  /// An optional: the element or field if there is one. An optional operand is looked into.
  static func optionalStep(_ value: Value, _ key: Value, isSelect: Bool) -> Value {
    switch value {
    case .optional(nil): return value
    case .optional(let inner?): return optionalStep(inner, key, isSelect: isSelect)
    case .map(let map): return .optional(map.value(forKey: key))
    case .list(let list) where !isSelect:
      guard let place = place(key) else { return .error(listMiss(key, list)) }
      return .optional(list.element(at: place))
    default:
      return .error(Failures.noOverload(isSelect ? Operator.optionalSelect : Operator.optionalIndex, [value, key]))
    }
  }
}
