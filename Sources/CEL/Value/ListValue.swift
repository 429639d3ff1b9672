public import JSON

/// A list: values, or an array of a JSON document whose elements are read when asked for.
public enum ListValue: Sendable {
  case array([Value])
  case json(JSONNode)

  public init(_ elements: [Value]) { self = .array(elements) }

  public var count: Int {
    switch self {
    case .array(let elements): elements.count
    case .json(let node): node.count
    }
  }

  public var isEmpty: Bool { count == 0 }

  /// All elements. Objects and arrays among them stay unread.
  public var elements: [Value] {
    switch self {
    case .array(let elements): return elements
    case .json(let node):
      var elements: [Value] = []
      elements.reserveCapacity(node.count)
      for element in node.elements { elements.append(Value(element)) }
      return elements
    }
  }

  /// The element at a place that exists; nil otherwise.
  public func element(at index: Int) -> Value? {
    switch self {
    case .array(let elements): return elements.indices.contains(index) ? elements[index] : nil
    case .json(let node):
      guard index >= 0, index < node.count else { return nil }
      var rest = index
      for element in node.elements {
        if rest == 0 { return Value(element) }
        rest -= 1
      }
      return nil
    }
  }

  /// Hands over elements in order until `body` answers false.
  @inline(__always)
  func forEach(while body: (Value) -> Bool) {
    switch self {
    case .array(let elements): for element in elements where !body(element) { return }
    case .json(let node): for element in node.elements where !body(Value(element)) { return }
    }
  }
}
