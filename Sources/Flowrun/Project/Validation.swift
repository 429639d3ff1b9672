import Diagnostics
import FlowCheck
import FlowSyntax
import OrderedCollections

/// All that `flowrun validate` finds in some files.
struct Validation {
  var profile: String?
  /// Files, and whether all of their project is among them.
  var paths: [String]
  var isComplete: Bool
  /// The bytes of standard input, where they have been read already.
  var input: [UInt8]?

  /// A project with its findings' files seen from its folder.
  private struct Owner {
    var project: LoadedProject
    var ignores: ProjectIgnores
  }

  func findings() throws(CommandFailure) -> [Finding] {
    var found: [Finding] = []
    var seen: Set<Identity> = []
    let projects = ProjectCache()
    var together = FlowsTogether()
    var owners: OrderedDictionary<String, Owner> = [:]
    var folderOf: [String: String] = [:]
    for path in paths {
      let file = try load(path, projects, &together)
      if let project = file.project {
        if owners[project.folder] == nil { owners[project.folder] = Owner(project: project, ignores: ProjectIgnores(project.project)) }
        folderOf[path == "-" ? "<stdin>" : path] = project.folder
      }
      // A project's findings come with each of its flows, and are told once.
      for finding in file.findings where seen.insert(Identity(finding)).inserted { found.append(finding) }
    }
    found += together.findings
    found = ignoreInline(found, among: together.files)
    found.removeAll { finding in
      guard let folder = folderOf[finding.span.file.name] else { return false }
      return owners[folder]?.ignores.drop(finding, path: Files.path(of: finding.span.file.name, from: folder)) ?? false
    }
    let about = Findings()
    for owner in owners.values { owner.ignores.report(isComplete: isComplete, into: about) }
    return (found + about.all).sorted(by: Finding.inOrder)
  }

  private func load(
    _ path: String, _ projects: ProjectCache, _ together: inout FlowsTogether
  ) throws(CommandFailure) -> (findings: [Finding], project: LoadedProject?) {
    if path.split(separator: "/").last == "flowrun.yaml" {
      let project = try projects.project(of: path, profile: profile)
      return (project.findings, project.loaded)
    }
    if path != "-", path.hasSuffix(".yaml"), let bytes = try? Files.read(path), ManifestParser.isManifest(bytes) {
      let findings = Findings()
      _ = ManifestChecker.load(SourceFile(name: path, bytes: bytes), into: findings)
      return (findings.sorted, nil)
    }
    if TestLoader.isTest(path) {
      let loaded = try TestLoader(profile: profile).load(path)
      return (loaded.flowFindings.sorted + loaded.findings.sorted, loaded.project)
    }
    let loaded = try FlowLoader(profile: profile, input: input, projects: projects).load(path)
    together.add(loaded)
    return (loaded.findings.sorted, loaded.project)
  }

  /// Comments in flows that ignore a finding.
  private func ignoreInline(_ findings: [Finding], among files: [SourceFile]) -> [Finding] {
    var byFile = Dictionary(grouping: findings) { $0.span.file.name }
    for file in files {
      let suppressions = InlineSuppressions(file)
      byFile[file.name] = suppressions.apply(to: byFile[file.name] ?? [], isComplete: isComplete)
    }
    return byFile.values.flatMap { $0 }
  }

  private struct Identity: Hashable {
    var file: String
    var range: Range<Int>
    var code: FindingCode
    var message: String

    init(_ finding: Finding) {
      (file, range, code, message) = (finding.span.file.name, finding.span.range, finding.code, finding.message)
    }
  }
}
