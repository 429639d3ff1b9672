/// Results as JUnit's XML, which every build server reads. Times are left out: they are no result.
public struct JUnitReport {
  public init() {}

  /// One suite a file, in the order of the results.
  public func render(_ results: [CaseResult]) -> String {
    var files: [String] = []
    for result in results where !files.contains(result.file) { files.append(result.file) }
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites\(counts(results))>"]
    for file in files {
      let mine = results.filter { $0.file == file }
      lines.append("  <testsuite name=\"\(escape(file))\"\(counts(mine))>")
      for result in mine { lines += testCase(result) }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n")
  }

  private func counts(_ results: [CaseResult]) -> String {
    let failed = results.count { $0.wasRun && !$0.passed }
    return " tests=\"\(results.count)\" failures=\"\(failed)\" errors=\"0\" skipped=\"\(results.count { !$0.wasRun })\""
  }

  private func testCase(_ result: CaseResult) -> [String] {
    let head =
      "    <testcase classname=\"\(escape(result.flow))\" name=\"\(escape(result.name))\" file=\"\(escape(result.file))\" line=\"\(result.line)\""
    if result.passed { return [head + "/>"] }
    guard result.wasRun else { return [head + ">", "      <skipped/>", "    </testcase>"] }
    let first = result.differences.first.map { "\($0.subject): expected \($0.expected), got \($0.actual)" } ?? ""
    let text = TestTextReport(colour: false).lines(of: result).joined(separator: "\n")
    return [head + ">", "      <failure message=\"\(escape(first))\">\(escape(text))</failure>", "    </testcase>"]
  }

  private func escape(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "\n", "\t": out.unicodeScalars.append(scalar)
      // XML 1.0 has no other control characters.
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": out += "\u{FFFD}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
