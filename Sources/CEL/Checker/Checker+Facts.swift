internal import OrderedCollections

extension Checker {
  /// What is not null where a condition that has been checked gives `truth`.
  func facts(_ condition: Expr, when truth: Bool) -> Facts {
    switch condition.kind {
    case .literal(.bool(let value)): return value == truth ? .none : .unreachable
    case .select(let operand, _, true): return truth ? notNull(operand) : .none
    case .call(let function, let target, let arguments): return facts(function, target, arguments, when: truth)
    case .bind(_, _, let body): return facts(body, when: truth)
    case .identifier, .select: return isFlow ? notNull(condition) : .none
    default: return .none
    }
  }

  private func facts(_ function: String, _ target: Expr?, _ arguments: [Expr], when truth: Bool) -> Facts {
    switch (function, arguments.count) {
    case (Operator.not, 1): return facts(arguments[0], when: !truth)
    case (Operator.and, 2):
      let (left, right) = (facts(arguments[0], when: truth), facts(arguments[1], when: truth))
      return truth ? left.and(right) : left.or(right)
    case (Operator.or, 2):
      let (left, right) = (facts(arguments[0], when: truth), facts(arguments[1], when: truth))
      return truth ? left.or(right) : left.and(right)
    case (Operator.conditional, 3):
      let yes = facts(arguments[0], when: true).and(facts(arguments[1], when: truth))
      return yes.or(facts(arguments[0], when: false).and(facts(arguments[2], when: truth)))
    case (Operator.equal, 2): return equality(arguments[0], arguments[1], areEqual: truth)
    case (Operator.notEqual, 2): return equality(arguments[0], arguments[1], areEqual: !truth)
    case (Operator.in, 2): return truth && !holdsNull(arguments[1]) ? notNull(arguments[0]) : .none
    case ("isBlank", 1) where target == nil && isFlow: return truth ? .none : notNull(arguments[0])
    default:
      // Whether true or false: it is a value, and of null it would not be.
      return isFlow ? notNull(function, target, arguments) : .none
    }
  }

  private func equality(_ left: Expr, _ right: Expr, areEqual: Bool) -> Facts {
    for (one, other) in [(left, right), (right, left)] {
      if case .literal(.null) = other.kind { return areEqual ? .none : notNull(one) }
    }
    guard areEqual else { return .none }
    var known = Facts.none
    for (one, other) in [(left, right), (right, left)] {
      if let type = types[other.id], !substitution.head(type).mayBeNull { known = known.and(notNull(one)) }
    }
    return known
  }

  /// Whether null may be among the elements of a list.
  private func holdsNull(_ list: Expr) -> Bool {
    guard let type = types[list.id] else { return true }
    switch substitution.head(type) {
    case .list(let element): return substitution.head(element).mayBeNull
    case .map, .object: return false
    default: return true
    }
  }

  /// What is not null where the value of an expression is not null.
  func notNull(_ expression: Expr) -> Facts {
    switch expression.kind {
    case .identifier, .select(_, _, false):
      guard let path = paths[expression.id] else { return .none }
      let facts = Facts([path])
      guard path.count == 1, let value = values[path[0]] else { return facts }
      return facts.and(notNull(value))
    case .call(let function, let target, let arguments): return notNull(function, target, arguments)
    case .bind(_, _, let body): return notNull(body)
    default: return .none
    }
  }

  /// Functions of which null gives null: their arguments.
  private func notNull(_ function: String, _ target: Expr?, _ arguments: [Expr]) -> Facts {
    guard let declared = target == nil ? scope.function(function) : environment.functions[function] else { return .none }
    let isMember = target != nil
    let all = (target.map { [$0] } ?? []) + arguments
    let forms = declared.overloads.filter { $0.isMember == isMember && $0.accepts(count: all.count) }
    guard !forms.isEmpty, forms.allSatisfy(\.nullGivesNull) else { return .none }
    return all.reduce(.none) { $0.and(notNull($1)) }
  }
}

extension Type {
  /// Whether null can be a value of the type.
  var mayBeNull: Bool {
    switch self {
    case .null, .nullable, .dyn, .error, .parameter: true
    default: false
    }
  }
}
