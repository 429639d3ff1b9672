extension Value {
  /// Below, at or above zero as `a` stands before, at or after `b`. Nil for values without an order: of different types, NaN, lists, maps.
  public static func order(_ a: Value, _ b: Value) -> Int? {
    switch (a, b) {
    case (.int(let x), .int(let y)): sign(x, y)
    case (.uint(let x), .uint(let y)): sign(x, y)
    case (.double(let x), .double(let y)): sign(x, y)
    case (.int(let x), .double(let y)): sign(Double(x), y)
    case (.double(let x), .int(let y)): sign(x, Double(y))
    case (.uint(let x), .double(let y)): sign(Double(x), y)
    case (.double(let x), .uint(let y)): sign(x, Double(y))
    case (.int(let x), .uint(let y)): x < 0 ? -1 : sign(UInt64(x), y)
    case (.uint(let x), .int(let y)): y < 0 ? 1 : sign(x, UInt64(y))
    case (.string(let x), .string(let y)): Text.order(x, y)
    case (.bool(let x), .bool(let y)): sign(x ? 1 : 0, y ? 1 : 0)
    case (.timestamp(let x), .timestamp(let y)): x < y ? -1 : x == y ? 0 : 1
    case (.duration(let x), .duration(let y)): x < y ? -1 : x == y ? 0 : 1
    case (.bytes(let x), .bytes(let y)): x == y ? 0 : x.lexicographicallyPrecedes(y) ? -1 : 1
    default: nil
    }
  }

  @inline(__always)
  private static func sign<T: Comparable>(_ x: T, _ y: T) -> Int? { x < y ? -1 : x > y ? 1 : x == y ? 0 : nil }
}
