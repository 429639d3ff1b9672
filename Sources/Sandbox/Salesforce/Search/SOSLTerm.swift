/// What stands in the braces of a search: words and phrases with AND, OR, AND NOT and parentheses.
indirect enum SOSLTerm: Sendable {
  /// A word with its wild cards.
  case word([SOQLString.Part])
  case phrase(String)
  case all([SOSLTerm])
  case any([SOSLTerm])
  case not(SOSLTerm)

  static func parse(_ text: String) throws(Rejection) -> SOSLTerm {
    var parser = SOSLTermParser(text)
    return try parser.whole()
  }

  func matches(_ text: SearchedText) -> Bool {
    switch self {
    case .word(let pattern): text.words.contains { SOQLString.matches($0, pattern) }
    case .phrase(let phrase): text.texts.contains { $0.contains(phrase) }
    case .all(let terms): terms.allSatisfy { $0.matches(text) }
    case .any(let terms): terms.contains { $0.matches(text) }
    case .not(let term): !term.matches(text)
    }
  }
}

/// The texts of one record as a search sees them: without case and accents, whole and as words.
struct SearchedText {
  let texts: [String]
  let words: [String]

  init(_ texts: [String]) {
    self.texts = texts.map(Self.folded)
    words = self.texts.flatMap { text in
      text.split { !$0.isLetter && !$0.isNumber && !"@.-'_".contains($0) }.map(String.init) + [text]
    }
  }

  static func folded(_ text: String) -> String { CompanyNames.withoutAccents(text).lowercased() }
}

private struct SOSLTermParser {
  private enum Token: Equatable { case word([SOQLString.Part]), phrase(String), and, or, not, open, close }

  private var tokens: [Token] = []
  private var position = 0
  private let text: String

  init(_ text: String) {
    self.text = text
    var rest = Substring(text)
    while let first = rest.first {
      switch first {
      case "(", ")":
        tokens.append(first == "(" ? .open : .close)
        rest.removeFirst()
      case "\"":
        rest.removeFirst()
        let phrase = rest.prefix { $0 != "\"" }
        rest = rest.dropFirst(phrase.count + 1)
        tokens.append(.phrase(SearchedText.folded(String(phrase).replacing("\\", with: ""))))
      case _ where first.isWhitespace: rest.removeFirst()
      default: if let token = Self.word(&rest) { tokens.append(token) }
      }
    }
  }

  /// A word starts the words that it finds: `acme` finds `acmes`. Nil for what has neither letter nor digit, which no index holds.
  private static func word(_ rest: inout Substring) -> Token? {
    var plain = ""
    var pattern: [SOQLString.Part] = []
    while let character = rest.first, !character.isWhitespace, character != "(", character != ")", character != "\"" {
      rest.removeFirst()
      let isEscaped = character == "\\"
      guard let meant = isEscaped ? rest.popFirst() : character else { break }
      plain.append(meant)
      if !isEscaped, meant == "*" || meant == "?" {
        pattern.append(meant == "*" ? .many : .one)
      } else {
        pattern += SearchedText.folded(String(meant)).map { .character($0) }
      }
    }
    switch plain.uppercased() {
    case "AND": return .and
    case "OR": return .or
    case "NOT": return .not
    default:
      guard plain.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
      return .word(pattern.last == .many ? pattern : pattern + [.many])
    }
  }

  private mutating func take(_ token: Token) -> Bool {
    guard position < tokens.count, tokens[position] == token else { return false }
    position += 1
    return true
  }

  mutating func whole() throws(Rejection) -> SOSLTerm {
    let term = try any()
    guard position == tokens.count else { throw unexpected() }
    return term
  }

  private mutating func any() throws(Rejection) -> SOSLTerm {
    var terms = [try all()]
    while take(.or) { terms.append(try all()) }
    return terms.count == 1 ? terms[0] : .any(terms)
  }

  // Words side by side are an AND.
  private mutating func all() throws(Rejection) -> SOSLTerm {
    var terms = [try one()]
    while position < tokens.count, tokens[position] != .or, tokens[position] != .close {
      _ = take(.and)
      terms.append(try one())
    }
    return terms.count == 1 ? terms[0] : .all(terms)
  }

  private mutating func one() throws(Rejection) -> SOSLTerm {
    if take(.not) { return .not(try one()) }
    if take(.open) {
      let inner = try any()
      guard take(.close) else { throw unexpected() }
      return inner
    }
    guard position < tokens.count else { throw unexpected() }
    position += 1
    switch tokens[position - 1] {
    case .word(let pattern): return .word(pattern)
    case .phrase(let phrase): return .phrase(phrase)
    default: throw unexpected()
    }
  }

  private func unexpected() -> Rejection { Rejection("MALFORMED_SEARCH", "The search term is not well formed: {\(text)}") }
}
