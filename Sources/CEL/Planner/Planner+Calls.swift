internal import OrderedCollections

extension Planner {
  mutating func call(_ function: String, _ target: Expr?, _ arguments: [Expr], _ expression: Expr) -> Node {
    if target == nil, let node = operation(function, arguments) { return node }
    if let target {
      if let namespaced = scope.namespacedFunction(function, target: target) {
        return invocation(namespaced, isMember: false, arguments.map { plan($0) })
      }
      let values = ([target] + arguments).map { plan($0) }
      if values.count == 2, function == "or" || function == "orValue", environment.functions[function]?.overloads.first?.isOptionalChoice == true {
        return OptionalOrNode(values[0], values[1], unwraps: function == "orValue")
      }
      guard let method = environment.functions[function] else { return FailureNode(Failures.unknownFunction(function)) }
      return invocation(method, isMember: true, values)
    }
    guard let found = scope.function(function) else { return FailureNode(Failures.unknownFunction(function)) }
    return invocation(found, isMember: false, arguments.map { plan($0) })
  }

  private func invocation(_ function: Function, isMember: Bool, _ arguments: [Node]) -> Node {
    let overloads = function.overloads.filter { $0.isMember == isMember && $0.accepts(count: arguments.count) }
    if overloads.isEmpty { return FailureNode(EvaluationError(.noSuchOverload, "`\(function.name)` does not take \(arguments.count) arguments.")) }
    if arguments.count == 2, let test = TextTestNode.Test(rawValue: function.name), overloads.count == 1,
      case .string(let part)? = arguments[1].constant
    {
      return TextTestNode(test, arguments[0], part)
    }
    let set = OverloadSet(function.name, overloads, count: arguments.count, widens: isFlow)
    let passesNull = overloads.contains(where: \.nullGivesNull)
    func kinds(_ index: Int) -> ValueKinds {
      let kinds = ValueKinds(of: overloads[0].parameter(index))
      return passesNull ? kinds.subtracting(.null) : kinds
    }
    let constants = arguments.dropFirst().compactMap(\.constant)
    if arguments.count > 1, constants.count == arguments.count - 1, let body = overloads[0].preparation?(constants) {
      let kinds = overloads.reduce(into: ValueKinds()) { $0.formUnion(ValueKinds(of: $1.parameter(0))) }
      return PreparedCallNode(arguments[0], constants, passesNull ? kinds.subtracting(.null) : kinds, body, set)
    }
    switch overloads[0].implementation {
    case .unary(let body) where arguments.count == 1:
      return UnaryCallNode(arguments[0], kinds(0), body, set, JSONReader(overloads))
    case .binary(let body) where arguments.count == 2:
      return BinaryCallNode(arguments[0], arguments[1], kinds(0), kinds(1), body, set)
    default: return CallNode(arguments, set)
    }
  }

  /// Operators have nodes of their own.
  private mutating func operation(_ function: String, _ arguments: [Expr]) -> Node? {
    switch (function, arguments.count) {
    case (Operator.conditional, 3): return ConditionalNode(plan(arguments[0]), plan(arguments[1]), plan(arguments[2]))
    case (Operator.add, 2): return SumNode(terms(arguments), mixesNumbers: isFlow)
    case (Operator.not, 1): return NotNode(plan(arguments[0]))
    case (Operator.negate, 1): return NegateNode(plan(arguments[0]))
    case (_, 2) where Operator.twoSided.contains(function):
      let left = plan(arguments[0])
      return twoSided(function, left, plan(arguments[1]))
    default: return nil
    }
  }

  private func twoSided(_ function: String, _ left: Node, _ right: Node) -> Node? {
    switch function {
    case Operator.and: AndNode(left, right)
    case Operator.or: OrNode(left, right)
    case Operator.equal: EqualNode.make(left, right, negated: false)
    case Operator.notEqual: EqualNode.make(left, right, negated: true)
    case Operator.less: OrderNode.make(left, .less, right)
    case Operator.lessOrEqual: OrderNode.make(left, .lessOrEqual, right)
    case Operator.greater: OrderNode.make(left, .greater, right)
    case Operator.greaterOrEqual: OrderNode.make(left, .greaterOrEqual, right)
    case Operator.subtract: ArithmeticNode(.subtract, left, right, mixesNumbers: isFlow)
    case Operator.multiply: ArithmeticNode(.multiply, left, right, mixesNumbers: isFlow)
    case Operator.divide: ArithmeticNode(.divide, left, right, mixesNumbers: isFlow)
    case Operator.modulo: ArithmeticNode(.modulo, left, right, mixesNumbers: isFlow)
    case Operator.in: InNode(left, right)
    case Operator.index: IndexNode(left, right)
    case Operator.optionalIndex: OptionalStepNode(left, right, isSelect: false)
    case Operator.optionalSelect: OptionalStepNode(left, right, isSelect: true)
    default: nil
    }
  }

  /// The terms of `a + b + c`, which the parser nests to the left.
  private mutating func terms(_ arguments: [Expr]) -> [Node] {
    var right = [arguments[1]]
    var left = arguments[0]
    while case .call(Operator.add, nil, let inner) = left.kind, inner.count == 2 {
      right.append(inner[1])
      left = inner[0]
    }
    return ([left] + right.reversed()).map { plan($0) }
  }
}

extension Operator {
  static let twoSided: Set<String> = [
    and, or, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, subtract, multiply, divide, modulo, `in`, index, optionalIndex,
    optionalSelect,
  ]
}

extension Overload {
  /// `or` and `orValue` of optionals, which do not evaluate what they do not need.
  fileprivate var isOptionalChoice: Bool { id == "optional_or_optional" || id == "optional_orValue_value" }
}
