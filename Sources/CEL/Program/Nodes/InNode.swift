internal import JSON

/// `a in b`: an element of a list, or a key of a map.
final class InNode: Node, @unchecked Sendable {
  private let element: Node
  private let collection: Node

  init(_ element: Node, _ collection: Node) {
    self.element = element
    self.collection = collection
  }

  override var children: [Node] { [element, collection] }
  override func evaluate(_ frame: Frame) -> Value { test(frame).value }

  override func test(_ frame: Frame) -> Truth {
    let value = element.evaluate(frame)
    if case .error(let error) = value { return .failed(error) }
    let all = collection.evaluate(frame)
    switch all {
    case .list(let list):
      var found = false
      var turns = 0
      list.forEach {
        turns += 1
        found = $0 == value
        return !found
      }
      return frame.spend(turns) ? Truth(found) : .failed(Failures.tooCostly)
    case .map(let map): return Truth(map.value(forKey: value) != nil)
    case .error(let error): return .failed(error)
    default: return .failed(Failures.noOverload(Operator.in, [value, all]))
    }
  }
}

/// What can only fail: an undeclared name in a formula that was not checked.
final class FailureNode: Node, @unchecked Sendable {
  private let error: EvaluationError

  init(_ error: EvaluationError) { self.error = error }

  /// Never folded into something that could be mistaken for a value.
  override var readsVariables: Bool { true }
  override func evaluate(_ frame: Frame) -> Value { .error(error) }
}
