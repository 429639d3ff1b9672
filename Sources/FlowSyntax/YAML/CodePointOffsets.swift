/// Where the n-th code point of a text begins; libyaml counts code points, everything else here bytes.
struct CodePointOffsets {
  private let first: Int
  private let end: Int
  /// Byte offset of every 64th code point; empty when all of them are ASCII.
  private var marks: [Int] = []
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], from first: Int) {
    self.bytes = bytes
    self.first = first
    end = bytes.count
    guard bytes[first...].contains(where: { $0 >= 0x80 }) else { return }
    var count = 0
    for index in first..<bytes.count where bytes[index] & 0xC0 != 0x80 {
      if count & 63 == 0 { marks.append(index) }
      count += 1
    }
  }

  func byte(_ codePoint: Int) -> Int {
    if marks.isEmpty { return min(first + codePoint, end) }
    let mark = codePoint >> 6
    guard mark < marks.count else { return end }
    var index = marks[mark]
    var left = codePoint & 63
    while left > 0, index < end {
      index += 1
      while index < end, bytes[index] & 0xC0 == 0x80 { index += 1 }
      left -= 1
    }
    return index
  }
}
