import Diagnostics

/// Says in plain words why a file is no YAML: libyaml's words are for people who know its grammar.
struct YAMLProblem {
  let failure: LibYAML.Failure
  let file: SourceFile
  /// Byte offset at which libyaml stopped.
  let position: Int
  /// Where the construct began that it was reading.
  let context: Int?

  func explain(into findings: Findings) {
    if isTold(findings) || reportHardBlank(findings) { return }
    if reportTab(findings) || reportFormula(findings) || reportTemplate(findings) || reportDash(findings) { return }
    switch failure.problem {
    case "mapping values are not allowed in this context": reportColon(findings)
    case "found character that cannot start any token": reportStart(findings)
    case "did not find expected alphabetic or numeric character": reportStart(findings)
    case "found unexpected end of stream", "found unexpected document indicator": reportQuote(findings)
    case "found unknown escape character", "did not find expected hexdecimal number", "found invalid Unicode character escape code":
      reportEscape(findings)
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'": reportBracket(findings)
    case "could not find expected ':'": reportMissingColon(findings)
    case "did not find expected key", "did not find expected '-' indicator", "did not find expected <document start>":
      reportIndentation(findings)
    default: reportOther(findings)
    }
  }

  /// Braces of another tool on the line: what follows them cannot be read either.
  private func isTold(_ findings: Findings) -> Bool {
    let line = file.position(at: position).line
    return findings.all.contains { $0.span.file === file && $0.code == YAMLFact.bracesUnquoted("", offer: nil).code && $0.span.start.line == line }
  }

  /// A no-break space where YAML wants a blank: before the first character of a line, or after its `:` or `-`.
  private func reportHardBlank(_ findings: Findings) -> Bool {
    let number = file.position(at: min(context ?? position, position)).line
    for line in number...max(number, file.position(at: position).line) {
      let range = file.lineRange(line)
      var index = range.lowerBound
      var before: UInt8 = UInt8(ascii: " ")
      while index + 1 < range.upperBound {
        if file.bytes[index] == 0xC2, file.bytes[index + 1] == 0xA0 {
          guard [UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "-")].contains(before) else { break }
          let span = file.span(index..<index + 2)
          findings.add(YAMLFact.hardBlank, at: span, fix: Fix("Put a blank in its place.", replace: span, with: " "))
          return true
        }
        if file.bytes[index] == UInt8(ascii: "\"") || file.bytes[index] == UInt8(ascii: "'") { break }
        before = file.bytes[index]
        index += 1
      }
    }
    return false
  }

  /// A tab before the first character of the line, or where libyaml stopped.
  private func reportTab(_ findings: Findings) -> Bool {
    let line = file.lineRange(file.position(at: position).line)
    var index = line.lowerBound
    while index < line.upperBound, file.bytes[index] == UInt8(ascii: " ") { index += 1 }
    if index == line.upperBound || file.bytes[index] != UInt8(ascii: "\t") {
      guard position < file.bytes.count, file.bytes[position] == UInt8(ascii: "\t") else { return false }
      index = position
    }
    var end = index
    while end < line.upperBound, file.bytes[end] == UInt8(ascii: "\t") { end += 1 }
    let span = file.span(index..<end)
    findings.add(YAMLFact.tab, at: span, fix: Fix("Put blanks in its place.", replace: span, with: String(repeating: "  ", count: end - index)))
    return true
  }

  /// `-id: a`, in the line where libyaml stopped or in the one before.
  private func reportDash(_ findings: Findings) -> Bool {
    let number = file.position(at: position).line
    for line in [number - 1, number] where line >= 1 {
      let range = file.lineRange(line)
      var start = range.lowerBound
      while start < range.upperBound, file.bytes[start] == UInt8(ascii: " ") { start += 1 }
      guard start + 1 < range.upperBound, file.bytes[start] == UInt8(ascii: "-") else { continue }
      let next = Character(Unicode.Scalar(file.bytes[start + 1]))
      guard next.isLetter, next.isASCII, file.text(in: range).contains(":") else { continue }
      let dash = file.span(start..<start + 1)
      findings.add(YAMLFact.dashWithoutBlank, at: dash, fix: Fix("Put a blank after it.", replace: file.span(start + 1..<start + 1), with: " "))
      return true
    }
    return false
  }

  /// A plain `=…` whose formula goes on to where libyaml stopped.
  private func reportFormula(_ findings: Findings) -> Bool {
    guard let start = ValueStart.ofFormula(before: position, in: file.bytes) else { return false }
    let extent = FormulaExtent(file.bytes, from: start, inFlow: isFlow)
    guard position > start, position <= extent.end || (!extent.isClosed && position <= extent.end + 1) else { return false }
    let stopped = position < file.bytes.count ? file.bytes[position] : 0
    let cut: YAMLFact.Cut =
      switch stopped {
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "]"), UInt8(ascii: "}"): .brace
      case UInt8(ascii: ","): .comma
      default: .colon
      }
    CutFormulas(file: file, findings: findings).report(cut, file.span(start..<extent.end), isClosed: extent.isClosed)
    return true
  }

  /// `{ text: ${a} }`: the brace opens a mapping.
  private func reportTemplate(_ findings: Findings) -> Bool {
    guard isFlow else { return false }
    let line = file.lineRange(file.position(at: position).line)
    guard
      let dollar = (line.lowerBound..<min(line.upperBound, position + 1)).last(where: { index in
        file.bytes[index] == UInt8(ascii: "$") && index + 1 < file.bytes.count && file.bytes[index + 1] == UInt8(ascii: "{")
      })
    else { return false }
    let start = ValueStart.ofText(before: dollar, in: file.bytes, line: line.lowerBound)
    let extent = FormulaExtent(file.bytes, from: start, inFlow: true)
    guard position <= extent.end + 1 else { return false }
    let span = file.span(start..<extent.end)
    findings.add(
      YAMLFact.needsQuotes(text: span.text, because: "inside `{…}` and `[…]` YAML takes `{` for the start of a mapping"), at: span,
      fix: extent.isClosed ? Quoting.fix("Quote the text.", span) : nil)
    return true
  }

  private func reportColon(_ findings: Findings) {
    let line = file.lineRange(file.position(at: position).line)
    guard let start = ValueStart.afterKey(line, before: position, in: file.bytes) else {
      return findings.add(YAMLFact.wrongIndentation, at: wholeLine(line))
    }
    let span = file.span(start..<textEnd(from: start, line))
    findings.add(
      YAMLFact.needsQuotes(text: span.text, because: "YAML takes `: ` for the end of a key"), at: span,
      fix: isQuote(start) ? nil : Quoting.fix("Quote the text.", span))
  }

  private func reportStart(_ findings: Findings) {
    let line = file.lineRange(file.position(at: context ?? position).line)
    var start = min(failure.problem.hasPrefix("did not") ? context ?? position : position, line.upperBound)
    // `{% … %}`
    if start > line.lowerBound, start < line.upperBound, file.bytes[start] == UInt8(ascii: "%"), file.bytes[start - 1] == UInt8(ascii: "{") {
      start -= 1
    }
    let span = file.span(start..<textEnd(from: start, line))
    let first = span.text.unicodeScalars.first.map { String($0) } ?? ""
    let text = span.text
    let simple = !text.contains { "{}[],".contains($0) }
    findings.add(
      YAMLFact.needsQuotes(text: text, because: "`\(Phrase.quote(first).dropFirst().dropLast())` has a meaning of its own at the start of a value"),
      at: span,
      fix: simple ? Quoting.fix("Quote the text.", span) : nil)
  }

  private func reportQuote(_ findings: Findings) {
    let start = context ?? position
    let quote = start < file.bytes.count && file.bytes[start] == UInt8(ascii: "'") ? "'" : "\""
    findings.add(YAMLFact.unclosedQuote(quote), at: file.span(start..<min(start + 1, file.bytes.count)))
  }

  private func reportEscape(_ findings: Findings) {
    let line = file.lineRange(file.position(at: position).line)
    var start = min(position, line.upperBound)
    while start > line.lowerBound, file.bytes[start] != UInt8(ascii: "\\") || start >= file.bytes.count { start -= 1 }
    var end = min(start + 2, line.upperBound)
    while end < line.upperBound, file.bytes[end] & 0xC0 == 0x80 { end += 1 }
    let span = file.span(start..<max(start, end))
    findings.add(YAMLFact.unknownEscape(span.text), at: span)
  }

  private func reportBracket(_ findings: Findings) {
    let start = context ?? position
    let bracket = failure.problem.hasSuffix("']'") ? "[" : "{"
    let stopped = file.span(position..<min(position + 1, file.bytes.count))
    findings.add(
      YAMLFact.unclosedBracket(bracket), at: file.span(start..<min(start + 1, file.bytes.count)),
      labels: [.init("a comma or the closing bracket is missing before this", at: stopped)])
  }

  private func reportMissingColon(_ findings: Findings) {
    let line = file.lineRange(file.position(at: context ?? position).line)
    let start = max(line.lowerBound, min(context ?? line.lowerBound, line.upperBound))
    let span = file.span(start..<textEnd(from: start, line))
    findings.add(YAMLFact.missingColon(span.text), at: span)
  }

  private func reportIndentation(_ findings: Findings) {
    let line = file.lineRange(file.position(at: position).line)
    let whole = wholeLine(line)
    if position > whole.range.lowerBound {
      if reportBracketText(line, findings) { return }
      return findings.add(YAMLFact.unreadable("the value before this has ended already"), at: file.span(position..<textEnd(from: position, line)))
    }
    findings.add(YAMLFact.wrongIndentation, at: whole, labels: context.map { [.init("what it should belong to begins here", at: startOf($0))] } ?? [])
  }

  /// `text: [URGENT] Deal won`
  private func reportBracketText(_ line: Range<Int>, _ findings: Findings) -> Bool {
    guard let start = ValueStart.afterKey(line, before: position, in: file.bytes), start < position,
      file.bytes[start] == UInt8(ascii: "[") || file.bytes[start] == UInt8(ascii: "{")
    else { return false }
    let what =
      file.bytes[start] == UInt8(ascii: "[") ? "`[` begins a list, and text goes on after it" : "`{` begins a mapping, and text goes on after it"
    // A bracket too many is no text.
    let rest = file.text(in: position..<textEnd(from: position, line))
    guard rest.contains(where: \.isLetter) else { return false }
    let span = file.span(start..<textEnd(from: start, line))
    findings.add(YAMLFact.needsQuotes(text: span.text, because: what), at: span, fix: Quoting.fix("Quote the text.", span))
    return true
  }

  /// `text: | Deal won`
  private func reportBlock(_ findings: Findings) -> Bool {
    let line = file.lineRange(file.position(at: position).line)
    guard failure.problem == "did not find expected comment or line break",
      let start = ValueStart.afterKey(line, before: position, in: file.bytes), start < position,
      file.bytes[start] == UInt8(ascii: "|") || file.bytes[start] == UInt8(ascii: ">")
    else { return false }
    let span = file.span(start..<textEnd(from: start, line))
    let sign = String(UnicodeScalar(file.bytes[start]))
    findings.add(
      YAMLFact.needsQuotes(text: span.text, because: "`\(sign)` begins a block of text, which stands on the lines below"), at: span,
      fix: Quoting.fix("Quote the text.", span))
    return true
  }

  private func reportOther(_ findings: Findings) {
    if reportBlock(findings) { return }
    let what =
      switch failure.problem {
      case "did not find expected node content": "a value is missing"
      case "block sequence entries are not allowed in this context": "a list with `-` begins on a line of its own"
      case "mapping keys are not allowed in this context": "a key may not stand here"
      case "did not find expected comment or line break": "the text of a block begins on the line after `|` or `>`"
      case "found an indentation indicator equal to 0": "the number after `|` or `>` is at least 1"
      case "found unexpected ':'": "a `:` is followed by a comma or a bracket"
      case "out of memory": "there is not enough memory"
      default: failure.context.contains("directive") ? "a line that begins with `%` is for YAML itself" : "this is no value and no key"
      }
    let end = min(position + 1, file.bytes.count)
    findings.add(YAMLFact.unreadable(what), at: file.span(min(position, end)..<end))
  }

  private var isFlow: Bool { failure.context.contains("flow") }

  private func isQuote(_ index: Int) -> Bool {
    index < file.bytes.count && (file.bytes[index] == UInt8(ascii: "'") || file.bytes[index] == UInt8(ascii: "\""))
  }

  private func startOf(_ index: Int) -> SourceSpan { file.span(index..<min(index + 1, file.bytes.count)) }

  /// The line without its indentation.
  private func wholeLine(_ line: Range<Int>) -> SourceSpan {
    var start = line.lowerBound
    while start < line.upperBound, file.bytes[start] <= 0x20 { start += 1 }
    return file.span(start..<textEnd(from: start, line))
  }

  /// The end of the line without a comment and blanks.
  private func textEnd(from start: Int, _ line: Range<Int>) -> Int {
    var end = line.upperBound
    if start < end {
      for index in start..<end where file.bytes[index] == UInt8(ascii: "#") && index > start && file.bytes[index - 1] == UInt8(ascii: " ") {
        end = index
        break
      }
    }
    while end > start, file.bytes[end - 1] <= 0x20 { end -= 1 }
    return max(start, end)
  }
}
