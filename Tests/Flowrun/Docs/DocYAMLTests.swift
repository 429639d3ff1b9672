import ArgumentParser
import Diagnostics
import FlowSyntax
import Flowrun
import Foundation
import Testing

/// Every YAML block of the pages is what its first line says it is, and holds.
///
/// - `# NAME.yaml`: a file. Those of a page lie in one folder, with the flows' project where it has none of its own; it is validated, and its tests are run.
/// - `# part of PATH`: lines of that file, in its order.
/// - `# in flowrun.yaml`: keys of a project.
/// - `# in a connection`: keys of one of its connections.
/// - `# a step`: one step of a flow, read without its surroundings.
/// - `# in a test file`: keys of one.
/// - `# not flowrun's`: a file of another program.
@Suite struct DocYAMLTests {
  private func validate(_ folder: DocFolder) throws {
    let program = try Program.url().path
    let validated = try folder.shell("'\(program)' validate --strict .")
    #expect(validated.status == 0, "\(validated.output)")
    guard try FileManager.default.contentsOfDirectory(atPath: folder.path).contains(where: { $0.hasSuffix(".test.yaml") }) else { return }
    let tested = try folder.shell("'\(program)' test .")
    #expect(tested.status == 0, "\(tested.output)")
  }

  @Test(arguments: try DocPage.all().map(\.path))
  func blocksHold(path: String) throws {
    let page = try DocPage(path)
    var files: [(name: String, text: String)] = []
    for block in page.blocks where block.language == "yaml" || block.language == "yml" {
      let place = "\(path):\(block.line)"
      let mark = block.lines.first ?? ""
      let rest = block.lines.dropFirst().joined(separator: "\n") + "\n"
      if let file = mark.wholeMatch(of: /# part of (\S+)/)?.1 {
        try expectPart(Array(block.lines.dropFirst()), of: String(file), at: place)
      } else if let file = block.file {
        files.append((file, rest))
      } else if mark == "# in flowrun.yaml" {
        let findings = Findings()
        _ = ProjectParser.parse(SourceFile(name: "flowrun.yaml", text: "flowrun: 1\n" + rest), into: findings)
        #expect(findings.sorted.map { "\(place): \($0.message)" } == [])
      } else if mark == "# in a connection" {
        let findings = Findings()
        let text = "flowrun: 1\nconnections:\n  a:\n    connector: salesforce\n" + block.lines.dropFirst().map { "    \($0)\n" }.joined()
        _ = ProjectParser.parse(SourceFile(name: "flowrun.yaml", text: text), into: findings)
        #expect(findings.sorted.map { "\(place): \($0.message)" } == [])
      } else if mark == "# in a test file" {
        let findings = Findings()
        let start = "test: x\ncases: [{ name: a, events: [{ webhook: {} }], expect: { outcomes: { done: 1 } } }]\n"
        _ = TestParser.parse(SourceFile(name: "x.test.yaml", text: start + rest), into: findings)
        #expect(findings.sorted.map { "\(place): \($0.message)" } == [])
      } else if mark == "# a step" {
        let indented = block.lines.dropFirst().map { "  " + $0 }.joined(separator: "\n")
        let findings = Findings()
        let flow = FlowParser.parse(
          SourceFile(name: "f.yaml", text: "flowrun: 1\ntrigger: [{ webhook: a, event: { id: =row.id } }]\nabout: =event.id\nsteps:\n\(indented)\n"),
          into: findings)
        #expect(findings.sorted.map { "\(place): \($0.message)" } == [])
        #expect(flow.steps.count == 1, "\(place)")
      } else {
        #expect(mark == "# not flowrun's", "\(place): the first line of the block has to say what it is: see DocYAMLTests.")
      }
    }
    guard !files.isEmpty else { return }
    let folder = try DocFolder()
    if !files.contains(where: { $0.name == "flowrun.yaml" }) {
      for name in ["flowrun.yaml", "schemas"] { try folder.copy("flows/\(name)", as: name) }
    }
    for file in files { try folder.write(file.text, to: file.name) }
    try validate(folder)
  }

  /// Each line stands in the file, below the one before.
  private func expectPart(_ lines: [String], of path: String, at place: String) throws {
    let file = try String(contentsOf: DocPage.root.appendingPathComponent(path), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var index = 0
    for line in lines {
      guard let found = file[index...].firstIndex(of: line) else {
        Issue.record("\(place): `\(line)` is not in \(path), or not there.")
        return
      }
      index = found + 1
    }
  }
}
