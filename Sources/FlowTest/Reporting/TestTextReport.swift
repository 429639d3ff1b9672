import Diagnostics

/// Results for people, at most 100 columns wide.
public struct TestTextReport {
  public static let width = 100
  private let colour: Bool

  public init(colour: Bool) { self.colour = colour }

  /// The failures, and a line of numbers.
  public func render(_ results: [CaseResult]) -> String {
    var lines: [String] = []
    for result in results where result.wasRun && !result.passed {
      lines += self.lines(of: result)
      lines.append("")
    }
    return (lines + [Self.summary(results)]).joined(separator: "\n")
  }

  /// "12 cases passed, 1 failed."
  static func summary(_ results: [CaseResult]) -> String {
    let passed = results.count(where: \.passed)
    let failed = results.count { $0.wasRun && !$0.passed }
    let left = results.count { !$0.wasRun }
    func cases(_ count: Int) -> String { count == 1 ? "1 case" : "\(count) cases" }
    if failed == 0 { return "\(cases(passed)) passed." }
    return "\(cases(failed)) failed, \(passed) passed" + (left == 0 ? "." : ", \(left) not run.")
  }

  func lines(of result: CaseResult) -> [String] {
    var lines = Self.wrap("\(result.file):\(result.line): \(result.name)", first: "\(paint("FAILED", 31)) ", rest: "       ")
    for difference in result.differences {
      lines += Self.wrap(difference.subject + place(difference), first: "  ", rest: "    ")
      lines += Self.wrap(difference.expected, first: paint("    - expected  ", 32), rest: "                ", width: 84)
      lines += Self.wrap(difference.actual, first: paint("    + actual    ", 31), rest: "                ", width: 84)
      lines += difference.detail.map { "    \($0)" }
      if let cause = difference.cause { lines += self.cause(cause) }
    }
    return lines
  }

  private func place(_ difference: Difference) -> String {
    difference.span.map { "  (line \($0.start.line))" } ?? ""
  }

  private func cause(_ cause: Difference.Cause) -> [String] {
    var lines = Self.wrap("`\(cause.step)`: \(cause.what)", first: "    ", rest: "      ")
    if let span = cause.span {
      let text = span.file.text(in: span.file.lineRange(span.start.line)).trimmed
      lines += Self.wrap("\(span.file.name):\(span.start.line): \(text)", first: "    ", rest: "        ")
    }
    let width = min(cause.values.map(\.path.count).max() ?? 0, 40)
    for value in cause.values {
      let pad = String(repeating: " ", count: max(0, width - value.path.count))
      lines += Self.wrap("\(value.path)\(pad) = \(value.value)", first: "      ", rest: "          ")
    }
    return lines
  }

  /// Lines of at most 100 columns; words stay whole where they can. `first` may hold colour, which takes no columns.
  static func wrap(_ text: String, first: String, rest: String, width: Int? = nil) -> [String] {
    let room = max(20, width ?? Self.width - rest.count)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
      var word = word.split(whereSeparator: \.isNewline).joined(separator: "\\n")
      if !line.isEmpty, line.count + 1 + word.count > room {
        lines.append(line)
        line = ""
      } else if !line.isEmpty || !lines.isEmpty && line.isEmpty && word.isEmpty {
        line += " "
      }
      while word.count > room {
        let head = word.prefix(room - line.count)
        lines.append(line + head)
        line = ""
        word = String(word.dropFirst(head.count))
      }
      line += word
    }
    lines.append(line)
    return lines.enumerated().map { ($0.offset == 0 ? first : rest) + $0.element }
  }

  private func paint(_ text: String, _ code: Int) -> String { colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace ?? false { text = text.dropFirst() }
    while text.last?.isWhitespace ?? false { text = text.dropLast() }
    return String(text)
  }
}
