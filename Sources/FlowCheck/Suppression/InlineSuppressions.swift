public import Diagnostics

/// Comments that say that a finding is not wanted: `# flowrun: ignore FLOW0403 the field is pulled next week`.
///
/// At the end of a line it is for that line, on a line of its own for the next one that is no comment. Errors cannot be ignored: the flow would not run.
public struct InlineSuppressions {
  /// One comment.
  struct Comment {
    /// From `#` to the end of the line.
    var span: SourceSpan
    /// With the blanks before it, or its whole line when nothing else stands there.
    var removal: SourceSpan
    /// The line that it is for.
    var line: Int
    var codes: [Located<FindingCode>]
    var hasReason: Bool
    var unknown: [Located<String>]
  }

  let file: SourceFile
  let comments: [Comment]

  /// Reads the comments of a file.
  public init(_ file: SourceFile) {
    self.file = file
    comments = SuppressionReader(file: file).comments()
  }

  /// The file's findings without those that are not wanted, and with what is wrong with the comments.
  ///
  /// `isComplete`: the whole project was looked at, so that rules over several flows have spoken too.
  public func apply(to findings: [Finding], isComplete: Bool) -> [Finding] {
    guard !comments.isEmpty else { return findings }
    var kept = findings
    let told = Findings()
    for comment in comments {
      for unknown in comment.unknown { told.add(SuppressionFact.unknownCode(unknown.value), at: unknown.span) }
      if comment.codes.isEmpty, comment.unknown.isEmpty { told.add(SuppressionFact.noCode, at: comment.span) }
      if !comment.hasReason, !comment.codes.isEmpty { told.add(SuppressionFact.noReason, at: comment.span) }
      for code in comment.codes { drop(code, comment, isComplete, &kept, told, among: findings) }
    }
    return (kept + told.all).sorted(by: Finding.inOrder)
  }

  private func drop(
    _ code: Located<FindingCode>, _ comment: Comment, _ isComplete: Bool, _ kept: inout [Finding], _ told: Findings, among all: [Finding]
  ) {
    let meant = all.filter { $0.code == code.value && $0.span.start.line == comment.line }
    if meant.contains(where: { $0.severity == .error }) {
      told.add(SuppressionFact.errorIgnored(code.value), at: code.span)
      return
    }
    guard meant.isEmpty else {
      if comment.hasReason { kept.removeAll { $0.code == code.value && $0.span.start.line == comment.line } }
      return
    }
    // After an error not everything was looked at, and rules over several flows speak when all of them are there.
    if all.contains(where: { $0.severity == .error }) || !isComplete && FlowSetChecker.codes.contains(code.value) { return }
    let fix = comment.codes.count == 1 && comment.unknown.isEmpty ? Fix("Delete the comment.", replace: comment.removal, with: "") : nil
    told.add(SuppressionFact.unused(code.value), at: code.span, fix: fix)
  }
}

/// Finds the comments.
private struct SuppressionReader {
  let file: SourceFile

  func comments() -> [InlineSuppressions.Comment] {
    // Almost no file has one: the word is looked for before the lines are.
    guard contains("flowrun:", beforeLine: nil) else { return [] }
    return (1...file.lineCount).compactMap(comment)
  }

  private func contains(_ word: StaticString, beforeLine: Int?) -> Bool {
    word.withUTF8Buffer { word in
      guard let first = word.first, file.bytes.count >= word.count else { return false }
      for start in 0...(file.bytes.count - word.count) where file.bytes[start] == first && start > 0 {
        if file.bytes[start..<start + word.count].elementsEqual(word), file.bytes[start - 1] == 0x20 || file.bytes[start - 1] == 0x23 { return true }
      }
      return false
    }
  }

  private func comment(_ line: Int) -> InlineSuppressions.Comment? {
    let range = file.lineRange(line)
    guard let hash = start(in: range) else { return nil }
    var index = hash + 1
    guard skip("flowrun:", &index, range.upperBound), skip("ignore", &index, range.upperBound) else { return nil }
    var codes: [Located<FindingCode>] = []
    var unknown: [Located<String>] = []
    var hasReason = false
    while let word = word(&index, range.upperBound) {
      let text = word.text.hasSuffix(",") ? String(word.text.dropLast()) : word.text
      guard text.uppercased().hasPrefix("FLOW"), text.dropFirst(4).allSatisfy(\.isNumber), text.count > 4 else {
        hasReason = true
        break
      }
      if let code = FindingCode(text), DiagnosticPages.page(code: code) != nil {
        codes.append(Located(code, word.span))
      } else {
        unknown.append(Located(text, word.span))
      }
    }
    let isAlone = file.bytes[range.lowerBound..<hash].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    return InlineSuppressions.Comment(
      span: file.span(hash..<range.upperBound), removal: removal(line, range, hash, isAlone), line: isAlone ? nextLine(after: line) : line,
      codes: codes, hasReason: hasReason, unknown: unknown)
  }

  /// Where the comment begins: a `#` with a blank or nothing before it, after which `flowrun:` comes.
  private func start(in range: Range<Int>) -> Int? {
    range.first { index in
      guard file.bytes[index] == UInt8(ascii: "#"), index == range.lowerBound || file.bytes[index - 1] == 0x20 || file.bytes[index - 1] == 0x09
      else { return false }
      var next = index + 1
      return skip("flowrun:", &next, range.upperBound)
    }
  }

  private func skip(_ word: String, _ index: inout Int, _ end: Int) -> Bool {
    guard let found = self.word(&index, end) else { return false }
    return found.text == word
  }

  private func word(_ index: inout Int, _ end: Int) -> (text: String, span: SourceSpan)? {
    while index < end, file.bytes[index] == 0x20 || file.bytes[index] == 0x09 { index += 1 }
    let start = index
    while index < end, file.bytes[index] != 0x20, file.bytes[index] != 0x09 { index += 1 }
    return start == index ? nil : (file.text(in: start..<index), file.span(start..<index))
  }

  private func nextLine(after line: Int) -> Int {
    var next = line + 1
    while next <= file.lineCount {
      let first = file.bytes[file.lineRange(next)].first { $0 != 0x20 && $0 != 0x09 }
      if let first, first != UInt8(ascii: "#") { break }
      next += 1
    }
    return next
  }

  private func removal(_ line: Int, _ range: Range<Int>, _ hash: Int, _ isAlone: Bool) -> SourceSpan {
    if isAlone { return file.span(range.lowerBound..<(line < file.lineCount ? file.lineRange(line + 1).lowerBound : range.upperBound)) }
    var start = hash
    while start > range.lowerBound, file.bytes[start - 1] == 0x20 || file.bytes[start - 1] == 0x09 { start -= 1 }
    return file.span(start..<range.upperBound)
  }
}
