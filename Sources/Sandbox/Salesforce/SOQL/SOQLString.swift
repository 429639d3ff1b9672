/// The escapes of a SOQL string (salesforce.md 3.3).
enum SOQLString {
  /// One part of a LIKE pattern.
  enum Part: Equatable {
    case character(Character)
    case one
    case many
  }

  /// The text that a literal stands for.
  static func text(_ literal: String) throws(Rejection) -> String {
    var text = ""
    for part in try parts(literal, isPattern: false) {
      if case .character(let character) = part { text.append(character) }
    }
    return text
  }

  /// A LIKE pattern in lower case: `%` is any text, `_` any character, a backslash takes their meaning away.
  static func pattern(_ literal: String) throws(Rejection) -> [Part] {
    try parts(literal, isPattern: true).flatMap { part -> [Part] in
      if case .character(let character) = part { return character.lowercased().map { Part.character($0) } }
      return [part]
    }
  }

  private static func parts(_ literal: String, isPattern: Bool) throws(Rejection) -> [Part] {
    var parts: [Part] = []
    var rest = Array(literal)[...]
    while let character = rest.popFirst() {
      guard character == "\\" else {
        parts.append(isPattern && character == "%" ? .many : isPattern && character == "_" ? .one : .character(character))
        continue
      }
      guard let escaped = rest.popFirst() else { throw Rejection("MALFORMED_QUERY", "Illegal escape at the end of a string literal") }
      switch escaped {
      case "n", "N": parts.append(.character("\n"))
      case "r", "R": parts.append(.character("\r"))
      case "t", "T": parts.append(.character("\t"))
      case "b", "B": parts.append(.character("\u{8}"))
      case "f", "F": parts.append(.character("\u{C}"))
      case "'", "\"", "\\": parts.append(.character(escaped))
      case "%" where isPattern, "_" where isPattern: parts.append(.character(escaped))
      case "u":
        guard let code = UInt32(String(rest.prefix(4)), radix: 16), rest.count >= 4, let scalar = Unicode.Scalar(code) else {
          throw Rejection("MALFORMED_QUERY", "Invalid string literal: illegal unicode escape")
        }
        rest = rest.dropFirst(4)
        parts.append(.character(Character(scalar)))
      default: throw Rejection("MALFORMED_QUERY", "Invalid string literal '\(literal)'. Illegal character sequence '\\\(escaped)' in string literal.")
      }
    }
    return parts
  }

  static func matches(_ text: String, _ pattern: [Part]) -> Bool {
    let characters = Array(text.lowercased())
    var at = 0
    var part = 0
    var restart: (part: Int, at: Int)?
    while at < characters.count {
      if part < pattern.count, pattern[part] == .many {
        restart = (part + 1, at)
        part += 1
      } else if part < pattern.count, pattern[part] == .one || pattern[part] == .character(characters[at]) {
        part += 1
        at += 1
      } else if let saved = restart {
        restart = (saved.part, saved.at + 1)
        part = saved.part
        at = saved.at + 1
      } else {
        return false
      }
    }
    return pattern[part...].allSatisfy { $0 == .many }
  }
}
