/// Plain and quoted scalars: line folding and escapes.
extension ScalarReader {
  /// Reads to the end of the slice. `quote` is the quote that surrounds it, nil for a plain scalar.
  mutating func readFlow(until quote: UInt8?) {
    let single = quote == UInt8(ascii: "'")
    let double = quote == UInt8(ascii: "\"")
    while position < end {
      if isBlank(position) || isBreak(position) {
        readBlanks(breakWasEscaped: false)
      } else if single, bytes[position] == UInt8(ascii: "'"), position + 1 < end {
        put(UInt8(ascii: "'"), from: position..<position + 2)
        position += 2
      } else if double, bytes[position] == UInt8(ascii: "\\") {
        readEscape()
      } else {
        copy()
      }
    }
  }

  /// Blanks stay within a line; around line breaks they go, one break becomes a blank and each further one a line break.
  private mutating func readBlanks(breakWasEscaped: Bool) {
    let start = position
    var breaks: [Range<Int>] = []
    while isBlank(position) || isBreak(position) {
      if isBreak(position) { breaks.append(takeBreak()) } else { position += 1 }
    }
    if breakWasEscaped {
      for source in breaks { put(UInt8(ascii: "\n"), from: source) }
    } else if breaks.isEmpty {
      for index in start..<position { put(bytes[index], from: index..<index + 1) }
    } else if breaks.count == 1 {
      put(UInt8(ascii: " "), from: start..<position)
    } else {
      for source in breaks.dropFirst() { put(UInt8(ascii: "\n"), from: source) }
    }
  }

  private mutating func readEscape() {
    let start = position
    position += 1
    guard position < end else { return put(UInt8(ascii: "\\"), from: start..<end) }
    if isBreak(position) {
      _ = takeBreak()
      return readBlanks(breakWasEscaped: true)
    }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "x"): readCode(digits: 2, from: start)
    case UInt8(ascii: "u"): readCode(digits: 4, from: start)
    case UInt8(ascii: "U"): readCode(digits: 8, from: start)
    default: put(Self.escapes[letter] ?? Unicode.Scalar(letter), from: start..<position)
    }
  }

  private mutating func readCode(digits: Int, from start: Int) {
    let stop = min(end, position + digits)
    let code = UInt32(String(decoding: bytes[position..<stop], as: UTF8.self), radix: 16)
    position = stop
    put(code.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}", from: start..<stop)
  }

  private static let escapes: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "0"): "\0", UInt8(ascii: "a"): "\u{07}", UInt8(ascii: "b"): "\u{08}", UInt8(ascii: "t"): "\t", UInt8(ascii: "n"): "\n",
    UInt8(ascii: "v"): "\u{0B}", UInt8(ascii: "f"): "\u{0C}", UInt8(ascii: "r"): "\r", UInt8(ascii: "e"): "\u{1B}",
    UInt8(ascii: "N"): "\u{85}", UInt8(ascii: "_"): "\u{A0}", UInt8(ascii: "L"): "\u{2028}", UInt8(ascii: "P"): "\u{2029}",
  ]
}
