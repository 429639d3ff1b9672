import Diagnostics

/// What a file must be before it is YAML: small enough, UTF-8, without invisible characters.
struct ByteCheck {
  let file: SourceFile
  var sizeLimit = YAMLParser.Limits.people.size

  /// The first fact against the file, with its place.
  func firstProblem() -> (YAMLFact, Range<Int>)? {
    let bytes = file.bytes
    if bytes.count > sizeLimit { return (.tooLarge(limit: sizeLimit), 0..<0) }
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x20, byte < 0x7F || byte == 0x0A {
        index += 1
        continue
      }
      if byte < 0x80 {
        if byte != 0x09, byte != 0x0A, byte != 0x0D { return (.controlCharacter(UInt32(byte)), index..<index + 1) }
        index += 1
        continue
      }
      guard let (scalar, length) = Self.decode(bytes, at: index) else { return (.notUTF8, index..<index + 1) }
      if let fact = Self.problem(with: scalar) { return (fact, index..<index + length) }
      index += length
    }
    return nil
  }

  private static func problem(with scalar: UInt32) -> YAMLFact? {
    switch scalar {
    case 0x85, 0x2028, 0x2029: .lineSeparator(scalar)
    case 0x80..<0xA0, 0xFEFF, 0xFFFE, 0xFFFF: .controlCharacter(scalar)
    default: nil
    }
  }

  /// The character whose first byte is there, and how many bytes it has; nil when they are not UTF-8.
  private static func decode(_ bytes: [UInt8], at index: Int) -> (UInt32, Int)? {
    let first = bytes[index]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first <= 0xF4, index + length <= bytes.count else { return nil }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for next in bytes[index + 1..<index + length] {
      guard next & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(next & 0x3F)
    }
    let least: UInt32 = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80
    guard value >= least, value <= 0x10FFFF, !(0xD800..<0xE000).contains(value) else { return nil }
    return (value, length)
  }
}
