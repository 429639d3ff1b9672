import ArgumentParser
import Flowrun
import Foundation
import Testing

/// The flows that come with the program: no finding, and tests that try all of them.
@Suite struct FlowFilesTests {
  static let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../flows").standardizedFileURL.path

  private func flowrun(_ arguments: [String]) throws {
    var command = try Flowrun.parseAsRoot(arguments)
    try command.run()
  }

  @Test func haveNoFinding() throws { try flowrun(["validate", "--strict", Self.folder]) }

  @Test func areInTheirForm() throws { try flowrun(["fmt", "--check", Self.folder]) }

  /// The flows of a folder, without the project.
  static func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".yaml") && !$0.hasSuffix(".test.yaml") && $0 != "flowrun.yaml" }
  }

  static let paths = (try? names(folder) + names("\(folder)/examples").map { "examples/\($0)" }) ?? []

  @Test(arguments: paths) func passTheirTestsWhichTryAllOfThem(flow: String) throws {
    try flowrun(["test", "\(Self.folder)/\(flow)", "--coverage", "--min", "100"])
  }

  @Test func areTheSevenAndTheExamples() { #expect(Self.paths.count == 8 + 5) }

  /// The cycle is found over the reference `Csm.SfdcUserId` too.
  @Test func theTwoWayPairNeedsNewestWins() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(atPath: Self.folder, toPath: folder.path)
    let examples = folder.appendingPathComponent("examples")
    try flowrun(["validate", examples.path])
    let flow = examples.appendingPathComponent("owner-to-csm.yaml")
    let text = try String(contentsOf: flow, encoding: .utf8)
    let without = text.components(separatedBy: "\n").filter { !$0.contains("newest_wins") }.joined(separator: "\n")
    #expect(without != text)
    try without.write(to: flow, atomically: true, encoding: .utf8)
    #expect(throws: (any Error).self) { try flowrun(["validate", examples.path]) }
  }

  @Test func haveATestAndAPage() throws {
    for path in try Self.names(Self.folder) {
      let name = path.dropLast(".yaml".count)
      for other in ["\(name).test.yaml", "\(name).md"] { #expect(FileManager.default.fileExists(atPath: "\(Self.folder)/\(other)"), "\(other)") }
    }
  }
}
