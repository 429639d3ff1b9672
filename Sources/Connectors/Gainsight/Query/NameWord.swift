/// The text by which candidates for a name are asked: of its first significant word the longest stretch of ASCII, so that an accent in the
/// record or its absence makes no difference. There is no pattern for one unknown letter as in SOQL.
enum NameWord {
  /// Nil for a name without a letter or digit.
  static func of(_ name: String) -> String? {
    for word in name.split(whereSeparator: \.isWhitespace) {
      let runs = word.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      if let longest = runs.max(by: { $0.count < $1.count }) { return String(longest) }
      if word.contains(where: { $0.isLetter || $0.isNumber }) { return String(word) }
    }
    return nil
  }
}
