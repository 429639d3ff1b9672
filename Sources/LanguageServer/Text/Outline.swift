import Diagnostics

/// Where a place lies in a YAML file, told from indentation alone, so that it holds while the file is being typed.
struct Outline {
  /// The keys that lead to the mapping at hand, outermost first, each with the keys and values written beside it.
  var path: [Level] = []
  /// Keys and values of the mapping at hand.
  var siblings: [String: String] = [:]
  /// The key whose value the place is in; nil on a key.
  var key: String?
  /// The text of the line up to the place.
  var before: String
  /// The part of the value that stands before the place, on its line.
  private var value = ""

  /// True when the place is inside a formula.
  var isFormula: Bool { value.drop { " \"'".contains($0) }.first == "=" || value.contains("${") }

  struct Level {
    var key: String
    var siblings: [String: String]
  }

  /// One line: the column of its key, and what it says.
  private struct Line {
    var column: Int
    var isItem: Bool
    var key: String
    var value: String
  }

  init(_ file: SourceFile, at offset: Int) {
    let number = file.position(at: offset).line
    let lineRange = file.lineRange(number)
    before = file.text(in: lineRange.lowerBound..<max(lineRange.lowerBound, offset))
    let lines = (1...file.lineCount).map { Self.read(file.text(in: file.lineRange($0))) }
    let own = lines[number - 1]
    let blanks = before.prefix { $0 == " " || $0 == "-" }.count
    var column = own?.column ?? blanks
    var index = number - 1
    siblings = Self.siblings(lines, around: index, column: column)
    // Upwards: each line further out is what the one below is in.
    var levels: [Level] = []
    var isItem = own?.isItem ?? before.contains("-")
    while column > 0, index > 0 {
      index -= 1
      guard let line = lines[index] else { continue }
      if line.column == column, !isItem { isItem = line.isItem }
      // A list may stand at the column of its key: `steps:` and `- id: a` below it.
      let isOwner = line.column < column && !(isItem && line.isItem && line.column >= column)
      guard isOwner else { continue }
      levels.append(Level(key: line.key, siblings: Self.siblings(lines, around: index, column: line.column)))
      column = line.column
      isItem = line.isItem
    }
    path = levels.reversed()
    readFlow(own)
  }

  /// Braces on the line itself.
  private mutating func readFlow(_ own: Line?) {
    var text = before[...].drop { $0 == " " || $0 == "-" }
    guard let colon = Self.colon(text) else { return }
    var current: String? = Self.trim(text[..<colon])
    text = text[text.index(after: colon)...]
    var token = ""
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
        token.append(character)
        continue
      }
      switch character {
      case "\"", "'":
        quote = character
        token.append(character)
      case "{" where token.allSatisfy({ " [".contains($0) }):
        path.append(Level(key: current ?? "", siblings: siblings))
        (current, siblings, token) = (nil, [:], "")
      case "}" where !token.contains("=") && !path.isEmpty: token = ""
      case ",":
        if let key = current { siblings[key] = Self.trim(token) }
        if path.last != nil, text.contains("{") { current = nil }
        token = ""
      case ":" where current == nil:
        current = Self.trim(token)
        token = ""
      default: token.append(character)
      }
    }
    key = current
    value = token
  }

  /// Keys of the mapping around a line.
  private static func siblings(_ lines: [Line?], around index: Int, column: Int) -> [String: String] {
    var found: [String: String] = [:]
    var up = index
    while up >= 0 {
      if let line = lines[up] {
        if line.column < column { break }
        if line.column == column {
          found[line.key] = line.value
          if line.isItem { break }
        }
      }
      up -= 1
    }
    var down = index + 1
    while down < lines.count {
      if let line = lines[down] {
        if line.column < column || line.column == column && line.isItem { break }
        if line.column == column { found[line.key] = line.value }
      }
      down += 1
    }
    return found
  }

  private static func read(_ text: String) -> Line? {
    var column = 0
    var isItem = false
    var rest = text[...]
    while let first = rest.first {
      if first == "-", rest.dropFirst().first == " " {
        isItem = true
      } else if first != " " {
        break
      }
      column += 1
      rest = rest.dropFirst()
    }
    guard let first = rest.first, first != "#", let colon = colon(rest) else { return nil }
    return Line(column: column, isItem: isItem, key: trim(rest[..<colon]), value: trim(rest[rest.index(after: colon)...]))
  }

  /// The colon behind a key.
  private static func colon(_ text: Substring) -> Substring.Index? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let next = text.index(after: colon)
    guard next == text.endIndex || text[next] == " " else { return nil }
    return text[..<colon].contains { "{[,=\"' ".contains($0) } ? nil : colon
  }

  private static func trim(_ text: some StringProtocol) -> String {
    var part = Substring(text).drop { $0 == " " }
    while part.last == " " || part.last == "\r" { part.removeLast() }
    return String(part)
  }
}
