import ArgumentParser
import Flowrun
import Foundation
import Sandbox
import Testing

/// `record` against the sandbox, then `run --replay` without it.
@Suite struct RecordReplayTests {
  private static let flows = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../flows").standardized

  /// Runs the command as the executable would.
  private func flowrun(_ arguments: [String]) async throws {
    var command = try #require(try Flowrun.parseAsRoot(arguments) as? any AsyncParsableCommand)
    try await command.run()
  }

  @Test func aRecordedRunIsReplayedWithoutASocket() async throws {
    var configuration = SandboxConfiguration()
    configuration.accounts = 40
    let sandbox = Sandbox(configuration)
    let url = try await sandbox.start().salesforce
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: Self.flows, to: folder)
    let flow = folder.appendingPathComponent("sync-health-scores.yaml").path
    let rows = folder.appendingPathComponent("rows.ndjson").path
    let recording = folder.appendingPathComponent("x.exchanges.yaml").path
    // Rows of accounts that the sandbox has, so that none ends dead.
    let lines = sandbox.records(of: "Account").prefix(3).map { account in
      #"{"companyGsid":"1P02TEST","sfdcAccountId":"\#(account["Id"]?.string ?? "")","score":"41","changedAt":"2026-03-14T08:59:00Z"}"#
    }
    try lines.joined(separator: "\n").write(toFile: rows, atomically: true, encoding: .utf8)

    let run = [flow, "--rows", rows, "--sandbox", "--sandbox-url", url]
    try await flowrun(["record"] + run + ["-o", recording])
    await sandbox.stop()
    #expect(sandbox.calls.contains { $0.isWrite })
    let text = try String(contentsOfFile: recording, encoding: .utf8)
    #expect(text.contains("/composite/sobjects"))
    #expect(!text.contains(SandboxConfiguration().salesforce.clientSecret))

    // Nothing listens any more: every answer comes from the file, and a request that is not in it would end the command.
    let before = sandbox.calls.count
    try await flowrun(["run"] + run + ["--replay", recording])
    #expect(sandbox.calls.count == before)

    let other = text.replacingOccurrences(of: ": 41", with: ": 42")
    #expect(other != text)
    try other.write(toFile: recording, atomically: true, encoding: .utf8)
    await #expect(throws: (any Error).self) { try await flowrun(["run"] + run + ["--replay", recording]) }
  }
}
