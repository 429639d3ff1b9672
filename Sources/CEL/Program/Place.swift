internal import JSON

/// Where a variable's value is kept: the value, and where it lies if it is JSON, so that a path can be followed without touching reference counts.
struct Place: @unchecked Sendable {
  private var held: Value
  /// Valid as long as the value, or the document of a borrowed one, lives.
  private(set) var cursor: JSONCursor
  /// The document of a borrowed value.
  private var document: Unmanaged<JSONDocument>?

  @inline(__always)
  init(_ value: Value) {
    held = value
    cursor = Self.cursor(value)
  }

  /// The value; a borrowed one is read now.
  @inline(__always)
  var value: Value {
    guard let document else { return held }
    return Value(scalar: cursor) ?? Value(cursor, in: document.takeUnretainedValue())
  }

  @inline(__always)
  mutating func set(_ value: Value) {
    held = value
    cursor = Self.cursor(value)
    document = nil
  }

  /// Lets the place show a value of a document that the caller keeps alive until it sets another.
  @inline(__always)
  mutating func borrow(_ cursor: JSONCursor, in document: Unmanaged<JSONDocument>) {
    self.cursor = cursor
    self.document = document
  }

  @inline(__always)
  private static func cursor(_ value: Value) -> JSONCursor {
    if case .map(.json(let node)) = value { JSONCursor(node) } else { .none }
  }
}
