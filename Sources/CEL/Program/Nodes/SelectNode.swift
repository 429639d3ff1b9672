/// A field of a value that an expression gives.
final class SelectNode: Node, @unchecked Sendable {
  private let operand: Node
  private let key: FieldKey
  private let passesNull: Bool

  init(_ operand: Node, _ key: FieldKey, passesNull: Bool) {
    self.operand = operand
    self.key = key
    self.passesNull = passesNull
  }

  override var children: [Node] { [operand] }
  override func evaluate(_ frame: Frame) -> Value { Selection.select(operand.evaluate(frame), key, passesNull: passesNull) }
}

/// `has(operand.field)`.
final class HasNode: Node, @unchecked Sendable {
  private let operand: Node
  private let key: FieldKey
  private let passesNull: Bool

  init(_ operand: Node, _ key: FieldKey, passesNull: Bool) {
    self.operand = operand
    self.key = key
    self.passesNull = passesNull
  }

  override var children: [Node] { [operand] }
  override func evaluate(_ frame: Frame) -> Value { test(frame).value }
  override func test(_ frame: Frame) -> Truth { Selection.has(operand.evaluate(frame), key, passesNull: passesNull) }
}

/// `operand.?field`, and `operand[?index]`.
final class OptionalStepNode: Node, @unchecked Sendable {
  private let operand: Node
  private let index: Node
  private let isSelect: Bool

  init(_ operand: Node, _ index: Node, isSelect: Bool) {
    self.operand = operand
    self.index = index
    self.isSelect = isSelect
  }

  override var children: [Node] { [operand, index] }

  override func evaluate(_ frame: Frame) -> Value {
    let value = operand.evaluate(frame)
    if case .error = value { return value }
    let key = index.evaluate(frame)
    if case .error = key { return key }
    return Selection.optionalStep(value, key, isSelect: isSelect)
  }
}

/// `operand[index]`.
final class IndexNode: Node, @unchecked Sendable {
  private let operand: Node
  private let index: Node

  init(_ operand: Node, _ index: Node) {
    self.operand = operand
    self.index = index
  }

  override var children: [Node] { [operand, index] }

  override func evaluate(_ frame: Frame) -> Value {
    let value = operand.evaluate(frame)
    if case .error = value { return value }
    let key = index.evaluate(frame)
    if case .error = key { return key }
    return Selection.index(value, key)
  }
}
