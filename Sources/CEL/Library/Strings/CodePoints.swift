internal import Glibc

/// Text as a sequence of code points over its bytes. Places in ASCII text are offsets.
struct CodePoints {
  let bytes: UnsafeBufferPointer<UInt8>
  let count: Int

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    var count = 0
    for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
    self.count = count
  }

  private var isASCII: Bool { count == bytes.count }

  /// Looks at text; nothing of it may be kept.
  static func of<R>(_ text: String, _ body: (CodePoints) -> R) -> R {
    var text = text
    return text.withUTF8 { body(CodePoints($0)) }
  }

  /// The offset of a place from 0 to `count`.
  func offset(of place: Int) -> Int {
    if isASCII || place == 0 { return place }
    var left = place
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if left == 0 { return offset }
      left -= 1
    }
    return bytes.count
  }

  /// The place of an offset.
  func place(of offset: Int) -> Int {
    if isASCII { return offset }
    var place = 0
    for byte in bytes[..<offset] where byte & 0xC0 != 0x80 { place += 1 }
    return place
  }

  /// The text from one place to another, both from 0 to `count`.
  func text(_ range: Range<Int>) -> String {
    let start = offset(of: range.lowerBound)
    let end = offset(of: range.upperBound)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The offset of the last occurrence that begins at or before an offset.
  func lastOffset(of part: UnsafeBufferPointer<UInt8>, atOrBefore limit: Int) -> Int? {
    guard let all = bytes.baseAddress, let wanted = part.baseAddress, part.count <= bytes.count else { return part.isEmpty ? limit : nil }
    var offset = min(limit, bytes.count - part.count)
    while offset >= 0 {
      if memcmp(all + offset, wanted, part.count) == 0 { return offset }
      offset -= 1
    }
    return nil
  }
}
