/// Findings as workflow commands of GitHub Actions, which shows them beside the changed lines.
public struct GitHubReport: Sendable {
  public init() {}

  /// A line for each finding.
  public func render(_ findings: [Finding]) -> String { findings.map(render).joined() }

  private func render(_ finding: Finding) -> String {
    let (start, end) = (finding.span.start, finding.span.end)
    let command = finding.severity == .note ? "notice" : finding.severity.rawValue
    var properties = ["file=\(Self.property(finding.span.file.name))", "line=\(start.line)", "endLine=\(end.line)"]
    // Columns are understood within one line only, and the last one is the character's own.
    if start.line == end.line { properties += ["col=\(start.column)", "endColumn=\(max(start.column, end.column - 1))"] }
    properties.append("title=\(finding.code)")
    let text = ([finding.message] + finding.notes + (finding.hint.map { [$0] } ?? [])).joined(separator: "\n")
    return "::\(command) \(properties.joined(separator: ","))::\(Self.data(text))\n"
  }

  static func data(_ text: String) -> String { escape(text, ["%": "%25", "\r": "%0D", "\n": "%0A"]) }

  static func property(_ text: String) -> String { escape(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"]) }

  private static func escape(_ text: String, _ escapes: [Unicode.Scalar: String]) -> String {
    var out = ""
    for scalar in text.unicodeScalars { out += escapes[scalar] ?? String(scalar) }
    return out
  }
}
