import Diagnostics

/// Findings as the protocol shows them.
struct DiagnosticList {
  let buffer: Buffer

  var all: JSONTree {
    .list(
      buffer.findings.map { finding in
        let message = ([finding.message] + finding.notes + (finding.hint.map { [$0] } ?? [])).joined(separator: "\n")
        return .object([
          "range": buffer.places.range(finding.span), "severity": .int(severity(finding.severity)),
          "code": .string(finding.code.description), "source": "flowrun", "message": .string(message),
        ])
      })
  }

  /// The fixes of findings that touch a range, as edits.
  func actions(_ range: JSONTree) -> JSONTree {
    let (start, end) = (buffer.places.offset(range["start"]), buffer.places.offset(range["end"]))
    return .list(
      buffer.findings.compactMap { finding in
        guard let fix = finding.fix, finding.span.range.lowerBound <= end, finding.span.range.upperBound >= start
        else { return nil }
        let edits = fix.edits.map { edit in
          JSONTree.object(["range": buffer.places.range(edit.span), "newText": .string(edit.replacement)])
        }
        return .object([
          "title": .string(fix.title), "kind": "quickfix", "edit": .object(["changes": .object([buffer.uri: .list(edits)])]),
        ])
      })
  }

  private func severity(_ severity: Severity) -> Int {
    switch severity {
    case .error: 1
    case .warning: 2
    case .note: 3
    }
  }
}
