import Diagnostics
import FlowCheck
import FlowSyntax
import Foundation
import OrderedCollections

/// Files of one project, checked one by one and together against the schemas of `World`.
struct ExampleFiles {
  var files: [(name: String, text: [UInt8])]
  /// What `--profile` says.
  var profile: String?
  /// What they are checked against.
  var world = World.context

  /// One text of several files: `# file: NAME` begins the next; what stands above the first is `flow.yaml`. `# profile: NAME` is `--profile`.
  init(text: String) {
    var parts: [(name: String, text: String)] = [("flow.yaml", "")]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("# profile: ") {
        profile = String(line.dropFirst(11))
      } else if line.hasPrefix("# file: ") {
        parts.append((String(line.dropFirst(8)), ""))
      } else {
        parts[parts.count - 1].text += "\(line)\n"
      }
    }
    files = parts.filter { !$0.text.allSatisfy(\.isWhitespace) }.map { ($0.name, Self.expanded($0.text)) }
  }

  /// `⟨E2 80 A8⟩` is those bytes, `⟨[ × 65⟩` that text so often: what no page could show.
  private static func expanded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, part) in text.components(separatedBy: "⟨").enumerated() {
      guard index > 0, let close = part.firstIndex(of: "⟩") else {
        bytes += Array(part.utf8)
        continue
      }
      let inside = String(part[..<close])
      let halves = inside.components(separatedBy: " × ")
      if halves.count == 2, let count = Int(halves[1]) {
        bytes += Array(String(repeating: halves[0], count: count).utf8)
      } else {
        bytes += inside.split(separator: " ").compactMap { UInt8($0, radix: 16) }
      }
      bytes += Array(part[part.index(after: close)...].utf8)
    }
    return bytes
  }

  /// The YAML files of a folder.
  init(folder: URL, in world: ProjectContext = World.context) throws {
    self.world = world
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }.sorted()
    files = try names.map { ($0, Array(try Data(contentsOf: folder.appendingPathComponent($0)))) }
  }

  var findings: [Finding] {
    var context = world
    let all = Findings()
    var ignores: ProjectIgnores?
    if let file = files.first(where: { $0.name == "flowrun.yaml" }) {
      let project = ProjectParser.parse(SourceFile(name: file.name, bytes: file.text), into: all)
      _ = project.with(profile: profile, into: all)
      ignores = ProjectIgnores(project)
      for connection in project.connections { context.connections?[connection.name.value]?.callsPerDay = connection.limits?.perDay?.value }
    }
    for file in files where ManifestParser.isManifest(file.text) {
      guard let manifest = ManifestChecker.load(SourceFile(name: file.name, bytes: file.text), into: all) else { continue }
      context.connections?[manifest.name] = .init(
        connector: file.name, schema: manifest.schema, hasRecords: !manifest.objects.isEmpty, operations: manifest.operationSchemas,
        isMute: manifest.notify == nil)
    }
    var parsed: [SourceFile] = []
    var members: [FlowSetChecker.Member] = []
    for file in files where file.name != "flowrun.yaml" && !file.name.hasSuffix(TestFile.ending) && !ManifestParser.isManifest(file.text) {
      let own = Findings()
      let source = SourceFile(name: file.name, bytes: file.text)
      parsed.append(source)
      let flow = FlowParser.parse(source, into: own)
      if let checked = FlowChecker.check(flow, in: context, into: own), !own.hasErrors { members.append(.init(flow, checked)) }
      own.all.forEach(all.add)
    }
    for file in files where file.name.hasSuffix(TestFile.ending) {
      let test = TestParser.parse(SourceFile(name: file.name, bytes: file.text), into: all)
      let flow = members.first { $0.flow.name == test.flow?.value }?.checked
      if !all.hasErrors { _ = TestChecker.check(test, flow: flow, flows: members.map(\.flow.name), in: context, into: all) }
    }
    FlowSetChecker.check(members, in: context, into: all)
    var kept = all.all
    for file in parsed {
      let own = InlineSuppressions(file).apply(to: kept.filter { $0.span.file.name == file.name }, isComplete: true)
      kept = kept.filter { $0.span.file.name != file.name } + own
    }
    kept.removeAll { ignores?.drop($0, path: $0.span.file.name) ?? false }
    let about = Findings()
    ignores?.report(isComplete: files.count > 1, into: about)
    return (kept + about.all).sorted(by: Finding.inOrder)
  }
}
