import CEL

/// What is no formula at all, though it is elsewhere.
struct SyntaxHabits {
  let scalars: [Unicode.Scalar]

  init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  /// The issue as the habit makes it; itself when none is known.
  func explain(_ issue: Issue) -> Issue {
    let here = min(issue.range.lowerBound, scalars.count)
    return braces(issue) ?? innerBraces() ?? sqlList(issue, here) ?? dollar(issue, here) ?? signs(issue, here) ?? words(issue, here) ?? issue
  }

  private func text(_ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
    return String(text)
  }

  private func issue(_ range: Range<Int>, _ message: String, _ hint: String, _ replacement: String? = nil) -> Issue {
    Issue(.syntax, range, message, hint: hint, replacement: replacement)
  }

  /// `={{ event.Name }}`, `${{ event.Name }}`, `={!Account.Name}`
  private func braces(_ issue: Issue) -> Issue? {
    guard let first = scalars.firstIndex(where: { $0 != " " }), let last = scalars.lastIndex(where: { $0 != " " }), first < last,
      scalars[first] == "{", scalars[last] == "}", !scalars.contains(":")
    else { return nil }
    let isDouble = scalars[safe: first + 1] == "{" && scalars[safe: last - 1] == "}"
    let isMerge = scalars[safe: first + 1] == "!"
    var inside = Array(scalars[(first + (isDouble || isMerge ? 2 : 1))..<max(first + 1, last - (isDouble ? 1 : 0))])
    while inside.first == " " { inside.removeFirst() }
    while inside.last == " " { inside.removeLast() }
    var plain = String.UnicodeScalarView()
    plain.append(contentsOf: inside)
    let isPath = !inside.isEmpty && inside.allSatisfy { Self.isWord($0) || $0 == "." } && inside.first != "."
    let isEvent = String(plain).hasPrefix("event.") || String(plain).hasPrefix("was.")
    let whole = text(first..<last + 1)
    return self.issue(
      first..<last + 1, "Braces like those of `\(whole)` belong to another tool: a formula has none around it.",
      isEvent ? "Write `\(String(plain))`." : "A field of the event is `event.NAME`, one of a step's record `ID.NAME`.",
      isPath && isEvent ? String(plain) : nil)
  }

  /// `event.Amount > {{ var('least') }}`: no map has a map for a key.
  private func innerBraces() -> Issue? {
    guard let start = scalars.indices.first(where: { scalars[$0] == "{" && scalars[safe: $0 + 1] == "{" }),
      let end = scalars.indices.first(where: { $0 > start && scalars[$0] == "}" && scalars[safe: $0 + 1] == "}" })
    else { return nil }
    return self.issue(
      start..<end + 2, "Braces like those of `\(text(start..<end + 2))` belong to another tool: a formula has none around its values.",
      "A field of the event is `event.NAME`, one of a step's record `ID.NAME`, a value of one's own `settings.NAME`.")
  }

  /// `x in ("a", "b")`
  private func sqlList(_ issue: Issue, _ here: Int) -> Issue? {
    guard scalars[safe: here] == "," else { return nil }
    var depth = 0
    guard
      let open = scalars[..<here].indices.last(where: { index in
        if scalars[index] == ")" { depth += 1 }
        if scalars[index] == "(" { depth -= 1 }
        return depth < 0
      }), word(before: open)?.text == "in"
    else { return nil }
    let close = scalars[here...].firstIndex(of: ")")
    let range = open..<(close ?? open) + 1
    let inside = close.map { text(open + 1..<$0) }
    return self.issue(range, "A list stands in square brackets.", "Write `\(inside.map { "[\($0)]" } ?? "[…]")`.", inside.map { "[\($0)]" })
  }

  /// `$json.name`, `$.name`, `$now`
  private func dollar(_ issue: Issue, _ here: Int) -> Issue? {
    guard scalars[safe: here] == "$" else { return nil }
    var end = here + 1
    while let next = scalars[safe: end], Self.isWord(next) || next == "." { end += 1 }
    let path = text(here..<end)
    let replacement: String? =
      switch path {
      case "$now", "$today": String(path.dropFirst())
      case let path where path.hasPrefix("$json."): "event." + path.dropFirst(6)
      case let path where path.hasPrefix("$.") && path.count > 2: "event." + path.dropFirst(2)
      default: nil
      }
    let hint = replacement.map { "Write `\($0)`." } ?? "A field of the event is `event.NAME`, one of a step's record `ID.NAME`."
    return self.issue(here..<end, "`\(path)` belongs to another tool: names have no `$` here.", hint, replacement)
  }

  private func signs(_ issue: Issue, _ here: Int) -> Issue? {
    let sign = scalars[safe: here]
    let (before, next) = (scalars[safe: here - 1], scalars[safe: here + 1])
    switch sign {
    case "?" where before == "?":
      return self.issue(here - 1..<here + 1, "`??` is not an operator.", "Write `coalesce(a, b)`.")
    case "=" where next == ">":
      return self.issue(here..<here + 2, "`=>` is not an operator.", "A macro names its item: `list.map(x, x.name)`.")
    case "=" where before == "=" && (scalars[safe: here - 2] == "=" || scalars[safe: here - 2] == "!"):
      let good = scalars[safe: here - 2] == "=" ? "==" : "!="
      return self.issue(here - 2..<here + 1, "`\(text(here - 2..<here + 1))` is not an operator.", "Write `\(good)`.", good)
    case ";": return self.issue(here..<here + 1, "Arguments are apart by commas, not by `;`.", "Write `,`.", ",")
    case "^": return self.issue(here..<here + 1, "`^` is not an operator.", "Multiply it by itself: `x * x`.")
    case "|" where next != "|":
      var start = here + 1
      while scalars[safe: start] == " " { start += 1 }
      var end = start
      while let letter = scalars[safe: end], Self.isWord(letter) { end += 1 }
      let after = scalars[safe: end]
      guard start < end, after == nil || after == "(" || after == " " || after == "|" else { return nil }
      return self.issue(here..<here + 1, "`|` is not an operator.", "A filter is a function: `\(text(start..<end))(…)`. For yes or no write `||`.")
    default: break
    }
    if let percent = scalars.lastIndex(where: { $0 != " " }), scalars[percent] == "%", here > percent {
      return self.issue(percent..<percent + 1, "There is no value after `%`, the remainder of a division.", "Write five percent as `0.05`.")
    }
    if let question = scalars.indices.first(where: { scalars[$0] == "?" && scalars[safe: $0 + 1] == "." }),
      question < here || sign == "?" || sign == "."
    {
      return self.issue(question..<question + 2, "`?.` is not an operator.", "What is missing is null: write `.`.", ".")
    }
    return nil
  }

  static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) }
}

extension SyntaxHabits {
  /// The words from a place on, with their ranges.
  private func words(from start: Int, _ count: Int) -> [(text: String, range: Range<Int>)] {
    var found: [(text: String, range: Range<Int>)] = []
    var index = start
    while found.count < count {
      while scalars[safe: index] == " " { index += 1 }
      let begin = index
      while let next = scalars[safe: index], Self.isWord(next) { index += 1 }
      if begin == index { break }
      found.append((text(begin..<index).lowercased(), begin..<index))
    }
    return found
  }

  /// The word that ends before a place, blanks aside.
  private func word(before end: Int) -> (text: String, range: Range<Int>)? {
    var last = end
    while scalars[safe: last - 1] == " " { last -= 1 }
    var first = last
    while let letter = scalars[safe: first - 1], Self.isWord(letter) { first -= 1 }
    return first < last ? (text(first..<last).lowercased(), first..<last) : nil
  }

  fileprivate func words(_ issue: Issue, _ here: Int) -> Issue? {
    let next = words(from: here, 3)
    let before = word(before: here)
    if let before {
      switch before.text {
      case "not": return self.issue(before.range.lowerBound..<here, "`not` is not an operator.", "Write `!`.", "!")
      case "case": return self.issue(before.range, "`CASE` is no part of formulas.", "Write `ifs(CONDITION, THIS, OTHERWISE)`.")
      case "typeof", "await", "return", "select", "const", "let", "var", "lambda":
        return self.issue(before.range, "`\(text(before.range))` is no part of formulas.", "A formula is one value: `event.Amount > 5`.")
      case "new": return self.issue(before.range, "`new` is no part of formulas.", "A time is `now`, `today` or `time(TEXT)`.")
      case "f" where scalars[safe: here] == "\"" || scalars[safe: here] == "'":
        return self.issue(before.range, "`f` before text has no meaning here.", "Write the text without `=`, and `${…}` for what is put in.")
      default: break
      }
    }
    guard let first = next.first, first.range.lowerBound == here else { return nil }
    let names = next.map(\.text)
    func range(_ count: Int) -> Range<Int> { first.range.lowerBound..<next[count - 1].range.upperBound }
    let written = text(first.range)
    switch first.text {
    case "is" where names.count > 2 && names[1] == "not" && ["null", "none"].contains(names[2]):
      return self.issue(range(3), "`\(text(range(3)))` is not an operator.", "Write `!= null`.", "!= null")
    case "is" where names.count > 1 && ["null", "none"].contains(names[1]):
      return self.issue(range(2), "`\(text(range(2)))` is not an operator.", "Write `== null`.", "== null")
    case "is": return self.issue(first.range, "`\(written)` is not an operator.", "Write `==`, or `isBlank(x)` for what is empty.")
    case "like", "ilike", "contains", "matches":
      return self.issue(first.range, "`\(written)` is not an operator.", "Write `x.contains(\"…\")`, `x.startsWith(\"…\")` or `x.endsWith(\"…\")`.")
    case "in", "not":
      return self.issue(first.range, "`\(written)` is not an operator here.", "Write `x in [\"a\", \"b\"]`, and `!(x in […])` for the opposite.")
    case "between": return self.issue(first.range, "`\(written)` is not an operator.", "Write `a <= x && x <= b`.")
    case "if": return self.issue(first.range, "`if` cannot stand in a formula.", "Write `ifs(CONDITION, THIS, OTHERWISE)`.")
    case "then", "else", "when", "end":
      return self.issue(first.range, "`\(written)` is no part of formulas.", "Write `ifs(CONDITION, THIS, OTHERWISE)`.")
    default: return nil
    }
  }
}
