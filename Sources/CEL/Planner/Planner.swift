internal import OrderedCollections

/// Turns a syntax tree into nodes: names resolved to slots, keys encoded, constants computed.
struct Planner {
  let environment: Environment
  /// The type of each node by id, from the checker; empty when nothing was checked.
  let types: [Type?]
  var scope: NameScope
  var localCount = 0
  var reads = ReadPaths()
  let isFlow: Bool

  init(_ environment: Environment, types: [Type?]) {
    self.environment = environment
    self.types = types
    scope = NameScope(environment)
    isFlow = environment.options.mode == .flow
  }

  static func program(_ parsed: ParsedExpression, type: Type, types: [Type?], in environment: Environment) -> Program {
    var planner = Planner(environment, types: types)
    let root = planner.plan(parsed.root)
    return Program(
      parsed, type: type, types: types, in: environment, reads: planner.reads.paths, root: root, localCount: planner.localCount)
  }

  func type(of expression: Expr) -> Type? { types.indices.contains(expression.id) ? types[expression.id] : nil }

  mutating func plan(_ expression: Expr) -> Node {
    let node = unfolded(expression)
    return folded(node)
  }

  private mutating func unfolded(_ expression: Expr) -> Node {
    switch expression.kind {
    case .literal(let value): return ConstantNode(type(of: expression) == .double ? value.asDouble.map(Value.double) ?? value : value)
    case .identifier, .select(_, _, false): return path(expression)
    case .select(let operand, let field, true): return has(operand, field)
    case .call(let function, let target, let arguments): return call(function, target, arguments, expression)
    case .list(let elements, let optionals): return ListNode(elements.map { plan($0) }, optionals: optionals)
    case .map(let entries):
      return MapNode(entries.map { MapNode.Entry(key: plan($0.key), value: plan($0.value), isOptional: $0.isOptional) })
    case .comprehension(let loop): return self.loop(loop)
    case .bind(let name, let value, let body):
      let value = plan(value)
      let place = scope.push([name])
      localCount = max(localCount, place + 1)
      defer { scope.pop(1) }
      return BindNode(place, value, plan(body))
    }
  }

  private mutating func loop(_ loop: Expr.Comprehension) -> Node {
    let range = plan(loop.range)
    let first = scope.push(loop.variables)
    localCount = max(localCount, first + loop.variables.count)
    defer { scope.pop(loop.variables.count) }
    let filter = loop.filter.map { plan($0) }
    let body = plan(loop.body)
    let hasSecond = loop.variables.count > 1
    switch loop.kind {
    case .all: return QuantifierNode(range, body: body, first: first, hasSecond: hasSecond, isExists: false)
    case .exists: return QuantifierNode(range, body: body, first: first, hasSecond: hasSecond, isExists: true)
    case .existsOne: return ExistsOneNode(range, filter: nil, body: body, first: first, hasSecond: hasSecond)
    case .list: return ListLoopNode(range, filter: filter, body: body, first: first, hasSecond: hasSecond)
    case .map: return MapLoopNode(range, filter: filter, body: body, first: first, hasSecond: hasSecond)
    case .entries: return EntryLoopNode(range, filter: filter, body: body, first: first, hasSecond: hasSecond)
    }
  }

  /// What constants above this size would cost in memory is left to evaluation.
  private static let foldedWeight = 10_000

  private func folded(_ node: Node) -> Node {
    if node.constant != nil || node.readsVariables || node.lowestLocal != .max { return node }
    guard let value = Program.fold(node, localCount: localCount), value.weight <= Self.foldedWeight else { return node }
    return ConstantNode(value)
  }
}
