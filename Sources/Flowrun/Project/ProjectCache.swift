import Diagnostics
import FlowCheck

/// Projects by folder, each read once: a thousand flows have one snapshot.
final class ProjectCache {
  /// A project, what its flows are checked against, and what is wrong with it.
  struct Entry {
    var loaded: LoadedProject?
    var context: ProjectContext
    var findings: [Finding]
  }

  private var entries: [String: Entry] = [:]
  private let keepsFiles: Bool

  /// `keepsFiles`: what is read of projects is remembered, to be kept with their runs.
  init(keepsFiles: Bool = false) { self.keepsFiles = keepsFiles }

  /// All files of projects that were asked for, by absolute path.
  var askedFiles: Set<String> {
    entries.values.reduce(into: []) { files, entry in
      guard let project = entry.loaded else { return }
      files.formUnion(project.files.names.map { Files.path($0, in: project.folder) })
    }
  }

  /// The project that a flow belongs to; without one an entry that knows nothing.
  func project(of path: String, profile: String?) throws(CommandFailure) -> Entry {
    let folder = Files.folder(of: path) ?? ""
    if let entry = entries[folder] { return entry }
    let findings = Findings()
    let loaded = try LoadedProject.of(flow: path, profile: profile, into: findings, keepsFiles: keepsFiles)
    let context = loaded?.context(into: findings) ?? ProjectContext()
    let entry = Entry(loaded: loaded, context: context, findings: findings.all)
    entries[folder] = entry
    return entry
  }
}
