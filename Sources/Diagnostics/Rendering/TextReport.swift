/// Findings as people read them on a terminal: the sentence, the source line, a caret under the very characters.
public struct TextReport: Sendable {
  /// ANSI colours; only for a terminal.
  public var colour: Bool

  public init(colour: Bool = false) { self.colour = colour }

  /// All findings, a blank line between them; ends with a line break unless there are none.
  public func render(_ findings: [Finding]) -> String {
    findings.map(render).joined(separator: "\n")
  }

  /// One finding.
  public func render(_ finding: Finding) -> String {
    let start = finding.span.start
    var out = paint("\(finding.span.file.name):\(start.line):\(start.column): ", .strong)
    out += paint("\(finding.severity.rawValue) \(finding.code)", .of(finding.severity)) + ": \(finding.message)\n"
    let last = finding.labels.map(\.span.start.line).reduce(start.line, max)
    let gutter = String(last).count
    out += excerpt(finding.span, gutter: gutter, mark: "^", text: nil, .of(finding.severity))
    for label in finding.labels {
      let other = label.span.file === finding.span.file ? nil : label.span.file.name
      if let other { out += String(repeating: " ", count: gutter + 1) + "--> \(other):\(label.span.start.line):\(label.span.start.column)\n" }
      out += excerpt(label.span, gutter: gutter, mark: "-", text: label.text, .quiet)
    }
    let indent = String(repeating: " ", count: gutter + 1)
    for note in finding.notes { out += "\(indent)= note: \(note)\n" }
    if let hint = finding.hint { out += "\(indent)= \(paint("help", .good)): \(hint)\n" }
    if let fix = finding.fix { out += "\(indent)= \(paint("fix", .good)): \(fix.title)\n" }
    return out
  }

  /// The line of the span's start and a mark under its characters.
  private func excerpt(_ span: SourceSpan, gutter: Int, mark: String, text: String?, _ style: Style) -> String {
    let line = span.start.line
    let whole = span.file.lineRange(line)
    let window = ExcerptWindow(line: whole, span: span.range, file: span.file)
    let number = String(line)
    let margin = String(repeating: " ", count: gutter - min(gutter, number.count))
    var out = paint("\(margin)\(number) | ", .quiet) + window.text + "\n"
    out += paint(String(repeating: " ", count: gutter) + " | ", .quiet) + String(repeating: " ", count: window.indent)
    out += paint(String(repeating: mark, count: window.width) + (text.map { " \($0)" } ?? ""), style) + "\n"
    return out
  }

  private enum Style: String {
    case strong = "1", bad = "1;31", warn = "1;33", good = "32", quiet = "2"

    static func of(_ severity: Severity) -> Style {
      switch severity {
      case .error: .bad
      case .warning: .warn
      case .note: .strong
      }
    }
  }

  private func paint(_ text: String, _ style: Style) -> String {
    colour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
