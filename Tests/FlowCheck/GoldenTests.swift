import Diagnostics
import FlowCheck
import Foundation
import Testing

/// The folders of `Tests/Goldens/validate`: files as people write them, and each finding with its place. Those in `ok` have none.
///
/// `FLOWRUN_REWRITE_GOLDENS=1` writes what the checker says now; read the difference before it is committed.
@Suite struct GoldenTests {
  static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../Goldens/validate").standardizedFileURL
  /// Files that stand in the project of `flows/`, with its snapshots.
  static let flowsRoot = URL(fileURLWithPath: #filePath).appendingPathComponent("../../Goldens/validate-flows").standardizedFileURL
  static let rewrites = ProcessInfo.processInfo.environment["FLOWRUN_REWRITE_GOLDENS"] == "1"

  static func cases(_ folder: String, in root: URL = root) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  @Test func eachMistakeIsFoundInItsPlace() throws {
    try eachIsFound(in: Self.root, World.context)
  }

  @Test func eachMistakeAmongTheFlowsIsFoundInItsPlace() throws {
    try eachIsFound(in: Self.flowsRoot, try FlowsWorld.context())
  }

  private func eachIsFound(in root: URL, _ world: ProjectContext) throws {
    for name in Self.cases("bad", in: root) {
      let folder = root.appendingPathComponent("bad/\(name)")
      let found = Self.lines(try ExampleFiles(folder: folder, in: world).findings)
      let expected = folder.appendingPathComponent("expected.txt")
      if Self.rewrites {
        try Data(found.utf8).write(to: expected)
      } else {
        #expect(found == (try String(contentsOf: expected, encoding: .utf8)), "\(name)")
      }
      #expect(!found.isEmpty, "\(name)")
    }
  }

  @Test func goodFilesHaveNoFinding() throws {
    for name in Self.cases("ok") {
      let findings = try ExampleFiles(folder: Self.root.appendingPathComponent("ok/\(name)")).findings
      #expect(findings.isEmpty, "\(name)\n\(TextReport().render(findings))")
    }
  }

  @Test func goodFilesAmongTheFlowsHaveNoFinding() throws {
    let world = try FlowsWorld.context()
    for name in Self.cases("ok", in: Self.flowsRoot) {
      let findings = try ExampleFiles(folder: Self.flowsRoot.appendingPathComponent("ok/\(name)"), in: world).findings
      #expect(findings.isEmpty, "\(name)\n\(TextReport().render(findings))")
    }
  }

  @Test func thereAreEnough() {
    #expect(Self.cases("bad", in: Self.flowsRoot).count >= 150)
    #expect(Self.cases("ok", in: Self.flowsRoot).count >= 30)
    #expect(Self.cases("bad").count >= 150)
    #expect(Self.cases("ok").count >= 60)
  }

  /// `FILE FLOWnnnn LINE:COLUMN-COLUMN`, and `LINE:COLUMN-LINE:COLUMN` over several lines.
  private static func lines(_ findings: [Finding]) -> String {
    findings.map { finding in
      let (start, end) = (finding.span.start, finding.span.end)
      let last = start.line == end.line ? "\(end.column)" : "\(end.line):\(end.column)"
      let file = finding.span.file.name == "flow.yaml" ? "" : "\(finding.span.file.name) "
      return "\(file)\(finding.code) \(start.line):\(start.column)-\(last)\n"
    }.joined()
  }
}
