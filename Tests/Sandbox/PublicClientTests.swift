import Foundation
import Sandbox
import Testing

/// Clients from PyPI at work on a sandbox (PublicClients/run.py); without PyPI the test is skipped with a message.
@Suite struct PublicClientTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  @Test func `public clients work unmodified`() async throws {
    var configuration = SandboxConfiguration()
    configuration.accounts = 300
    let sandbox = Sandbox(configuration)
    let addresses = try await sandbox.start()
    let key = FileManager.default.temporaryDirectory.appendingPathComponent("key-\(UUID().uuidString).pem")
    try #require(sandbox.privateKey).write(to: key, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: key) }
    let result = try await run([Self.folder.appendingPathComponent("PublicClients/run.sh").path, addresses.salesforce, key.path])
    await sandbox.stop()
    if result.status == 77 {
      print("skipped: \(result.output)")
      return
    }
    #expect(result.status == 0, "\(result.output)")
    // Each client had its turn.
    for client in ["simple_salesforce", "aiosalesforce", "salesforce_api"] { #expect(result.output.contains("ok \(client) ")) }
  }

  private func run(_ arguments: [String]) async throws -> (status: Int32, output: String) {
    try await withCheckedThrowingContinuation { continuation in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = arguments
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = pipe
      // The output is read until its end, which is when the process has ended.
      Thread.detachNewThread {
        do {
          try process.run()
          let data = pipe.fileHandleForReading.readDataToEndOfFile()
          process.waitUntilExit()
          continuation.resume(returning: (process.terminationStatus, String(decoding: data, as: UTF8.self)))
        } catch {
          continuation.resume(throwing: error)
        }
      }
    }
  }
}
