extension Scanner {
  /// What stands before and around the characters of a string.
  struct QuotePrefix {
    var length = 0
    var isRaw = false
    var isBytes = false
    var quote: Unicode.Scalar
  }

  /// The prefix of a string that starts here: `"`, `r'`, `b"`, `br"` …
  func quotePrefix() -> QuotePrefix? {
    var prefix = QuotePrefix(quote: "\"")
    while let scalar = peek(prefix.length) {
      switch scalar {
      case "\"", "'":
        prefix.quote = scalar
        return prefix
      case "r", "R":
        guard !prefix.isRaw else { return nil }
        prefix.isRaw = true
      case "b", "B":
        guard !prefix.isBytes else { return nil }
        prefix.isBytes = true
      default: return nil
      }
      prefix.length += 1
    }
    return nil
  }

  mutating func string(_ prefix: QuotePrefix) throws(SyntaxFailure) -> Token {
    let start = at
    at += prefix.length
    let isLong = peek(1) == prefix.quote && peek(2) == prefix.quote
    at += isLong ? 3 : 1
    var bytes: [UInt8] = []
    while true {
      guard let scalar = peek(), isLong || (scalar != "\n" && scalar != "\r") else {
        throw SyntaxFailure(
          .syntax, start..<at, "The text has no closing quote.",
          hint: "Close it with `\(isLong ? "\(prefix.quote)\(prefix.quote)\(prefix.quote)" : "\(prefix.quote)")`.")
      }
      if scalar == prefix.quote, !isLong || (peek(1) == prefix.quote && peek(2) == prefix.quote) {
        at += isLong ? 3 : 1
        break
      }
      if scalar == "\\", !prefix.isRaw {
        try escape(into: &bytes, isBytes: prefix.isBytes)
      } else {
        at += 1
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    let kind: Token.Kind = prefix.isBytes ? .bytes(bytes) : .string(String(decoding: bytes, as: UTF8.self))
    return Token(kind: kind, range: start..<at)
  }

  private mutating func escape(into bytes: inout [UInt8], isBytes: Bool) throws(SyntaxFailure) {
    let start = at
    guard let mark = peek(1) else { throw SyntaxFailure(.badLiteral, start..<at + 1, "The text has no closing quote.") }
    at += 2
    switch mark {
    case "a": bytes.append(0x07)
    case "b": bytes.append(0x08)
    case "f": bytes.append(0x0C)
    case "n": bytes.append(0x0A)
    case "r": bytes.append(0x0D)
    case "t": bytes.append(0x09)
    case "v": bytes.append(0x0B)
    case "\\", "?", "\"", "'", "`": bytes.append(UInt8(mark.value))
    case "x", "X": try code(start, digits: 2, radix: 16, isByte: isBytes, into: &bytes)
    case "u" where !isBytes: try code(start, digits: 4, radix: 16, isByte: false, into: &bytes)
    case "U" where !isBytes: try code(start, digits: 8, radix: 16, isByte: false, into: &bytes)
    case "0"..."3":
      at -= 1
      try code(start, digits: 3, radix: 8, isByte: isBytes, into: &bytes)
    default:
      throw SyntaxFailure(
        .badLiteral, start..<at, "`\\\(mark)` is no escape\(isBytes ? " in bytes" : "").",
        hint: "Write `\\\\` for a backslash, or `r\"…\"` for text without escapes.")
    }
  }

  private mutating func code(_ start: Int, digits: Int, radix: UInt32, isByte: Bool, into bytes: inout [UInt8]) throws(SyntaxFailure) {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let scalar = peek(), scalar.isASCII, let digit = Character(scalar).hexDigitValue, digit < radix else {
        throw SyntaxFailure(.badLiteral, start..<at, "The escape needs \(digits) \(radix == 8 ? "octal" : "hexadecimal") digits.")
      }
      value = value &* radix &+ UInt32(digit)
      at += 1
    }
    if isByte { return bytes.append(UInt8(truncatingIfNeeded: value)) }
    guard let scalar = Unicode.Scalar(value) else {
      throw SyntaxFailure(.badLiteral, start..<at, "The escape names no Unicode character.")
    }
    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
