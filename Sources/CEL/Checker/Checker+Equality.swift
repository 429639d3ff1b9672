extension Checker {
  /// `==` and `!=`: both sides of one type, or of types that have values in common.
  mutating func equality(_ function: String, _ arguments: [Expr], _ expression: Expr) -> Type {
    let left = check(arguments[0])
    let right = check(arguments[1])
    compare(Operator.shown(function), substitution.head(left).asValue, substitution.head(right).asValue, arguments, expression)
    return .bool
  }

  private mutating func compare(_ symbol: String, _ left: Type, _ right: Type, _ arguments: [Expr], _ expression: Expr) {
    checkValues(arguments, [left.withoutNull, right.withoutNull])
    if !comparable(left, right) {
      report(.noOperator(symbol, substitution.resolved(left), substitution.resolved(right), expression.range, isFlow: isFlow))
    }
  }

  /// Whether two types may have equal values.
  private mutating func comparable(_ left: Type, _ right: Type) -> Bool {
    if left == right || left == .error || right == .error { return true }
    switch (left, right) {
    case (.nullable, .null), (.null, .nullable): return true
    case (.date, .timestamp), (.timestamp, .date): return false
    default: break
    }
    let mark = substitution.mark
    if substitution.join(left.withoutNull, right.withoutNull) != nil { return true }
    substitution.undo(to: mark)
    return false
  }

  /// `x in list`, `key in map`.
  mutating func membership(_ arguments: [Expr], _ expression: Expr) -> Type {
    let unresolved = check(arguments[0])
    let right = operand(arguments[1], "`in`")
    let left = substitution.head(unresolved).asValue
    let element: Type
    switch right {
    case .list(let type): element = substitution.head(type).asValue
    case .map(let key, _): element = substitution.head(key)
    case .object: element = .string
    case .dyn, .error: return .bool
    case .parameter:
      _ = assigns(right, to: .list(left))
      return .bool
    default:
      report(.noOperator("in", substitution.resolved(left), substitution.resolved(right), expression.range, isFlow: isFlow))
      return .bool
    }
    if case .list(let elements, _) = arguments[1].kind {
      for node in elements { checkValues([arguments[0], node], [left.withoutNull, types[node.id] ?? .dyn]) }
    }
    if !comparable(left, element) {
      report(.noOperator("in", substitution.resolved(left), substitution.resolved(right), expression.range, isFlow: isFlow))
    }
    return .bool
  }

  /// Text beside a value of a closed set must be one of the set, and beside a date it must be a date.
  mutating func checkValues(_ arguments: [Expr], _ operands: [Type]) {
    if isFlow {
      for (one, other) in [(0, 1), (1, 0)] where operands[one].withoutNull == .date {
        guard case .literal(.string(let text)) = arguments[other].kind, Day(text) == nil else { continue }
        report(.notADate(text, arguments[other].range))
      }
    }
    for (one, other) in [(0, 1), (1, 0)] {
      guard case .picklist(let picklist) = operands[one], case .literal(.string(let text)) = arguments[other].kind else { continue }
      if !text.isEmpty, !picklist.values.contains(where: { Text.areEqual($0, text) }) {
        report(.notInPicklist(text, picklist, arguments[other].range))
      }
    }
  }
}
