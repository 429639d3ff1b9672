import FlowCheck
import Foundation
import Testing

/// The pages of what only the program finds, which reads a project's files: their examples as folders, judged by `flowrun validate`.
@Suite struct LoaderPageTests {
  private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL

  /// A schema snapshot or a manifest that is missing or broken, and a connector that there is not.
  static let codes = [460, 461, 462, 463]

  @Test(arguments: codes)
  func theExamplesAreTrue(code number: Int) throws {
    let page = try String(contentsOf: Self.root.appendingPathComponent("grammar/diagnostics/FLOW0\(number).md"), encoding: .utf8)
    let (bad, badEnd) = try Self.validate(try #require(Self.example("Bad", page)))
    #expect(badEnd == 1)
    #expect(Set(bad.matches(of: /"code":"(\w+)"/).map { String($0.1) }) == ["FLOW0\(number)"], "\(bad)")
    let (good, goodEnd) = try Self.validate(try #require(Self.example("Good", page)))
    #expect(goodEnd == 0, "\(good)")
    #expect(!good.contains("\"code\""), "\(good)")
  }

  private static func example(_ title: String, _ page: String) -> String? {
    let parts = page.components(separatedBy: "## \(title)\n")
    guard parts.count == 2 else { return nil }
    return parts[1].components(separatedBy: "```yaml\n").dropFirst().first?.components(separatedBy: "\n```").first
  }

  /// What `flowrun validate` prints, and how it ends, in a folder with the example's files.
  private static func validate(_ example: String) throws -> (output: String, code: Int32) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (index, part) in ("# file: flow.yaml\n" + example + "\n").components(separatedBy: "# file: ").enumerated() where index > 0 {
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let file = folder.appendingPathComponent(String(lines[0]))
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(lines[1].utf8).write(to: file)
    }
    let process = Process()
    let output = Pipe()
    process.executableURL = try Program.url()
    process.arguments = ["validate", "--format", "json", "."]
    process.currentDirectoryURL = folder
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (text, process.terminationStatus)
  }
}
