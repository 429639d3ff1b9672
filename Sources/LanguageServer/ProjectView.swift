public import Diagnostics
public import FlowCheck
public import FlowSyntax

/// What a file's project says, and what is wrong with the project itself.
public struct ProjectView: Sendable {
  public var context: ProjectContext
  /// Findings in its `flowrun.yaml`.
  public var findings: [Finding]
  /// Findings in the file itself, when it is a test file.
  public var testFindings: [Finding] = []
  /// `flowrun.yaml` as written; nil for a file that has none beside or above it.
  public var project: Project?
  /// The folder that paths are seen from, absolute.
  public var folder: String

  public init(context: ProjectContext = ProjectContext(), findings: [Finding] = [], project: Project? = nil, folder: String = "") {
    self.context = context
    self.findings = findings
    self.project = project
    self.folder = folder
  }
}
