/// Cuts a formula into tokens.
struct Scanner {
  let source: [Unicode.Scalar]
  var at = 0

  init(_ source: [Unicode.Scalar]) { self.source = source }

  static func tokens(_ source: [Unicode.Scalar]) throws(SyntaxFailure) -> [Token] {
    var scanner = Scanner(source)
    var tokens: [Token] = []
    while true {
      let token = try scanner.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  func peek(_ offset: Int = 0) -> Unicode.Scalar? { at + offset < source.count ? source[at + offset] : nil }

  func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: source[range])
    return String(text)
  }

  private mutating func next() throws(SyntaxFailure) -> Token {
    skipBlanks()
    guard let first = peek() else { return Token(kind: .end, range: at..<at) }
    if let prefix = quotePrefix() { return try string(prefix) }
    if Self.startsName(first) { return name() }
    if Self.isDigit(first) { return try number() }
    if first == ".", let second = peek(1), Self.isDigit(second) { return try number() }
    if first == "`" { return try quotedName() }
    return try symbol(first)
  }

  private mutating func skipBlanks() {
    while let scalar = peek() {
      switch scalar {
      case " ", "\t", "\n", "\r", "\u{0C}": at += 1
      case "/":
        guard peek(1) == "/" else { return }
        while let scalar = peek(), scalar != "\n" { at += 1 }
      default: return
      }
    }
  }

  static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private mutating func name() -> Token {
    let start = at
    while let scalar = peek(), Self.startsName(scalar) || Self.isDigit(scalar) { at += 1 }
    return Token(kind: .name(text(start..<at)), range: start..<at)
  }

  private mutating func quotedName() throws(SyntaxFailure) -> Token {
    let start = at
    at += 1
    while let scalar = peek(), Self.startsName(scalar) || Self.isDigit(scalar) || "-./ ".unicodeScalars.contains(scalar) { at += 1 }
    guard peek() == "`", at > start + 1 else {
      throw SyntaxFailure(
        .syntax, start..<at, "A field name in back quotes has letters, digits, `_`, `-`, `.`, `/` and blanks, and ends with a back quote.")
    }
    at += 1
    return Token(kind: .quotedName(text(start + 1..<at - 1)), range: start..<at)
  }

  private static let pairs: Set<String> = ["==", "!=", "<=", ">=", "&&", "||"]
  private static let singles = Set("+-*/%<>!?:.,()[]{}".unicodeScalars)

  private mutating func symbol(_ first: Unicode.Scalar) throws(SyntaxFailure) -> Token {
    let start = at
    if peek(1) != nil {
      let pair = text(at..<at + 2)
      if Self.pairs.contains(pair) {
        at += 2
        return Token(kind: .symbol(pair), range: start..<at)
      }
      if pair == "<>" {
        throw SyntaxFailure(.syntax, start..<at + 2, "`<>` is not an operator.", hint: "Write `!=`.", replacement: "!=")
      }
    }
    guard Self.singles.contains(first) else { throw unexpected(first) }
    at += 1
    return Token(kind: .symbol(String(first)), range: start..<at)
  }

  private func unexpected(_ scalar: Unicode.Scalar) -> SyntaxFailure {
    let range = at..<at + 1
    switch scalar {
    case "=": return SyntaxFailure(.syntax, range, "`=` does not compare.", hint: "Write `==`.", replacement: "==")
    case "&": return SyntaxFailure(.syntax, range, "`&` is not an operator.", hint: "Write `&&`, or `+` to join text.")
    case "|": return SyntaxFailure(.syntax, range, "`|` is not an operator.", hint: "Write `||`.", replacement: "||")
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}":
      return SyntaxFailure(.syntax, range, "`\(scalar)` is a typographic quote.", hint: "Write `\"` around text.", replacement: "\"")
    case "\\", "$", "#", "@", "^", "~", ";":
      return SyntaxFailure(.syntax, range, "`\(scalar)` has no meaning here.")
    default:
      return SyntaxFailure(.syntax, range, "The character `\(scalar)` has no meaning here.", hint: "Put text in quotes, a field name in back quotes.")
    }
  }
}
