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

  @Test func passTheirTestsWhichTryAllOfThem() throws { try flowrun(["test", Self.folder, "--coverage", "--min", "100"]) }

  @Test func haveTestsThatNoticeChanges() throws { try flowrun(["test", Self.folder, "--mutate", "--min", "98"]) }

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
    for path in try FileManager.default.contentsOfDirectory(atPath: Self.folder) where path.hasSuffix(".yaml") && !path.hasSuffix(".test.yaml") {
      guard path != "flowrun.yaml" else { continue }
      let name = path.dropLast(".yaml".count)
      for other in ["\(name).test.yaml", "\(name).md"] { #expect(FileManager.default.fileExists(atPath: "\(Self.folder)/\(other)"), "\(other)") }
    }
  }
}
