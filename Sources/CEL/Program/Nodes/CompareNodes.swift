/// `a == b`, `a != b`.
final class EqualNode: Node, @unchecked Sendable {
  private let left: Node
  private let right: Node
  private let negated: Bool
  /// One side where it is a path beside a constant: compared without reading the value out of JSON.
  private let path: PathNode?
  private let scalar: JSONScalar?

  init(_ left: Node, _ right: Node, negated: Bool) {
    self.left = left
    self.right = right
    self.negated = negated
    if let path = left as? PathNode, let value = right.constant {
      (self.path, scalar) = (path, JSONScalar(value))
    } else if let path = right as? PathNode, let value = left.constant {
      (self.path, scalar) = (path, JSONScalar(value))
    } else {
      (path, scalar) = (nil, nil)
    }
  }

  override var children: [Node] { [left, right] }
  override func evaluate(_ frame: Frame) -> Value { test(frame).value }

  override func test(_ frame: Frame) -> Truth {
    if let path, let scalar, let cursor = path.cursor(frame), let equal = scalar.isEqual(to: cursor) {
      return Truth(equal != negated)
    }
    let a = left.evaluate(frame)
    if case .error(let error) = a { return .failed(error) }
    let b = right.evaluate(frame)
    if case .error(let error) = b { return .failed(error) }
    return Truth((a == b) != negated)
  }
}

/// `a < b` and its like.
final class OrderNode: Node, @unchecked Sendable {
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
  private let relation: Relation
  private let path: PathNode?
  private let scalar: JSONScalar?

  init(_ left: Node, _ relation: Relation, _ right: Node) {
    self.left = left
    self.right = right
    self.relation = relation
    path = left as? PathNode
    scalar = right.constant.flatMap { JSONScalar($0) }
  }

  override var children: [Node] { [left, right] }
  override func evaluate(_ frame: Frame) -> Value { test(frame).value }

  override func test(_ frame: Frame) -> Truth {
    if let path, let scalar, let cursor = path.cursor(frame), let order = scalar.order(of: cursor) {
      return Truth(relation.holds(order))
    }
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
