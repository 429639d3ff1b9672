import CEL

/// What a condition shows not to be null.
enum NullFacts {
  /// The paths that are not null wherever the condition is `truth`.
  static func paths(_ condition: Expr, when truth: Bool) -> Set<[String]> {
    guard case .call(let function, nil, let arguments) = condition.kind else { return [] }
    switch function {
    case Operator.not where arguments.count == 1: return paths(arguments[0], when: !truth)
    case Operator.and where arguments.count == 2:
      let (left, right) = (paths(arguments[0], when: truth), paths(arguments[1], when: truth))
      return truth ? left.union(right) : left.intersection(right)
    case Operator.or where arguments.count == 2:
      let (left, right) = (paths(arguments[0], when: truth), paths(arguments[1], when: truth))
      return truth ? left.intersection(right) : left.union(right)
    case Operator.notEqual where arguments.count == 2: return truth ? compared(arguments, toNull: true) : compared(arguments, toNull: false)
    case Operator.equal where arguments.count == 2: return truth ? compared(arguments, toNull: false) : compared(arguments, toNull: true)
    default: return []
    }
  }

  /// The path beside a `null`, or beside a literal that is not null.
  private static func compared(_ arguments: [Expr], toNull: Bool) -> Set<[String]> {
    for (one, other) in [(arguments[0], arguments[1]), (arguments[1], arguments[0])] {
      guard let path = path(one), case .literal(let value) = other.kind, value.isNull == toNull else { continue }
      return [path]
    }
    return []
  }

  /// `a.b.c` as a list of names; nil for anything else.
  static func path(_ expression: Expr) -> [String]? {
    switch expression.kind {
    case .identifier(let name): [name]
    case .select(let operand, let field, false): path(operand).map { $0 + [field] }
    default: nil
    }
  }
}
