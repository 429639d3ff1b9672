import Foundation
import Testing

/// The same files give the same bytes, whichever process asks: dictionaries are seeded anew in each.
@Suite struct DeterminismTests {
  private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL

  private func output(_ arguments: [String]) throws -> (code: Int32, bytes: Data) {
    let process = Process()
    process.executableURL = try Program.url()
    process.arguments = arguments
    process.currentDirectoryURL = Self.root
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, bytes)
  }

  @Test(arguments: ["text", "json", "sarif", "github"]) func findingsOfTheCorpusAreAlike(format: String) throws {
    let arguments = ["validate", "Tests/Goldens/validate/bad", "--format", format]
    let first = try output(arguments)
    #expect(first.code == 1 && first.bytes.count > 10_000)
    for _ in 0..<2 { #expect(try output(arguments).bytes == first.bytes) }
  }

  @Test(arguments: [["graph", "flows"], ["graph", "flows", "--format", "dot"], ["test", "flows", "--format", "json"]])
  func soAreGraphsAndTests(arguments: [String]) throws {
    let first = try output(arguments)
    #expect(first.code == 0 && !first.bytes.isEmpty)
    #expect(try output(arguments).bytes == first.bytes)
  }
}
