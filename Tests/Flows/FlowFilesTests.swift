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

  @Test func haveATestAndAPage() throws {
    for path in try FileManager.default.contentsOfDirectory(atPath: Self.folder) where path.hasSuffix(".yaml") && !path.hasSuffix(".test.yaml") {
      guard path != "flowrun.yaml" else { continue }
      let name = path.dropLast(".yaml".count)
      for other in ["\(name).test.yaml", "\(name).md"] { #expect(FileManager.default.fileExists(atPath: "\(Self.folder)/\(other)"), "\(other)") }
    }
  }
}
