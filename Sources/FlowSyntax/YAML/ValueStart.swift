/// Finds where an unquoted value begins in text that YAML cannot read.
enum ValueStart {
  /// The `=` of the nearest plain formula that begins before `position`, at most some lines up.
  static func ofFormula(before position: Int, in bytes: [UInt8]) -> Int? {
    var index = min(position, bytes.count - 1)
    var lines = 0
    while index > 0, lines < 40 {
      if bytes[index] == UInt8(ascii: "\n") { lines += 1 }
      if bytes[index] == UInt8(ascii: "="), startsValue(index, bytes) { return index }
      index -= 1
    }
    return nil
  }

  /// Where the value begins that `position` stands in: after `: `, a comma or an opening bracket on the same line.
  static func ofText(before position: Int, in bytes: [UInt8], line: Int) -> Int {
    var index = position
    while index > line {
      let byte = bytes[index - 1]
      if byte == UInt8(ascii: ","), bytes[index] == UInt8(ascii: " ") { break }
      if byte == UInt8(ascii: ":"), bytes[index] == UInt8(ascii: " ") { break }
      if byte == UInt8(ascii: "["), index == line + 1 || bytes[index - 2] <= 0x20 { break }
      index -= 1
    }
    while index < position, bytes[index] == UInt8(ascii: " ") { index += 1 }
    return index
  }

  /// After the line's first `: `; nil when that is where `position` is, or there is none.
  static func afterKey(_ line: Range<Int>, before position: Int, in bytes: [UInt8]) -> Int? {
    for index in line where bytes[index] == UInt8(ascii: ":") && index + 1 < line.upperBound && bytes[index + 1] == UInt8(ascii: " ") {
      guard index < position else { return nil }
      var start = index + 1
      while start < line.upperBound, bytes[start] == UInt8(ascii: " ") { start += 1 }
      return start
    }
    return nil
  }

  /// True for `: =`, `- =`, `[=`, `, =` and an `=` that begins a line.
  private static func startsValue(_ index: Int, _ bytes: [UInt8]) -> Bool {
    var before = index - 1
    let blanks = before
    while before >= 0, bytes[before] == UInt8(ascii: " ") { before -= 1 }
    guard before >= 0 else { return true }
    switch bytes[before] {
    case UInt8(ascii: ":"), UInt8(ascii: "-"): return before < blanks
    case UInt8(ascii: "["), UInt8(ascii: "{"): return true
    case UInt8(ascii: ","): return true
    default: return false
    }
  }
}
