internal import JSON

/// A constant to which values in JSON are compared where they lie.
final class JSONScalar: @unchecked Sendable {
  private enum Kind { case null, bool, int, double, text }

  private let kind: Kind
  private let flag: Bool
  private let int: Int64
  private let double: Double
  // Bytes of its own rather than a string, so that a comparison counts no references. Freed in `deinit`, immutable until then.
  private let text: UnsafeRawBufferPointer

  /// Nil for what is no scalar of JSON.
  init?(_ value: Value) {
    var (flag, int, double) = (false, Int64(0), 0.0)
    var bytes: [UInt8] = []
    switch value {
    case .null: kind = .null
    case .bool(let value): (kind, flag) = (.bool, value)
    case .int(let value): (kind, int, double) = (.int, value, Double(value))
    case .double(let value): (kind, double) = (.double, value)
    case .string(let value): (kind, bytes) = (.text, Array(value.utf8))
    default: return nil
    }
    (self.flag, self.int, self.double) = (flag, int, double)
    let text = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    text.copyBytes(from: bytes)
    self.text = UnsafeRawBufferPointer(text)
  }

  deinit { text.deallocate() }

  /// Nil where the general comparison must decide.
  @inline(__always)
  func isEqual(to cursor: JSONCursor) -> Bool? {
    switch (cursor.mark, kind) {
    case (UInt8(ascii: "\""), .text): Text.areEqual(cursor.utf8, text)
    case (UInt8(ascii: "l"), .int): cursor.int == int
    case (UInt8(ascii: "l"), .double): Double(cursor.int) == double
    case (UInt8(ascii: "d"), .int), (UInt8(ascii: "d"), .double): cursor.double == double
    case (UInt8(ascii: "n"), .null): true
    case (_, .null): false
    case (UInt8(ascii: "t"), .bool): flag
    case (UInt8(ascii: "f"), .bool): !flag
    default: nil
    }
  }

  /// How the value at a cursor stands to the constant. Nil where the general comparison must decide.
  @inline(__always)
  func order(of cursor: JSONCursor) -> Int? {
    switch (cursor.mark, kind) {
    case (UInt8(ascii: "l"), .int): cursor.int < int ? -1 : cursor.int == int ? 0 : 1
    case (UInt8(ascii: "l"), .double): Self.order(Double(cursor.int), double)
    case (UInt8(ascii: "d"), .int), (UInt8(ascii: "d"), .double): Self.order(cursor.double, double)
    default: nil
    }
  }

  @inline(__always)
  private static func order(_ a: Double, _ b: Double) -> Int? { a < b ? -1 : a > b ? 1 : a == b ? 0 : nil }
}
