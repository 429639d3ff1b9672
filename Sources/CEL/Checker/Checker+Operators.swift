internal import OrderedCollections

extension Checker {
  /// Operators; nil if the function is none.
  mutating func operation(_ function: String, _ arguments: [Expr], _ expression: Expr) -> Type? {
    switch (function, arguments.count) {
    case (Operator.and, 2), (Operator.or, 2): return logical(function, arguments)
    case (Operator.not, 1): return not(arguments[0])
    case (Operator.conditional, 3): return conditional(arguments, expression)
    case (Operator.equal, 2), (Operator.notEqual, 2): return equality(function, arguments, expression)
    case (Operator.in, 2): return membership(arguments, expression)
    case (Operator.index, 2): return index(arguments, expression, isOptional: false)
    case (Operator.optionalIndex, 2): return index(arguments, expression, isOptional: true)
    case (Operator.optionalSelect, 2): return optionalSelect(arguments, expression)
    case (Operator.negate, 1): return sign(arguments[0], expression)
    case (_, 2) where Operator.binary[function] != nil: return twoSided(function, arguments, expression)
    default: return nil
    }
  }

  /// `+ - * / %` and `< <= > >=`.
  private mutating func twoSided(_ function: String, _ arguments: [Expr], _ expression: Expr) -> Type {
    let symbol = Operator.shown(function)
    let user = "`\(symbol)`"
    let known = issues.count
    let left = operand(arguments[0], user)
    let right = operand(arguments[1], user)
    let isOrder = Self.orders.contains(function)
    if left == .error || right == .error { return isOrder ? .bool : .error }
    if isOrder {
      if let issue = timeAgainstDate(symbol, left, right, expression) {
        report(issue)
        return .bool
      }
      checkValues(arguments, [left, right])
    }
    if left == right {
      switch left {
      case .int, .uint, .double: if function != Operator.modulo || left != .double { return isOrder ? .bool : left }
      case .string: if isOrder || function == Operator.add { return isOrder ? .bool : .string }
      default: break
      }
    }
    if isFlow, left.isNumber, right.isNumber, left == .double || right == .double, function != Operator.modulo {
      if !isOrder { readAsDouble(arguments) }
      return isOrder ? .bool : .double
    }
    if let declared = environment.functions[function], let result = resolve(declared, [left, right], isMember: false) { return result.type }
    // That an operand may be null is a second finding about the same words: converting it comes first.
    let operands = arguments.map(\.range)
    issues[known...].removeAll { $0.kind == .nullable && operands.contains($0.range) }
    report(.noOperator(symbol, substitution.resolved(left), substitution.resolved(right), expression.range, isFlow: isFlow))
    return isOrder ? .bool : .error
  }

  private static let orders: Set<String> = [Operator.less, Operator.lessOrEqual, Operator.greater, Operator.greaterOrEqual]

  /// An operand that must not be null.
  mutating func operand(_ expression: Expr, _ user: String) -> Type {
    let type = check(expression)
    return required(type, expression, user)
  }

  /// The type without null, which is reported.
  mutating func required(_ type: Type, _ expression: Expr, _ user: String) -> Type {
    switch substitution.head(type).asValue {
    case .nullable(let inner):
      report(.nullable(user, text(expression), expression.range, isFlow: isFlow))
      return inner.withoutNull
    case .null where isFlow:
      report(.isNull(user, expression.range))
      return .error
    case let type: return type
    }
  }

  private mutating func sign(_ operandNode: Expr, _ expression: Expr) -> Type {
    let type = operand(operandNode, "`-`")
    switch type {
    case .int, .double, .duration, .dyn, .error: return type
    default:
      if let declared = environment.functions[Operator.negate], let result = resolve(declared, [type], isMember: false) { return result.type }
      report(.noSign("-", substitution.resolved(type), expression.range, isFlow: isFlow))
      return .error
    }
  }

  private func timeAgainstDate(_ symbol: String, _ left: Type, _ right: Type, _ expression: Expr) -> Issue? {
    switch (left, right) {
    case (.date, .timestamp), (.timestamp, .date): .noOperator(symbol, left, right, expression.range, isFlow: isFlow)
    default: nil
    }
  }
}
