extension Planner {
  /// A name, or fields of fields of something.
  mutating func path(_ expression: Expr) -> Node {
    guard let chain = PathChain(expression) else { return fields(expression) }
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

  /// Fields of what is no name: `list[0].Owner.Email`.
  private mutating func fields(_ expression: Expr) -> Node {
    var steps: [(name: String, node: Expr)] = []
    var at = expression
    while case .select(let operand, let field, false) = at.kind {
      steps.append((field, at))
      at = operand
    }
    return keys(steps.reversed(), of: at).reduce(plan(at)) { SelectNode($0, $1, passesNull: isFlow) }
  }

  /// `has(operand.field)`. Of a reference it is the field of the record that holds the reference that is asked for.
  mutating func has(_ operand: Expr, _ field: String) -> Node {
    var owner = operand
    var key = field
    while isReference(type(of: owner)), case .select(let next, let name, false) = owner.kind {
      key = name + "." + key
      owner = next
    }
    if let chain = PathChain(owner), scope.local(chain.names[0]) == nil,
      case .variable(_, let name, _, let fields) = scope.meaning(chain.names)
    {
      reads.insert([name] + keys(chain, from: chain.names.count - fields).map(\.text) + [key])
      let before = reads
      defer { reads = before }
      return HasNode(plan(owner), FieldKey(key), passesNull: isFlow)
    }
    return HasNode(plan(owner), FieldKey(key), passesNull: isFlow)
  }

  private func keys(_ chain: PathChain, from start: Int) -> [FieldKey] {
    keys((start..<max(start, chain.names.count)).map { (chain.names[$0], chain.nodes[$0]) }, of: chain.nodes[max(0, start - 1)])
  }

  /// The keys of selected fields. A field of a reference is a key with a dot in the record that holds the reference.
  private func keys(_ steps: [(name: String, node: Expr)], of start: Expr) -> [FieldKey] {
    var keys: [(text: String, owner: Type?)] = []
    var owner = type(of: start)
    for step in steps {
      if isReference(owner), let last = keys.popLast() {
        keys.append((last.text + "." + step.name, last.owner))
      } else {
        keys.append((step.name, owner))
      }
      owner = type(of: step.node)
    }
    return keys.map { FieldKey($0.text, missingIsNull: isFlow && isRecord($0.owner)) }
  }

  /// True for what systems send: rows, whose type is not known, and records.
  private func isRecord(_ type: Type?) -> Bool {
    switch type {
    case .dyn, .object, .reference: true
    case .nullable(let inner): isRecord(inner)
    default: false
    }
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
