extension Checker {
  /// `&&` and `||`: the right side may rely on what the left side has shown.
  mutating func logical(_ function: String, _ arguments: [Expr]) -> Type {
    let isAnd = function == Operator.and
    let user = isAnd ? "`&&`" : "`||`"
    condition(arguments[0], user)
    let shown = facts(arguments[0], when: isAnd)
    let right = check(arguments[1], knowing: shown)
    expectBool(right, arguments[1], "Each side of \(user)", user)
    return .bool
  }

  mutating func not(_ operand: Expr) -> Type {
    let type = check(operand)
    expectBool(type, operand, "What follows `!`", "`!`")
    return .bool
  }

  private mutating func condition(_ expression: Expr, _ user: String) {
    let type = check(expression)
    expectBool(type, expression, "Each side of \(user)", user)
  }

  mutating func expectBool(_ type: Type, _ expression: Expr, _ place: String, _ user: String) {
    let head = substitution.head(type)
    if head == .bool || head == .dyn || head == .error { return }
    if case .nullable(let inner) = head, isBool(inner) { return report(.nullable(user, text(expression), expression.range, isFlow: isFlow)) }
    if head == .null { return report(.isNull(user, expression.range)) }
    if !isBool(head) { report(.notCondition(place, substitution.resolved(head), expression.range, isFlow: isFlow)) }
  }

  private mutating func isBool(_ type: Type) -> Bool { assigns(type, to: .bool) }

  /// `condition ? yes : no`.
  mutating func conditional(_ arguments: [Expr], _ expression: Expr) -> Type {
    let test = check(arguments[0])
    expectBool(test, arguments[0], "The condition of `? :`", "`? :`")
    let yes = check(arguments[1], knowing: facts(arguments[0], when: true))
    let no = check(arguments[2], knowing: facts(arguments[0], when: false))
    return join(yes, arguments[1], no, arguments[2]) { [isFlow] left, right in .differentAnswers(left, right, arguments[2].range, isFlow: isFlow) }
  }

  /// The type of one or the other; an issue if there is none.
  mutating func join(_ left: Type, _ leftNode: Expr, _ right: Type, _ rightNode: Expr, _ issue: (Type, Type) -> Issue) -> Type {
    if left == right { return left }
    if left == .error { return right }
    if right == .error { return left }
    let mark = substitution.mark
    if let type = substitution.join(left, right) {
      if isFlow, substitution.head(type).withoutNull == .double { readAsDouble([leftNode, rightNode]) }
      return type
    }
    substitution.undo(to: mark)
    report(issue(substitution.resolved(left), substitution.resolved(right)))
    return .error
  }

  /// Whole literals among these stand for doubles, for they stand beside one.
  mutating func readAsDouble(_ nodes: [Expr]) {
    for node in nodes {
      switch node.kind {
      case .literal(.int), .literal(.uint):
        doubles.insert(node.id)
        types[node.id] = .double
      case .call(Operator.conditional, nil, let arguments) where arguments.count == 3: readAsDouble([arguments[1], arguments[2]])
      case .call(Operator.negate, nil, let arguments) where arguments.count == 1: readAsDouble(arguments)
      case .bind(_, _, let body): readAsDouble([body])
      default: break
      }
    }
  }

  /// Whether the type may stand where the other is declared; what had to be bound stays bound if so.
  mutating func assigns(_ type: Type, to declared: Type) -> Bool {
    let mark = substitution.mark
    if substitution.assign(type, to: declared) { return true }
    substitution.undo(to: mark)
    return false
  }
}
