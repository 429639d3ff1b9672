extension Planner {
  /// A name, or fields of fields of something.
  mutating func path(_ expression: Expr) -> Node {
    guard let chain = PathChain(expression) else {
      guard case .select(let operand, let field, _) = expression.kind else { return ConstantNode(.null) }
      return SelectNode(plan(operand), FieldKey(field), passesNull: isFlow)
    }
    if let place = scope.local(chain.names[0]) {
      return PathNode(.local(place), keys(chain, from: 1), passesNull: isFlow)
    }
    switch scope.meaning(chain.names) {
    case .variable(let slot, let name, _, let fields):
      let keys = keys(chain, from: chain.names.count - fields)
      reads.insert([name] + keys.map(\.text))
      return PathNode(.variable(slot, name: name), keys, passesNull: isFlow)
    case .type(let type): return ConstantNode(.type(type))
    case .nothing: return FailureNode(Failures.undeclared(chain.names.joined(separator: ".")))
    }
  }

  mutating func has(_ operand: Expr, _ field: String, _ expression: Expr) -> Node {
    if let chain = PathChain(operand), scope.local(chain.names[0]) == nil,
      case .variable(_, let name, _, let fields) = scope.meaning(chain.names)
    {
      reads.insert([name] + keys(chain, from: chain.names.count - fields).map(\.text) + [field])
      let before = reads
      defer { reads = before }
      return HasNode(plan(operand), FieldKey(field), passesNull: isFlow)
    }
    return HasNode(plan(operand), FieldKey(field), passesNull: isFlow)
  }

  /// The keys of a chain's fields. A field of a reference is a key with a dot in the record that holds the reference.
  private func keys(_ chain: PathChain, from start: Int) -> [FieldKey] {
    var keys: [String] = []
    var continues = false
    for index in start..<max(start, chain.names.count) {
      let name = chain.names[index]
      if continues, let last = keys.popLast() { keys.append(last + "." + name) } else { keys.append(name) }
      continues = isReference(type(of: chain.nodes[index]))
    }
    return keys.map(FieldKey.init)
  }

  private func isReference(_ type: Type?) -> Bool {
    switch type {
    case .reference: true
    case .nullable(let inner): isReference(inner)
    default: false
    }
  }
}

/// A name and the fields selected of it, outermost last: `event.company.arr`.
struct PathChain {
  var names: [String] = []
  /// The node of each prefix: `event`, `event.company`, `event.company.arr`.
  var nodes: [Expr] = []

  /// Nil if the innermost operand is no name.
  init?(_ expression: Expr) {
    var at = expression
    while true {
      nodes.append(at)
      switch at.kind {
      case .identifier(let name):
        names.append(name)
        names.reverse()
        nodes.reverse()
        return
      case .select(let operand, let field, false):
        names.append(field)
        at = operand
      default: return nil
      }
    }
  }
}

/// The paths that a formula reads, each once; a path that goes on from another is not kept beside it.
struct ReadPaths {
  private var all: [[String]] = []

  mutating func insert(_ path: [String]) { if !all.contains(path) { all.append(path) } }

  var paths: [[String]] {
    all.filter { path in !all.contains { $0.count < path.count && path.starts(with: $0) } }
  }
}
