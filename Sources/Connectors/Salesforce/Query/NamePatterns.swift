import CEL

/// The `LIKE` patterns that bring the candidates for a name: its first significant word, as spelt and with one `_` for each letter
/// outside ASCII, so that an accent or its absence makes no difference.
enum NamePatterns {
  static func of(_ name: String) -> Set<String> {
    for word in name.split(whereSeparator: \.isWhitespace) {
      let letters = word.filter { $0.isLetter || $0.isNumber }
      guard !letters.isEmpty else { continue }
      return patterns(trimmed(word), Substring(letters))
    }
    return []
  }

  private static func trimmed(_ word: Substring) -> Substring {
    let start = word.drop { !($0.isLetter || $0.isNumber) }
    let end = start.lastIndex { $0.isLetter || $0.isNumber } ?? start.startIndex
    return start[...end]
  }

  private static func patterns(_ word: Substring, _ letters: Substring) -> Set<String> {
    let head = word.prefix { $0.isLetter || $0.isNumber }
    // "O'Brien", "A.B.C": one letter would bring half the table, so the mark counts as any character, or as none.
    if head.count < 2, letters.count > 1 { return [pattern(word), pattern(letters)].reduce(into: expanded(letters)) { $0.insert($1) } }
    return expanded(head).union([pattern(head)])
  }

  private static func pattern(_ word: Substring) -> String {
    let parts = word.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? SOQLLiteral.PatternPart.text(String($0)) : .oneCharacter }
    return SOQLLiteral.pattern(parts + [.anything])
  }

  /// Letters that fold to two, in both directions: what is compared without case and accents may be spelt either way.
  private static let pairs: [(one: Character, two: String)] = [("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("þ", "th")]

  private static func expanded(_ word: Substring) -> Set<String> {
    var patterns: Set<String> = []
    let lowered = word.lowercased()
    for pair in pairs {
      if lowered.contains(pair.one) { patterns.insert(pattern(Substring(lowered.replacing(String(pair.one), with: pair.two)))) }
      if lowered.contains(pair.two) {
        let spelt = lowered.replacing(pair.two, with: String(pair.one)).map { SOQLLiteral.PatternPart.text(String($0)) }
        patterns.insert(SOQLLiteral.pattern(spelt + [.anything]))
      }
    }
    return patterns
  }
}
