/// Puts the blanks of a formula where they belong, and changes nothing else: brackets, numbers and line breaks stay as they are written.
public enum FormulaSpacing {
  /// A line of a formula.
  public struct Line: Sendable, Equatable {
    public var text: String
    /// How many brackets that earlier lines have opened enclose it; those that it closes itself at its beginning do not count.
    public var depth: Int
  }

  /// The lines of a formula with one blank around operators and after commas, text in double quotes where that needs no escape. Nil when it
  /// cannot be read, has comments, or has text that goes over several lines.
  public static func lines(_ formula: String) -> [Line]? {
    let source = Array(formula.unicodeScalars)
    guard let tokens = tokens(source), hasNoComments(source, tokens) else { return nil }
    var spacer = Spacer(source: source)
    for token in tokens where !spacer.take(token) { return nil }
    let lines = spacer.finish()
    guard areSame(lines.map(\.text).joined(separator: "\n"), formula) else { return nil }
    return lines
  }

  /// True when both are the same formula but for blanks and the kind of quotes.
  public static func areSame(_ a: String, _ b: String) -> Bool {
    guard let left = tokens(Array(a.unicodeScalars)), let right = tokens(Array(b.unicodeScalars)) else { return a == b }
    return left.elementsEqual(right) { $0.kind == $1.kind }
  }

  private static func tokens(_ source: [Unicode.Scalar]) -> [Token]? {
    guard source.count <= 100_000, let tokens = try? Scanner.tokens(source) else { return nil }
    return tokens.dropLast()
  }

  private static func hasNoComments(_ source: [Unicode.Scalar], _ tokens: [Token]) -> Bool {
    var end = 0
    for token in tokens {
      if source[end..<token.range.lowerBound].contains("/") { return false }
      end = token.range.upperBound
    }
    return !source[end...].contains("/")
  }
}

/// Joins tokens, line by line.
private struct Spacer {
  let source: [Unicode.Scalar]
  private var lines: [FormulaSpacing.Line] = []
  private var text = ""
  /// Brackets that are open: the symbol, and how many `?` in it wait for their `:`.
  private var open: [(symbol: String, waiting: Int)] = [("", 0)]
  private var depthAtStart = 0
  private var last: Token?
  /// True when the last token was an operator with one side only: what follows touches it.
  private var touches = false
  private var isAtLineStart = true

  init(source: [Unicode.Scalar]) { self.source = source }

  /// False for a token that cannot be placed.
  mutating func take(_ token: Token) -> Bool {
    let spelling = spelling(token)
    guard !spelling.unicodeScalars.contains("\n") else { return false }
    let from = last?.range.upperBound ?? 0
    if source[from..<token.range.lowerBound].contains("\n"), last != nil { breakLine() }
    let symbol: String? = if case .symbol(let symbol) = token.kind { symbol } else { nil }
    let isPrefix = symbol.map(isPrefixOperator) ?? false
    if let symbol, ")]}".contains(symbol) {
      if open.count > 1 { open.removeLast() }
      if isAtLineStart { depthAtStart = open.count - 1 }
    }
    if !isAtLineStart, needsBlank(before: token, symbol, isPrefix: isPrefix) { text += " " }
    text += spelling
    isAtLineStart = isAtLineStart && (symbol.map { ")]}".contains($0) } ?? false)
    switch symbol {
    case "(", "[", "{": open.append((symbol ?? "", 0))
    case "?" where !isPrefix && !touchesDot: open[open.count - 1].waiting += 1
    case ":" where open[open.count - 1].waiting > 0: open[open.count - 1].waiting -= 1
    default: break
    }
    touches = isPrefix || symbol == "." || (symbol == "?" && touchesDot)
    last = token
    return true
  }

  mutating func finish() -> [FormulaSpacing.Line] {
    breakLine()
    return lines
  }

  private mutating func breakLine() {
    if !text.isEmpty { lines.append(.init(text: text, depth: depthAtStart)) }
    text = ""
    depthAtStart = open.count - 1
    isAtLineStart = true
  }

  /// `.?field`
  private var touchesDot: Bool { last?.kind == .symbol(".") }

  /// `-x`, `!x`, and the `?` of an optional element.
  private func isPrefixOperator(_ symbol: String) -> Bool {
    switch symbol {
    case "!", "-": return !lastEndsValue
    case "?": return !lastEndsValue && !touchesDot
    default: return false
    }
  }

  private var lastEndsValue: Bool {
    switch last?.kind {
    case nil, .end: false
    case .symbol(let symbol): ")]}".contains(symbol)
    case .name(let name): name != "in"
    default: true
    }
  }

  private func needsBlank(before token: Token, _ symbol: String?, isPrefix: Bool) -> Bool {
    guard let last, !touches else { return false }
    if case .symbol(let previous) = last.kind, previous == "(" || previous == "[" || previous == "{" { return false }
    switch symbol {
    case ",", ")", "]", "}": return false
    case ".": return !lastEndsValue
    case "?" where touchesDot: return false
    case ":": return open[open.count - 1].waiting > 0
    case "(", "[": return !lastEndsValue
    default: return true
    }
  }

  /// Text in double quotes where it can be.
  private func spelling(_ token: Token) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: source[token.range])
    let written = String(view)
    guard case .string(let text) = token.kind, written.hasPrefix("'"), !written.hasPrefix("'''"),
      !text.unicodeScalars.contains(where: { $0 == "\"" || $0 == "\\" || $0.value < 0x20 || $0.value == 0x7F }),
      written == "'\(text)'"
    else { return written }
    return "\"\(text)\""
  }
}
