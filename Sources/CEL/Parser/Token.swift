/// A word of the language.
struct Token {
  enum Kind: Equatable {
    /// A name, a keyword or a reserved word.
    case name(String)
    /// A field name between back quotes.
    case quotedName(String)
    /// Digits as written, `0x` included.
    case int(String)
    case uint(String)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    /// One of `Scanner.symbols`.
    case symbol(String)
    case end
  }

  let kind: Kind
  /// Code points.
  let range: Range<Int>
}

/// Stops reading: the formula is broken here.
struct SyntaxFailure: Error {
  let issue: Issue

  init(_ kind: Issue.Kind, _ range: Range<Int>, _ message: String, hint: String? = nil, replacement: String? = nil) {
    issue = Issue(kind, range, message, hint: hint, replacement: replacement)
  }
}
