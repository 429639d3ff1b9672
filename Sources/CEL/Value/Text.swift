internal import Glibc

/// Strings as CEL sees them: sequences of code points, never normalised. Their UTF-8 bytes have the same equality and order.
enum Text {
  @inline(__always)
  static func areEqual(_ a: String, _ b: String) -> Bool {
    let a = a.utf8
    let b = b.utf8
    guard a.count == b.count else { return false }
    return a.withContiguousStorageIfAvailable { x in
      b.withContiguousStorageIfAvailable { y in
        guard let p = x.baseAddress, let q = y.baseAddress else { return true }
        return memcmp(p, q, x.count) == 0
      } ?? x.elementsEqual(b)
    } ?? a.elementsEqual(b)
  }

  @inline(__always)
  static func areEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard a.count == b.count, let p = a.baseAddress, let q = b.baseAddress else { return a.count == b.count }
    return memcmp(p, q, a.count) == 0
  }

  /// Below, at or above zero as `a` stands before, at or after `b`.
  static func order(_ a: String, _ b: String) -> Int {
    var left = a.utf8.makeIterator()
    var right = b.utf8.makeIterator()
    while true {
      switch (left.next(), right.next()) {
      case (nil, nil): return 0
      case (nil, _): return -1
      case (_, nil): return 1
      case (let x?, let y?): if x != y { return x < y ? -1 : 1 }
      }
    }
  }

  /// Code points.
  static func length(_ text: String) -> Int {
    var count = 0
    for byte in text.utf8 where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }
}
