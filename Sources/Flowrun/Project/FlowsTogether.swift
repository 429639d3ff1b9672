import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections

/// The flows of each project that are being validated, for the rules over all of them.
struct FlowsTogether {
  private var projects: OrderedDictionary<String, (context: ProjectContext, members: [FlowSetChecker.Member])> = [:]

  /// The files of all flows that were added.
  private(set) var files: [SourceFile] = []

  /// Flows with errors, and those outside a project, take no part.
  mutating func add(_ loaded: FlowLoader.Loaded) {
    files.append(loaded.file)
    guard let project = loaded.project, let flow = loaded.flow, let written = loaded.written else { return }
    projects[project.folder, default: (loaded.context, [])].members.append(.init(written, flow))
  }

  var findings: [Finding] {
    projects.values.flatMap { project in
      let found = Findings()
      FlowSetChecker.check(project.members, in: project.context, into: found)
      return found.sorted
    }
  }
}
