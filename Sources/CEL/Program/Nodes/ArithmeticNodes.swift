/// `a - b`, `a * b`, `a / b`, `a % b`, and `a + b` of what is no text.
final class ArithmeticNode: Node, @unchecked Sendable {
  private let operation: Arithmetic.Operation
  private let left: Node
  private let right: Node
  private let mixesNumbers: Bool

  init(_ operation: Arithmetic.Operation, _ left: Node, _ right: Node, mixesNumbers: Bool) {
    self.operation = operation
    self.left = left
    self.right = right
    self.mixesNumbers = mixesNumbers
  }

  override var children: [Node] { [left, right] }

  override func evaluate(_ frame: Frame) -> Value {
    let a = left.evaluate(frame)
    if case .error = a { return a }
    return Arithmetic.apply(operation, a, right.evaluate(frame), mixesNumbers: mixesNumbers)
  }
}

/// `-a`.
final class NegateNode: Node, @unchecked Sendable {
  private let operand: Node

  init(_ operand: Node) { self.operand = operand }

  override var children: [Node] { [operand] }
  override func evaluate(_ frame: Frame) -> Value { Arithmetic.negate(operand.evaluate(frame)) }
}

/// `a + b + …`: text is joined in one go, without the texts between.
final class SumNode: Node, @unchecked Sendable {
  private let parts: [Node]
  private let mixesNumbers: Bool

  init(_ parts: [Node], mixesNumbers: Bool) {
    self.parts = parts
    self.mixesNumbers = mixesNumbers
  }

  override var children: [Node] { parts }

  override func evaluate(_ frame: Frame) -> Value {
    let first = parts[0].evaluate(frame)
    if case .string(let start) = first {
      return TextBuffer.build { text in
        text.append(start)
        if let failure = appendRest(to: &text, frame) { return failure }
        return frame.spend(text.count / 10) ? nil : .error(Failures.tooCostly)
      }
    }
    if case .error = first { return first }
    var sum = first
    for part in parts.dropFirst() {
      sum = Arithmetic.apply(.add, sum, part.evaluate(frame), mixesNumbers: mixesNumbers)
      if case .error = sum { return sum }
      if !frame.spend(1 + sum.weight / 10) { return .error(Failures.tooCostly) }
    }
    return sum
  }

  override func append(to text: inout TextBuffer, _ frame: Frame) -> Value? {
    if let other = parts[0].append(to: &text, frame) {
      // Only text goes into the buffer; any other sum is an error of the caller's.
      if case .error = other { return other }
      return evaluate(frame)
    }
    return appendRest(to: &text, frame)
  }

  private func appendRest(to text: inout TextBuffer, _ frame: Frame) -> Value? {
    for part in parts.dropFirst() {
      guard let other = part.append(to: &text, frame) else { continue }
      if case .error = other { return other }
      return .error(Failures.noOverload(Operator.add, [.string(""), other]))
    }
    return nil
  }
}

extension Value {
  /// About the bytes of a copy.
  var weight: Int {
    switch self {
    case .string(let text): text.utf8.count
    case .bytes(let bytes): bytes.count
    case .list(let list): list.count * 40
    case .map(let map): map.count * 80
    default: 0
    }
  }
}
