internal import JSON

/// Where a variable's value is kept: the value, and where it lies if it is a JSON object, so that a path can be followed without touching reference counts.
struct Place: @unchecked Sendable {
  private(set) var value: Value
  /// Valid as long as `value`, which keeps the document alive.
  private(set) var object: JSONCursor

  @inline(__always)
  init(_ value: Value) {
    self.value = value
    object = Self.cursor(value)
  }

  @inline(__always)
  mutating func set(_ value: Value) {
    self.value = value
    object = Self.cursor(value)
  }

  @inline(__always)
  private static func cursor(_ value: Value) -> JSONCursor {
    if case .map(.json(let node)) = value { JSONCursor(node) } else { .none }
  }
}
