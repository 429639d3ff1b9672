internal import JSON

/// `a == b`, `a != b`.
final class EqualNode: Node, @unchecked Sendable {
  private let left: Node
  private let right: Node
  private let negated: Bool
  /// One side where it is a path beside a constant: compared without reading the value out of JSON.
  private let path: PathNode?
  private let constantSide: Value

  init(_ left: Node, _ right: Node, negated: Bool) {
    self.left = left
    self.right = right
    self.negated = negated
    if let path = left as? PathNode, let value = right.constant {
      (self.path, constantSide) = (path, value)
    } else if let path = right as? PathNode, let value = left.constant {
      (self.path, constantSide) = (path, value)
    } else {
      (path, constantSide) = (nil, .null)
    }
  }

  override var children: [Node] { [left, right] }
  override func evaluate(_ frame: Frame) -> Value { test(frame).value }

  override func test(_ frame: Frame) -> Truth {
    if let path, let cursor = path.cursor(frame), let equal = JSONComparison.areEqual(cursor, constantSide) {
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
  private let rightConstant: Value

  init(_ left: Node, _ relation: Relation, _ right: Node) {
    self.left = left
    self.right = right
    self.relation = relation
    path = right.constant == nil ? nil : left as? PathNode
    rightConstant = right.constant ?? .null
  }

  override var children: [Node] { [left, right] }
  override func evaluate(_ frame: Frame) -> Value { test(frame).value }

  override func test(_ frame: Frame) -> Truth {
    if let path, let cursor = path.cursor(frame), let order = JSONComparison.order(cursor, rightConstant) {
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

/// JSON scalars beside values; nil where the general comparison must decide.
enum JSONComparison {
  @inline(__always)
  static func areEqual(_ cursor: JSONCursor, _ value: Value) -> Bool? {
    switch (cursor.mark, value) {
    case (UInt8(ascii: "\""), .string(let text)): return isText(cursor, text)
    case (UInt8(ascii: "l"), .int(let number)): return cursor.int == number
    case (UInt8(ascii: "l"), .double(let number)): return Double(cursor.int) == number
    case (UInt8(ascii: "d"), .double(let number)): return cursor.double == number
    case (UInt8(ascii: "d"), .int(let number)): return cursor.double == Double(number)
    case (UInt8(ascii: "n"), .null): return true
    case (_, .null): return false
    case (UInt8(ascii: "t"), .bool(let flag)): return flag
    case (UInt8(ascii: "f"), .bool(let flag)): return !flag
    default: return nil
    }
  }

  @inline(__always)
  static func isText(_ cursor: JSONCursor, _ text: String) -> Bool {
    let bytes = cursor.utf8
    let utf8 = text.utf8
    guard bytes.count == utf8.count else { return false }
    return utf8.withContiguousStorageIfAvailable { Text.areEqual(bytes, UnsafeRawBufferPointer($0)) } ?? utf8.elementsEqual(bytes)
  }

  @inline(__always)
  static func order(_ cursor: JSONCursor, _ value: Value) -> Int? {
    switch (cursor.mark, value) {
    case (UInt8(ascii: "l"), .int(let number)): cursor.int < number ? -1 : cursor.int == number ? 0 : 1
    case (UInt8(ascii: "l"), .double(let number)): order(Double(cursor.int), number)
    case (UInt8(ascii: "d"), .double(let number)): order(cursor.double, number)
    case (UInt8(ascii: "d"), .int(let number)): order(cursor.double, Double(number))
    default: nil
    }
  }

  @inline(__always)
  private static func order(_ a: Double, _ b: Double) -> Int? { a < b ? -1 : a > b ? 1 : a == b ? 0 : nil }
}
