/// The text by which candidates for a name are asked: of its first significant word the longest stretch that is spelt alike with and without
/// accents. There is no pattern for one unknown letter as in SOQL.
enum NameWord {
  /// Two letters that may be one in the record, or the other way round.
  private static let pairs = ["ss", "ae", "oe"]

  /// Nil for a name without a letter or digit.
  static func of(_ name: String) -> String? {
    for word in name.split(whereSeparator: \.isWhitespace) {
      let runs = word.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      if let longest = longest(runs) {
        let sure = Self.longest(split(longest)).map(String.init) ?? ""
        // A stretch of two letters would bring half the table.
        return sure.count > 2 ? sure : String(longest)
      }
      if word.contains(where: { $0.isLetter || $0.isNumber }) { return String(word) }
    }
    return nil
  }

  private static func longest(_ parts: [Substring]) -> Substring? { parts.max { $0.count < $1.count } }

  private static func split(_ run: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = run.startIndex
    var here = run.startIndex
    while here < run.endIndex {
      let next = run.index(after: here)
      guard next < run.endIndex, pairs.contains(run[here...next].lowercased()) else {
        here = next
        continue
      }
      parts.append(run[start..<here])
      here = run.index(after: next)
      start = here
    }
    return parts + [run[start...]]
  }
}
