extension Scanner {
  /// A number; its sign is not part of it.
  mutating func number() throws(SyntaxFailure) -> Token {
    let start = at
    if peek() == "0", peek(1) == "x" || peek(1) == "X" {
      at += 2
      let digits = at
      while let scalar = peek(), Character(scalar).isHexDigit, scalar.isASCII { at += 1 }
      guard at > digits else { throw SyntaxFailure(.badLiteral, start..<at, "A hexadecimal number needs digits after `0x`.") }
      return try whole(start)
    }
    skipDigits()
    var isDouble = false
    if peek() == ".", let next = peek(1), Self.isDigit(next) {
      isDouble = true
      at += 1
      skipDigits()
    }
    if peek() == "e" || peek() == "E" {
      let sign = peek(1) == "+" || peek(1) == "-" ? 1 : 0
      if let digit = peek(1 + sign), Self.isDigit(digit) {
        isDouble = true
        at += 1 + sign
        skipDigits()
      }
    }
    guard isDouble else { return try whole(start) }
    try refuseName(after: start)
    guard let value = Double(text(start..<at)), value.isFinite else {
      throw SyntaxFailure(.badLiteral, start..<at, "The number is too large for a double.")
    }
    return Token(kind: .double(value), range: start..<at)
  }

  private mutating func whole(_ start: Int) throws(SyntaxFailure) -> Token {
    let digits = text(start..<at)
    let isUnsigned = peek() == "u" || peek() == "U"
    if isUnsigned { at += 1 }
    try refuseName(after: start)
    return Token(kind: isUnsigned ? .uint(digits) : .int(digits), range: start..<at)
  }

  private mutating func skipDigits() {
    while let scalar = peek(), Self.isDigit(scalar) { at += 1 }
  }

  private mutating func refuseName(after start: Int) throws(SyntaxFailure) {
    guard let scalar = peek(), Self.startsName(scalar) else { return }
    throw SyntaxFailure(.badLiteral, start..<at + 1, "A number cannot be followed by a letter.")
  }

  /// The magnitude of digits as written.
  static func magnitude(_ digits: String) -> UInt64? {
    digits.hasPrefix("0x") || digits.hasPrefix("0X") ? UInt64(digits.dropFirst(2), radix: 16) : UInt64(digits)
  }
}
