public import Diagnostics
public import FlowSyntax

/// `lint: { ignore: { FLOW0403: [legacy/**] } }` of a project, and which of it has been of use.
public struct ProjectIgnores {
  private struct Entry {
    var code: Located<FindingCode>
    var path: Located<String>
    var pattern: PathPattern
    var isUsed = false
    var meantError = false
  }

  private var entries: [Entry]

  public init(_ project: Project) {
    entries = (project.lint?.ignore ?? []).flatMap { item in
      item.paths.map { Entry(code: item.code, path: $0, pattern: PathPattern($0.value)) }
    }
  }

  public var isEmpty: Bool { entries.isEmpty }

  /// True when the finding is not wanted. `path` is its file's, from the project's folder. Errors are always wanted.
  public mutating func drop(_ finding: Finding, path: String) -> Bool {
    var isDropped = false
    for index in entries.indices where entries[index].code.value == finding.code && entries[index].pattern.matches(path) {
      entries[index].isUsed = true
      if finding.severity == .error { entries[index].meantError = true } else { isDropped = true }
    }
    return isDropped
  }

  /// What is wrong with the entries; those of no use only after the whole project was looked at.
  public func report(isComplete: Bool, into findings: Findings) {
    for entry in entries {
      if DiagnosticPages.page(code: entry.code.value) == nil {
        findings.add(SuppressionFact.unknownCode(entry.code.value.description), at: entry.code.span)
      } else if entry.meantError {
        findings.add(SuppressionFact.errorIgnored(entry.code.value), at: entry.code.span)
      } else if isComplete, !entry.isUsed {
        findings.add(SuppressionFact.unusedPath(entry.path.value, entry.code.value), at: entry.path.span)
      }
    }
  }
}
