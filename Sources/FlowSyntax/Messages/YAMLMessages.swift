import Diagnostics

/// What can be wrong with a file before it is a flow, FLOW0001 to FLOW0099.
enum YAMLFact: FindingFact {
  case notUTF8
  case controlCharacter(UInt32)
  case lineSeparator(UInt32)
  case tooLarge(limit: Int)
  case tooDeep(limit: Int)
  case tooManyNodes(limit: Int)
  case emptyFile
  case severalDocuments
  case tag(String)
  case unknownAlias(String, known: [String])
  case aliasOfItself(String)
  case duplicateKey(String)
  case keyIsNoText
  case mergeKey
  case emptyValue(key: String?)
  case cutByHash(rest: String)
  case formulaCut(by: Cut, whole: String)
  case tab
  case needsQuotes(text: String, because: String)
  case unclosedQuote(String)
  case unclosedBracket(String)
  case wrongIndentation
  case missingColon(String)
  case unknownEscape(String)
  case unreadable(String)
  case integerTooLarge(String)
  case bracesUnquoted(String, offer: String?)
  case dashWithoutBlank
  case hardBlank

  enum Cut: String { case colon = "`: `", comma = "a comma", brace = "a brace or bracket", hash = "` #`" }

  var code: FindingCode {
    switch self {
    case .notUTF8: 1
    case .controlCharacter: 2
    case .lineSeparator: 3
    case .tooLarge: 4
    case .tooDeep: 5
    case .tooManyNodes: 6
    case .emptyFile: 7
    case .severalDocuments: 8
    case .tag: 9
    case .unknownAlias: 10
    case .aliasOfItself: 11
    case .duplicateKey: 12
    case .keyIsNoText: 13
    case .mergeKey: 14
    case .emptyValue: 15
    case .cutByHash: 16
    case .formulaCut: 17
    case .tab: 18
    case .needsQuotes: 19
    case .unclosedQuote: 20
    case .unclosedBracket: 21
    case .wrongIndentation: 22
    case .missingColon: 23
    case .unknownEscape: 24
    case .unreadable: 25
    case .integerTooLarge: 26
    case .bracesUnquoted: 27
    case .dashWithoutBlank: 28
    case .hardBlank: 29
    }
  }

  var message: String {
    switch self {
    case .notUTF8: "This byte is not UTF-8, so the file cannot be read as text."
    case .controlCharacter(let value): "The invisible character U+\(hex(value)) may not stand in a file."
    case .lineSeparator(let value): "The invisible character U+\(hex(value)) breaks lines in some programs and not in others."
    case .tooLarge(let limit): "The file is larger than \(limit / 1_000_000) MB."
    case .tooDeep(let limit): "Lists and mappings are nested more than \(limit) deep."
    case .tooManyNodes(let limit): "With its aliases written out the file has more than \(limit) values."
    case .emptyFile: "The file is empty."
    case .severalDocuments: "A second document begins here; a file has one."
    case .tag(let tag): "The tag \(Phrase.quote(tag)) has no meaning here."
    case .unknownAlias(let name, _): "There is no anchor `&\(name)` above this alias."
    case .aliasOfItself(let name): "`*\(name)` stands inside the very value that it repeats."
    case .duplicateKey(let key): "The key \(Phrase.quote(key)) is here twice."
    case .keyIsNoText: "A key must be text."
    case .mergeKey: "`<<` does not merge mappings: YAML 1.2 has no merge keys."
    case .emptyValue(let key?): "\(Phrase.quote(key)) has no value."
    case .emptyValue(nil): "This item is empty."
    case .cutByHash(let rest): "YAML takes \(Phrase.quote(rest)) for a comment and drops it."
    case .formulaCut(let cut, _): "YAML cuts this formula short at \(cut.rawValue)."
    case .tab: "A tab indents this line; YAML indents with blanks only."
    case .needsQuotes(let text, let because): "\(Phrase.quote(text)) must be quoted: \(because)."
    case .unclosedQuote(let quote): "The text that begins with this \(quote) has no \(quote) at its end."
    case .unclosedBracket(let bracket): "This `\(bracket)` is not closed where its content ends."
    case .wrongIndentation: "This line is indented neither like the lines above it nor as a part of them."
    case .missingColon(let text): "\(Phrase.quote(text)) has no `:` after it."
    case .unknownEscape(let escape): "\(Phrase.quote(escape)) means nothing inside double quotes."
    case .unreadable(let what): "YAML cannot be read from here on: \(what)."
    case .integerTooLarge(let text): "\(Phrase.quote(text)) does not fit into 64 bits."
    case .dashWithoutBlank: "This `-` begins no item: there is no blank after it."
    case .bracesUnquoted(let text, _): "\(Phrase.quote(text)) is how other tools fill in a value; to YAML it is a mapping."
    case .hardBlank: "This blank is a no-break space (U+00A0), which YAML takes for a letter."
    }
  }

  var hint: String? {
    switch self {
    case .notUTF8: "Save the file as UTF-8."
    case .controlCharacter: "Delete it, or write it as an escape in double quotes."
    case .lineSeparator(let value): "Put a plain line break or a blank in its place, or write \"\\u\(hex(value))\" in double quotes."
    case .tooLarge: "Put tables of values into CSV files: `tables: { name: { file: name.csv, key: COLUMN } }`."
    case .tooDeep: nil
    case .tooManyNodes: "Write less with anchors and aliases."
    case .emptyFile: "`flowrun new` makes a flow to start from."
    case .severalDocuments: "Put what follows `---` into a file of its own."
    case .tag: "Quote text that begins with `!`; a formula begins with `=`, as in `=!event.IsWon`."
    case .unknownAlias(let name, let known):
      known.isEmpty ? "Text that begins with `*` must be quoted: '*\(name)'." : Phrase.unknown(name, valid: known)
    case .aliasOfItself: nil
    case .duplicateKey: "Keep one of the two."
    case .keyIsNoText: "Text that begins with `{` or `[` must be quoted."
    case .mergeKey: "Write the keys out."
    case .emptyValue(.some): "Indent what belongs to it two blanks further; write `null` to mean null, '' to mean empty text, or delete the line."
    case .emptyValue: "Write `null` to mean null, '' to mean empty text, or delete the line."
    case .cutByHash: "Quote the text if `#` belongs to it; leave a blank after `#` if it is a comment."
    case .formulaCut(_, let whole): "Quote it: \(whole)"
    case .tab: "Put two blanks in its place."
    case .needsQuotes: nil
    case .unclosedQuote(let quote): quote == "'" ? "Inside '…' a quote is written twice: ''." : "Inside \"…\" a quote is written \\\"."
    case .unclosedBracket: "Close it, or put a comma between its parts."
    case .wrongIndentation: "Keys of one mapping begin in one column; what belongs to a key is two blanks further in."
    case .missingColon: "Write `key: value`."
    case .unknownEscape: "Write a backslash as `\\\\`, or use single quotes, in which a backslash is itself."
    case .unreadable: nil
    case .dashWithoutBlank: "Write `- `."
    case .hardBlank: "Put a plain blank in its place: it often comes along when text is copied from a page."
    case .bracesUnquoted(_, let offer?): "Write `\(offer)`."
    case .bracesUnquoted: "A value in text is `${…}`, a value alone `=…`."
    case .integerTooLarge: "Quote it if it is an id or another text of digits."
    }
  }

  private func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
