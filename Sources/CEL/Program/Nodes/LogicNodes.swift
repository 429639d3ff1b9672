/// `a && b`: false wins over an error from either side.
final class AndNode: Node, @unchecked Sendable {
  private let left: Node
  private let right: Node

  init(_ left: Node, _ right: Node) {
    self.left = left
    self.right = right
  }

  override var children: [Node] { [left, right] }
  override func evaluate(_ frame: Frame) -> Value { test(frame).value }

  override func test(_ frame: Frame) -> Truth {
    switch left.test(frame) {
    case .no: return .no
    case .yes: return right.test(frame)
    case .failed(let error):
      if case .no = right.test(frame) { return .no }
      return .failed(error)
    }
  }
}

/// `a || b`: true wins over an error from either side.
final class OrNode: Node, @unchecked Sendable {
  private let left: Node
  private let right: Node

  init(_ left: Node, _ right: Node) {
    self.left = left
    self.right = right
  }

  override var children: [Node] { [left, right] }
  override func evaluate(_ frame: Frame) -> Value { test(frame).value }

  override func test(_ frame: Frame) -> Truth {
    switch left.test(frame) {
    case .yes: return .yes
    case .no: return right.test(frame)
    case .failed(let error):
      if case .yes = right.test(frame) { return .yes }
      return .failed(error)
    }
  }
}

/// `!a`.
final class NotNode: Node, @unchecked Sendable {
  private let operand: Node

  init(_ operand: Node) { self.operand = operand }

  override var children: [Node] { [operand] }
  override func evaluate(_ frame: Frame) -> Value { test(frame).value }

  override func test(_ frame: Frame) -> Truth {
    switch operand.test(frame) {
    case .yes: .no
    case .no: .yes
    case .failed(let error): .failed(error)
    }
  }
}

/// `a ? b : c`.
final class ConditionalNode: Node, @unchecked Sendable {
  private let condition: Node
  private let yes: Node
  private let no: Node

  init(_ condition: Node, _ yes: Node, _ no: Node) {
    self.condition = condition
    self.yes = yes
    self.no = no
  }

  override var children: [Node] { [condition, yes, no] }

  override func evaluate(_ frame: Frame) -> Value {
    switch condition.test(frame) {
    case .yes: yes.evaluate(frame)
    case .no: no.evaluate(frame)
    case .failed(let error): .error(error)
    }
  }

  override func test(_ frame: Frame) -> Truth {
    switch condition.test(frame) {
    case .yes: yes.test(frame)
    case .no: no.test(frame)
    case .failed(let error): .failed(error)
    }
  }

  override func append(to text: inout TextBuffer, _ frame: Frame) -> Value? {
    switch condition.test(frame) {
    case .yes: yes.append(to: &text, frame)
    case .no: no.append(to: &text, frame)
    case .failed(let error): .error(error)
    }
  }
}
