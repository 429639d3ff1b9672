/// A token of a query, with the offset at which it starts.
struct SOQLToken: Sendable {
  enum Kind: Sendable, Equatable {
    /// A name, a keyword, or a date literal such as `LAST_N_DAYS:30`.
    case word(String)
    /// A string with its escapes, without its quotes.
    case string(String)
    case number(String)
    case date(CivilDate)
    case datetime(Instant)
    case symbol(String)
    case end
  }

  var kind: Kind
  var offset: Int

  /// The token as error messages show it.
  var shown: String {
    switch kind {
    case .word(let text), .number(let text), .symbol(let text): text
    case .string(let text): "'\(text)'"
    case .date(let date): date.text
    case .datetime(let instant): instant.iso
    case .end: "<EOF>"
    }
  }
}

/// Splits a query into tokens (salesforce.md 3.3).
struct SOQLLexer {
  private let characters: [Character]
  private var position = 0

  init(_ text: String) { characters = Array(text) }

  mutating func tokens() throws(Rejection) -> [SOQLToken] {
    var result: [SOQLToken] = []
    while true {
      while position < characters.count, characters[position].isWhitespace { position += 1 }
      let start = position
      guard position < characters.count else {
        result.append(SOQLToken(kind: .end, offset: start))
        return result
      }
      result.append(SOQLToken(kind: try next(), offset: start))
    }
  }

  private mutating func next() throws(Rejection) -> SOQLToken.Kind {
    let character = characters[position]
    if character.isLetter || character == "_" { return word() }
    if character == "'" { return try string() }
    if character.isNumber || (character == "-" || character == "+") && position + 1 < characters.count && characters[position + 1].isNumber {
      return try number()
    }
    let pair = String(characters[position..<min(position + 2, characters.count)])
    if ["!=", "<=", ">=", "<>"].contains(pair) {
      position += 2
      return .symbol(pair == "<>" ? "!=" : pair)
    }
    guard "(),.=<>:".contains(character) else {
      throw Rejection("MALFORMED_QUERY", "unexpected char: '\(character)'")
    }
    position += 1
    return .symbol(String(character))
  }

  private mutating func word() -> SOQLToken.Kind {
    var text = ""
    while position < characters.count, characters[position].isLetter || characters[position].isNumber || characters[position] == "_" {
      text.append(characters[position])
      position += 1
    }
    // `LAST_N_DAYS:30` is one literal.
    if position + 1 < characters.count, characters[position] == ":", text.uppercased().contains("_N_") || text.uppercased().hasPrefix("N_") {
      var digits = ""
      var ahead = position + 1
      while ahead < characters.count, characters[ahead].isNumber {
        digits.append(characters[ahead])
        ahead += 1
      }
      if !digits.isEmpty {
        position = ahead
        return .word("\(text):\(digits)")
      }
    }
    return .word(text)
  }

  private mutating func string() throws(Rejection) -> SOQLToken.Kind {
    position += 1
    var text = ""
    while position < characters.count {
      let character = characters[position]
      position += 1
      if character == "'" {
        guard text.count <= 4000 else { throw Rejection("MALFORMED_QUERY", "string literal too long: the limit is 4000 characters") }
        return .string(text)
      }
      text.append(character)
      if character == "\\", position < characters.count {
        text.append(characters[position])
        position += 1
      }
    }
    throw Rejection("MALFORMED_QUERY", "unexpected token: '<EOF>'; the string literal is not closed")
  }

  private mutating func number() throws(Rejection) -> SOQLToken.Kind {
    let start = position
    while position < characters.count, characters[position].isLetter || characters[position].isNumber || "+-.:".contains(characters[position]) {
      position += 1
    }
    let text = String(characters[start..<position])
    if let date = CivilDate(text) { return .date(date) }
    if text.count > 10, text.contains("T"), let instant = Instant(iso: text) { return .datetime(instant) }
    guard Double(text) != nil else { throw Rejection("MALFORMED_QUERY", "unexpected token: '\(text)'") }
    return .number(text)
  }
}
