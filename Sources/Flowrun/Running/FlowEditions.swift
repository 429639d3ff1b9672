import Diagnostics
import FlowCheck
import FlowSyntax
import Journal

/// Versions of flows as the journal keeps them.
enum FlowEditions {
  /// The present versions, with every file that they were read from.
  static func present(_ flows: [CheckedFlow], _ texts: [String: [UInt8]], project: LoadedProject, profile: String?) -> [FlowEdition] {
    let files = project.files.take()
    return flows.map { flow in
      var own = files
      own["\(flow.name).yaml"] = texts[flow.name]
      return FlowEdition(flow: flow.name, version: flow.version, profile: profile, files: own)
    }
  }

  /// The flow of an earlier version; nil when this program reads it otherwise, or not at all.
  static func flow(_ edition: FlowEdition) -> CheckedFlow? {
    let findings = Findings()
    guard let project = edition.files["flowrun.yaml"], let text = edition.files["\(edition.flow).yaml"] else { return nil }
    let written = ProjectParser.parse(SourceFile(name: "flowrun.yaml", bytes: project), into: findings)
    guard let written = written.with(profile: edition.profile, into: findings) else { return nil }
    let loaded = LoadedProject(project: written, folder: "/", files: ProjectFiles(edition.files))
    let context = loaded.context(into: findings)
    let flow = FlowChecker.check(
      FlowParser.parse(SourceFile(name: "\(edition.flow).yaml", bytes: text), into: findings), in: context, into: findings)
    guard let flow, flow.version == edition.version, !findings.hasErrors else { return nil }
    return flow
  }
}
