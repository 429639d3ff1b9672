internal import JSON

/// A function of one argument.
final class UnaryCallNode: Node, @unchecked Sendable {
  private let argument: Node
  private let kinds: ValueKinds
  private let body: @Sendable (Value) -> Value
  private let overloads: OverloadSet
  /// The argument where it is a path that the function can read out of JSON by itself.
  private let path: PathNode?
  private let reader: JSONReader?

  /// `body` is the first overload's, for `kinds`; `overloads` decides where it does not fit.
  init(_ argument: Node, _ kinds: ValueKinds, _ body: @escaping @Sendable (Value) -> Value, _ overloads: OverloadSet, _ reader: JSONReader?) {
    self.argument = argument
    self.kinds = kinds
    self.body = body
    self.overloads = overloads
    self.reader = reader
    path = reader == nil ? nil : argument as? PathNode
  }

  override var children: [Node] { [argument] }
  override var cost: Int { 2 }

  override func evaluate(_ frame: Frame) -> Value {
    if let path, let reader, let cursor = path.cursor(frame), let value = reader.read(cursor) { return value }
    let value = argument.evaluate(frame)
    if kinds.contains(ValueKinds(value)) {
      return OverloadSet.charged(body(value), value.weight, frame)
    }
    if case .error = value { return value }
    if overloads.nullGivesNull, value.isNull { return .null }
    return overloads.call([value], frame)
  }

  override func append(to text: inout TextBuffer, _ frame: Frame) -> Value? {
    if case .string? = reader, let path, let cursor = path.cursor(frame) {
      switch cursor.mark {
      case UInt8(ascii: "\""):
        text.append(cursor.utf8)
        return nil
      case UInt8(ascii: "l"):
        text.append(cursor.int)
        return nil
      default: break
      }
    }
    return super.append(to: &text, frame)
  }
}

/// Functions that read a JSON value without a value of their own being made of it first.
enum JSONReader {
  case string, timestamp

  init?(_ overloads: [Overload]) {
    let names = overloads.map(\.id)
    if names.contains("string_to_string") {
      self = .string
    } else if names.contains("string_to_timestamp") || names.contains("time_dyn") {
      self = .timestamp
    } else {
      return nil
    }
  }

  /// Nil where the general way must decide.
  @inline(__always)
  func read(_ cursor: JSONCursor) -> Value? {
    guard case .timestamp = self, cursor.mark == UInt8(ascii: "\"") else { return nil }
    return cursor.utf8.withMemoryRebound(to: UInt8.self) { Timestamp(utf8: $0) }.map(Value.timestamp)
  }
}

/// A function whose arguments after the first are known beforehand and went into `body`.
final class PreparedCallNode: Node, @unchecked Sendable {
  private let argument: Node
  private let constants: [Value]
  private let kinds: ValueKinds
  private let body: @Sendable (Value) -> Value
  private let overloads: OverloadSet
  private let weight: Int

  /// `overloads` decides where the argument is none of `kinds`.
  init(_ argument: Node, _ constants: [Value], _ kinds: ValueKinds, _ body: @escaping @Sendable (Value) -> Value, _ overloads: OverloadSet) {
    self.argument = argument
    self.constants = constants
    self.kinds = kinds
    self.body = body
    self.overloads = overloads
    weight = constants.reduce(0) { $0 + $1.weight }
  }

  override var children: [Node] { [argument] }
  override var cost: Int { 2 }

  override func evaluate(_ frame: Frame) -> Value {
    let value = argument.evaluate(frame)
    if kinds.contains(ValueKinds(value)) { return OverloadSet.charged(body(value), value.weight + weight, frame) }
    if case .error = value { return value }
    return overloads.call([value] + constants, frame)
  }
}

/// A function of two arguments.
final class BinaryCallNode: Node, @unchecked Sendable {
  private let left: Node
  private let right: Node
  private let first: ValueKinds
  private let second: ValueKinds
  private let body: @Sendable (Value, Value) -> Value
  private let overloads: OverloadSet

  init(
    _ left: Node, _ right: Node, _ first: ValueKinds, _ second: ValueKinds, _ body: @escaping @Sendable (Value, Value) -> Value,
    _ overloads: OverloadSet
  ) {
    self.left = left
    self.right = right
    self.first = first
    self.second = second
    self.body = body
    self.overloads = overloads
  }

  override var children: [Node] { [left, right] }
  override var cost: Int { 2 }

  override func evaluate(_ frame: Frame) -> Value {
    let a = left.evaluate(frame)
    if case .error = a { return a }
    let b = right.evaluate(frame)
    if first.contains(ValueKinds(a)), second.contains(ValueKinds(b)) {
      return OverloadSet.charged(body(a, b), a.weight, frame)
    }
    if case .error = b { return b }
    return overloads.call([a, b], frame)
  }
}

/// A function of any number of arguments.
final class CallNode: Node, @unchecked Sendable {
  private let arguments: [Node]
  private let overloads: OverloadSet

  init(_ arguments: [Node], _ overloads: OverloadSet) {
    self.arguments = arguments
    self.overloads = overloads
  }

  override var children: [Node] { arguments }
  override var cost: Int { 2 }

  override func evaluate(_ frame: Frame) -> Value {
    var values: [Value] = []
    values.reserveCapacity(arguments.count)
    for argument in arguments {
      let value = argument.evaluate(frame)
      if case .error = value { return value }
      values.append(value)
    }
    return overloads.call(values, frame)
  }
}

/// `contains`, `startsWith`, `endsWith` with a constant: text in JSON is looked at where it lies.
final class TextTestNode: Node, @unchecked Sendable {
  enum Test: String { case contains, startsWith, endsWith }

  private let text: Node
  private let path: PathNode?
  private let part: ContiguousArray<UInt8>
  private let test: Test

  init(_ test: Test, _ text: Node, _ part: String) {
    self.test = test
    self.text = text
    self.part = ContiguousArray(part.utf8)
    path = text as? PathNode
  }

  override var children: [Node] { [text] }
  override var cost: Int { 2 }
  override func evaluate(_ frame: Frame) -> Value { test(frame).value }

  override func test(_ frame: Frame) -> Truth {
    if let path, let cursor = path.cursor(frame), cursor.mark == UInt8(ascii: "\"") { return holds(cursor.utf8, frame) }
    let value = text.evaluate(frame)
    switch value {
    case .string(var text): return text.withUTF8 { holds(UnsafeRawBufferPointer($0), frame) }
    case .error(let error): return .failed(error)
    default: return .failed(Failures.noOverload(test.rawValue, [value, .string("")]))
    }
  }

  @inline(__always)
  private func holds(_ text: UnsafeRawBufferPointer, _ frame: Frame) -> Truth {
    guard frame.spend(1 + text.count / 10) else { return .failed(Failures.tooCostly) }
    return part.withUnsafeBytes { part in
      guard text.count >= part.count else { return .no }
      switch test {
      case .contains: return Truth(Text.offset(of: part, in: text) != nil)
      case .startsWith: return Truth(Text.areEqual(UnsafeRawBufferPointer(rebasing: text[..<part.count]), part))
      case .endsWith: return Truth(Text.areEqual(UnsafeRawBufferPointer(rebasing: text[(text.count - part.count)...]), part))
      }
    }
  }
}
