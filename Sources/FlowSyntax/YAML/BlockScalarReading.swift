/// What `|` or `>` and its line say, and how the lines below are indented.
struct BlockHeader {
  enum Chomp { case strip, clip, keep }

  var chomp = Chomp.clip
  /// The number in the header.
  var indentation: Int?
  /// The lines of the scalar.
  var body: Range<Int>
  /// Blanks before the first line that has text, or before the longest blank line above it.
  var detected = 1
  /// Most blanks before any line.
  var deepest = 0

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    var index = range.lowerBound + 1
    while index < range.upperBound, bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r"), bytes[index] != UInt8(ascii: "#") {
      switch bytes[index] {
      case UInt8(ascii: "-"): chomp = .strip
      case UInt8(ascii: "+"): chomp = .keep
      case UInt8(ascii: "1")...UInt8(ascii: "9"): indentation = Int(bytes[index] - UInt8(ascii: "0"))
      default: break
      }
      index += 1
    }
    while index < range.upperBound, bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r") { index += 1 }
    if index < range.upperBound {
      let crlf = bytes[index] == UInt8(ascii: "\r") && index + 1 < range.upperBound && bytes[index + 1] == UInt8(ascii: "\n")
      index += crlf ? 2 : 1
    }
    body = index..<max(index, range.upperBound)
    measure(bytes)
  }

  private mutating func measure(_ bytes: [UInt8]) {
    var index = body.lowerBound
    var found = false
    while index < body.upperBound {
      let start = index
      while index < body.upperBound, bytes[index] == UInt8(ascii: " ") { index += 1 }
      let blanks = index - start
      let isEmpty = index == body.upperBound || bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r")
      deepest = max(deepest, blanks)
      if !found { detected = max(detected, blanks) }
      if !isEmpty { found = true }
      while index < body.upperBound, bytes[index] != UInt8(ascii: "\n"), bytes[index] != UInt8(ascii: "\r") { index += 1 }
      index += 1
    }
    // More than libyaml's own look-ahead for a key is no indentation of a flow.
    deepest = min(deepest, 200)
  }
}

/// Literal and folded block scalars.
extension ScalarReader {
  mutating func readBlock(indent: Int, folded: Bool, chomp: BlockHeader.Chomp) {
    var lineEnd: Range<Int>?
    var startedBlank = false
    var empty = readEmptyLines(indent)
    while position < end, column == indent, !isBreak(position) {
      let startsBlank = isBlank(position)
      if let taken = lineEnd {
        if folded, !startedBlank, !startsBlank {
          if empty.isEmpty { put(UInt8(ascii: " "), from: taken.lowerBound..<position) }
        } else {
          put(UInt8(ascii: "\n"), from: taken)
        }
      }
      for source in empty { put(UInt8(ascii: "\n"), from: source) }
      startedBlank = startsBlank
      while position < end, !isBreak(position) { copy() }
      lineEnd = position < end ? takeBreak() : nil
      column = 0
      empty = readEmptyLines(indent)
    }
    if chomp != .strip, let lineEnd { put(UInt8(ascii: "\n"), from: lineEnd) }
    if chomp == .keep { for source in empty { put(UInt8(ascii: "\n"), from: source) } }
  }

  /// Skips indentation; gives the breaks of lines that have nothing but it.
  private mutating func readEmptyLines(_ indent: Int) -> [Range<Int>] {
    var breaks: [Range<Int>] = []
    while true {
      while column < indent, position < end, bytes[position] == UInt8(ascii: " ") {
        position += 1
        column += 1
      }
      guard isBreak(position) else { return breaks }
      breaks.append(takeBreak())
      column = 0
    }
  }
}
