import Foundation
import Testing

/// Looks from outside, with strace, at when a journal tells the disk to keep what it has: killing a process could not show it.
@Suite struct SyncTests {
  static let strace = ["/usr/bin/strace", "/bin/strace"].first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(.enabled(if: strace != nil, "strace is not installed: apt-get install strace"))
  func everyAnswerIsPrecededByASyncOfItsOwn() throws {
    let folder = try TemporaryFolder()
    let trace = folder.path("trace")
    let status = try Self.run(
      #require(Self.strace),
      [
        "-f", "-qq", "-y", "-e", "trace=fsync,fdatasync,write", "-e", "signal=none", "-o", trace, Self.probe(), "sync", folder.path("journal.db"),
        "40",
      ])
    // A machine that forbids tracing is not this test's subject; the probe itself must not fail.
    guard status == 0, let text = try? String(contentsOfFile: trace, encoding: .utf8), text.contains("kept 40") else {
      #expect(try Self.run(Self.probe(), ["sync", folder.path("untraced.db"), "40"]) == 0)
      return
    }
    var syncs = 0
    var answers = 0
    var syncsOfAnswers: [Int] = []
    for line in text.split(separator: "\n") {
      if line.contains("fsync(") || line.contains("fdatasync("), line.contains("journal.db-wal") { syncs += 1 }
      if line.contains("\"kept ") {
        answers += 1
        syncsOfAnswers.append(syncs)
        syncs = 0
      }
    }
    #expect(answers == 40)
    // The first answer comes after the syncs of making the file too.
    #expect(syncsOfAnswers.first.map { $0 >= 1 } == true)
    #expect(syncsOfAnswers.dropFirst().allSatisfy { $0 == 1 }, "syncs before each answer: \(syncsOfAnswers)")
  }

  /// The probe is built beside the tests.
  static func probe() throws -> String {
    let binary = try #require(CommandLine.arguments.first)
    var folder = URL(fileURLWithPath: binary).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("journal-probe").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    throw MissingProbe()
  }

  struct MissingProbe: Error {}

  static func run(_ command: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
