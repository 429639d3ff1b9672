public import Diagnostics
public import FlowCheck

/// What a file's project says, and what is wrong with the project itself.
public struct ProjectView: Sendable {
  public var context: ProjectContext
  /// Findings in its `flowrun.yaml`.
  public var findings: [Finding]
  /// False for a file that has no `flowrun.yaml` beside or above it.
  public var isProject: Bool

  public init(context: ProjectContext, findings: [Finding], isProject: Bool) {
    self.context = context
    self.findings = findings
    self.isProject = isProject
  }
}
