import CEL
import Diagnostics

/// What people write in formulas who come from spreadsheets, SQL, Jinja, JavaScript or Python, and what it is here.
struct FormulaHabits {
  let scalars: [Unicode.Scalar]
  /// The names of the event's fields.
  let eventFields: [String]
  /// The names of the flow's tables.
  let tables: [String]

  init(_ text: String, eventFields: [String], tables: [String]) {
    scalars = Array(text.unicodeScalars)
    self.eventFields = eventFields
    self.tables = tables
  }

  /// The issues with what is known of the habit behind them, and without those that only follow from another one.
  func explain(_ issues: [Issue]) -> [Issue] {
    let names = issues.filter { $0.kind == .undeclaredName }.map(\.range)
    return issues.compactMap { issue in
      switch issue.kind {
      case .syntax, .reservedWord: return SyntaxHabits(scalars).explain(issue)
      case .undeclaredName: return explain(name: issue)
      case .undeclaredFunction:
        // What is called on a name that does not exist is as unknown as the name.
        let follows = names.contains { $0.upperBound + 1 == issue.range.lowerBound && scalars[safe: $0.upperBound] == "." }
        return follows ? nil : explain(function: issue)
      default: return issue
      }
    }
  }

  private func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
    return String(text)
  }

  private func explain(name issue: Issue) -> Issue {
    let name = text(issue.range)
    let plain = name.hasPrefix(".") ? String(name.dropFirst()) : name
    if let word = WordHabits.constants[plain.lowercased()] { return issue.with(hint: "Write `\(word)`.", replacement: word) }
    if eventFields.contains(plain) { return issue.with(hint: "Write `event.\(plain)`.", replacement: "event.\(plain)") }
    if tables.contains(plain) { return issue.with(hint: "Write `tables.\(plain)`.", replacement: "tables.\(plain)") }
    if let hint = WordHabits.names[plain.lowercased()] { return issue.with(hint: hint, replacement: nil) }
    let letters = plain.prefix { $0.isASCII && $0.isUppercase }
    if (1...3).contains(letters.count), letters.count < plain.count, plain.dropFirst(letters.count).allSatisfy(\.isNumber) {
      return issue.with(hint: "There are no cells here: a field of the event is `event.NAME`, one of a step's record `ID.NAME`.", replacement: nil)
    }
    return issue
  }

  private func explain(function issue: Issue) -> Issue {
    let name = text(issue.range)
    let end = issue.range.upperBound
    if let word = WordHabits.times[name.lowercased()] {
      let hasParentheses = scalars[safe: end] == "(" && scalars[safe: end + 1] == ")"
      var found = issue.with(hint: "Write `\(word)`, without parentheses.", replacement: hasParentheses ? word : nil)
      if hasParentheses { found.range = issue.range.lowerBound..<end + 2 }
      return found
    }
    guard let habit = WordHabits.functions[name.lowercased()] else { return issue }
    if let other = habit.name, other == name { return issue }
    let isMethod = issue.range.lowerBound > 0 && scalars[issue.range.lowerBound - 1] == "."
    return issue.with(hint: habit.hint, replacement: isMethod ? nil : habit.name)
  }
}

extension Issue {
  func with(hint: String, replacement: String?) -> Issue {
    var issue = self
    issue.hint = hint
    issue.replacement = replacement
    return issue
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
