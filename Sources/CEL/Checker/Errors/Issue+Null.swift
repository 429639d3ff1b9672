internal import Diagnostics

extension Issue {
  /// A value that may be null where one is needed.
  static func nullable(_ user: String, _ text: String?, _ range: Range<Int>, isFlow: Bool) -> Issue {
    let what = text.map { "`\($0)`" } ?? "this"
    let hint: String
    if let text {
      let other = isFlow ? ", or give it another value: `coalesce(\(text), …)`" : ""
      hint = "Test it before: `\(text) != null`\(other)."
    } else {
      hint = isFlow ? "Give it another value where it is null: `coalesce(…, …)`." : "Test it before with `!= null`."
    }
    return Issue(.nullable, range, "\(user) needs a value, and \(what) may be null.", hint: hint)
  }

  static func isNull(_ user: String, _ range: Range<Int>) -> Issue {
    Issue(.nullable, range, "\(user) needs a value, not null.")
  }

  static func notADate(_ text: String, _ range: Range<Int>) -> Issue {
    let hint = text.isEmpty ? "What is missing is null: compare with `null`." : "A date is written year, month, day: `\"2026-03-14\"`."
    return Issue(.badLiteral, range, "\(text.isEmpty ? "Empty text" : Phrase.quote(text)) is no date.", hint: hint)
  }

  static func notInPicklist(_ value: String, _ picklist: Picklist, _ range: Range<Int>) -> Issue {
    let near = NearestName.of(value, in: picklist.values)
    var issue = Issue(
      .unknownValue, range, "\(Phrase.quote(value)) is not a value of `\(picklist.name)`.",
      hint: Phrase.unknown(value, valid: picklist.values),
      replacement: near.map { Value.string($0).jsonText })
    issue.isDoubtful = picklist.isOpen && near == nil
    return issue
  }
}
