/// `a == b`, `a != b`.
class EqualNode: Node, @unchecked Sendable {
  private let left: Node
  private let right: Node
  fileprivate let negated: Bool

  init(_ left: Node, _ right: Node, negated: Bool) {
    self.left = left
    self.right = right
    self.negated = negated
  }

  /// With a path beside a constant, values in JSON are compared where they lie.
  static func make(_ left: Node, _ right: Node, negated: Bool) -> EqualNode {
    if let path = left as? PathNode, let scalar = right.constant.flatMap({ JSONScalar($0) }) {
      return PathEqualNode(path, scalar, left, right, negated: negated)
    }
    if let path = right as? PathNode, let scalar = left.constant.flatMap({ JSONScalar($0) }) {
      return PathEqualNode(path, scalar, left, right, negated: negated)
    }
    return EqualNode(left, right, negated: negated)
  }

  override var children: [Node] { [left, right] }
  override func evaluate(_ frame: Frame) -> Value { test(frame).value }

  override func test(_ frame: Frame) -> Truth {
    let a = left.evaluate(frame)
    if case .error(let error) = a { return .failed(error) }
    let b = right.evaluate(frame)
    if case .error(let error) = b { return .failed(error) }
    return Truth((a == b) != negated)
  }
}

private final class PathEqualNode: EqualNode, @unchecked Sendable {
  private let path: PathNode
  private let scalar: JSONScalar

  init(_ path: PathNode, _ scalar: JSONScalar, _ left: Node, _ right: Node, negated: Bool) {
    self.path = path
    self.scalar = scalar
    super.init(left, right, negated: negated)
  }

  override func test(_ frame: Frame) -> Truth {
    if let cursor = path.cursor(frame), let equal = scalar.isEqual(to: cursor) { return Truth(equal != negated) }
    return super.test(frame)
  }
}

/// `a < b` and its like.
class OrderNode: Node, @unchecked Sendable {
  enum Relation {
    case less, lessOrEqual, greater, greaterOrEqual

    @inline(__always)
    func holds(_ order: Int) -> Bool {
      switch self {
      case .less: order < 0
      case .lessOrEqual: order <= 0
      case .greater: order > 0
      case .greaterOrEqual: order >= 0
      }
    }

    var name: String {
      switch self {
      case .less: Operator.less
      case .lessOrEqual: Operator.lessOrEqual
      case .greater: Operator.greater
      case .greaterOrEqual: Operator.greaterOrEqual
      }
    }
  }

  private let left: Node
  private let right: Node
  fileprivate let relation: Relation

  init(_ left: Node, _ relation: Relation, _ right: Node) {
    self.left = left
    self.right = right
    self.relation = relation
  }

  /// With a path beside a constant, numbers in JSON are compared where they lie.
  static func make(_ left: Node, _ relation: Relation, _ right: Node) -> OrderNode {
    guard let path = left as? PathNode, let scalar = right.constant.flatMap({ JSONScalar($0) }) else {
      return OrderNode(left, relation, right)
    }
    return PathOrderNode(path, scalar, relation, right)
  }

  override var children: [Node] { [left, right] }
  override func evaluate(_ frame: Frame) -> Value { test(frame).value }

  override func test(_ frame: Frame) -> Truth {
    let a = left.evaluate(frame)
    if case .error(let error) = a { return .failed(error) }
    let b = right.evaluate(frame)
    if case .error(let error) = b { return .failed(error) }
    if let order = Value.order(a, b) { return Truth(relation.holds(order)) }
    // NaN stands in no order to any number.
    if a.asDouble != nil, b.asDouble != nil { return .no }
    return .failed(Failures.noOverload(relation.name, [a, b]))
  }
}

private final class PathOrderNode: OrderNode, @unchecked Sendable {
  private let path: PathNode
  private let scalar: JSONScalar

  init(_ path: PathNode, _ scalar: JSONScalar, _ relation: Relation, _ right: Node) {
    self.path = path
    self.scalar = scalar
    super.init(path, relation, right)
  }

  override func test(_ frame: Frame) -> Truth {
    if let cursor = path.cursor(frame), let order = scalar.order(of: cursor) { return Truth(relation.holds(order)) }
    return super.test(frame)
  }
}
