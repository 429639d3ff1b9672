/// Findings as SARIF 2.1.0, the format that code hosts and review tools read.
public struct SARIFReport: Sendable {
  /// Of the program that found them.
  public var version: String

  public init(version: String) { self.version = version }

  /// One log with one run, and a line break. Columns count code points, as `columnKind` says; paths are relative to the folder of the run.
  public func render(_ findings: [Finding]) -> String {
    let codes = Set(findings.map(\.code)).sorted()
    let ranks = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    let results = findings.map { result($0, rule: ranks[$0.code] ?? 0) }
    let driver = "{\"name\":\"flowrun\",\"version\":\(JSONText.quote(version)),\"rules\":\(JSONText.array(codes.map(rule)))}"
    return "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":\(driver)},"
      + "\"columnKind\":\"unicodeCodePoints\",\"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\"],\"results\":["
      + (results.isEmpty ? "" : "\n" + results.joined(separator: ",\n") + "\n") + "]}]}\n"
  }

  private func rule(_ code: FindingCode) -> String { "{\"id\":\(JSONText.quote(code.description))}" }

  private func result(_ finding: Finding, rule: Int) -> String {
    let text = ([finding.message] + finding.notes + (finding.hint.map { [$0] } ?? [])).joined(separator: "\n")
    var fields = [
      "\"ruleId\":\(JSONText.quote(finding.code.description))", "\"ruleIndex\":\(rule)", "\"level\":\"\(finding.severity.rawValue)\"",
      "\"message\":\(message(text))", "\"locations\":[{\(physical(finding.span))}]",
    ]
    if !finding.labels.isEmpty {
      let related = finding.labels.enumerated().map { "{\"id\":\($0 + 1),\(physical($1.span)),\"message\":\(message($1.text))}" }
      fields.append("\"relatedLocations\":\(JSONText.array(related))")
    }
    if let fix = finding.fix, !fix.edits.isEmpty { fields.append("\"fixes\":[\(render(fix))]") }
    return "{" + fields.joined(separator: ",") + "}"
  }

  private func render(_ fix: Fix) -> String {
    var files: [SourceFile] = []
    for edit in fix.edits where !files.contains(where: { $0 === edit.span.file }) { files.append(edit.span.file) }
    let changes = files.map { file in
      let replacements = fix.edits.filter { $0.span.file === file }.map {
        "{\"deletedRegion\":\(region($0.span)),\"insertedContent\":{\"text\":\(JSONText.quote($0.replacement))}}"
      }
      return "{\"artifactLocation\":\(artifact(file)),\"replacements\":\(JSONText.array(replacements))}"
    }
    return "{\"description\":\(message(fix.title)),\"artifactChanges\":\(JSONText.array(changes))}"
  }

  private func physical(_ span: SourceSpan) -> String {
    "\"physicalLocation\":{\"artifactLocation\":\(artifact(span.file)),\"region\":\(region(span))}"
  }

  private func artifact(_ file: SourceFile) -> String { "{\"uri\":\(JSONText.quote(Self.uri(file.name)))}" }

  private func region(_ span: SourceSpan) -> String {
    let (start, end) = (span.start, span.end)
    return "{\"startLine\":\(start.line),\"startColumn\":\(start.column),\"endLine\":\(end.line),\"endColumn\":\(end.column)}"
  }

  private func message(_ text: String) -> String { "{\"text\":\(JSONText.quote(text))}" }

  /// A path as a URI reference: relative, or `file://` where it is absolute.
  static func uri(_ path: String) -> String {
    var out = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"):
        out.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        out += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return out
  }
}
