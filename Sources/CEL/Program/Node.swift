internal import JSON

/// A step of a compiled formula. Immutable once the program is built.
class Node: @unchecked Sendable {
  /// What evaluation costs at least, in steps.
  var cost: Int { 1 }
  /// Whether any variable of the environment is read.
  var readsVariables: Bool { children.contains { $0.readsVariables } }
  /// The lowest place of a macro variable that is read; `Int.max` for none.
  var lowestLocal: Int { children.reduce(Int.max) { min($0, $1.lowestLocal) } }
  var children: [Node] { [] }
  /// The value where it is known without evaluation.
  var constant: Value? { nil }

  func evaluate(_ frame: Frame) -> Value { .null }

  /// The outcome as a condition, without making a value of it.
  func test(_ frame: Frame) -> Truth {
    switch evaluate(frame) {
    case .bool(let value): Truth(value)
    case .error(let error): .failed(error)
    case let other: .failed(Failures.notCondition(other))
    }
  }

  /// Writes the outcome as JSON, without making a value of it where that can be. Nil when that went well.
  func write(into writer: inout JSONWriter, _ frame: Frame) -> Value? {
    let value = evaluate(frame)
    if case .error = value { return value }
    value.writeJSON(into: &writer)
    return nil
  }

  /// The same as a part of a JSON string.
  func writePart(into writer: inout JSONWriter, _ frame: Frame) -> Value? {
    let value = evaluate(frame)
    if case .error = value { return value }
    writer.part(Lenient.printed(value))
    return nil
  }

  /// Adds a string outcome to a text under construction, without making a value of it. Nil when that went well.
  func append(to text: inout TextBuffer, _ frame: Frame) -> Value? {
    let value = evaluate(frame)
    guard case .string(let part) = value else { return value }
    text.append(part)
    return nil
  }
}

/// A value known beforehand.
final class ConstantNode: Node, @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }

  override var constant: Value? { value }
  override func evaluate(_ frame: Frame) -> Value { value }
}
