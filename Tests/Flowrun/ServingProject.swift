import ConnectorKit
import Foundation
import Glibc
import HTTPClient
import Synchronization
import Testing

/// `flowrun run` in a process of its own, over a project in a folder of its own.
final class ServingProject: Sendable {
  let folder: URL
  private let process = Process()
  private let said = Mutex("")
  var journal: String { path("journal.db") }
  var text: String { said.withLock { $0 } }

  /// `files` by name; the flows lie in `flows`.
  init(_ files: [String: String]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appendingPathComponent("flows"), withIntermediateDirectories: true)
    for (name, text) in files { try write(name, text) }
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    try? FileManager.default.removeItem(at: folder)
  }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  func write(_ name: String, _ text: String) throws { try text.write(toFile: path(name), atomically: true, encoding: .utf8) }

  func start(_ arguments: [String], environment: [String: String] = [:]) throws {
    process.executableURL = try Program.url()
    process.arguments = ["run", path("flows"), "--journal", journal] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in
      let text = String(decoding: handle.availableData, as: UTF8.self)
      self?.said.withLock { $0 += text }
    }
    try process.run()
  }

  /// Waits until it has said this so often, and gives the last line of it.
  @discardableResult func says(_ text: String, times: Int = 1) async throws -> String {
    for _ in 0..<2400 {
      let lines = self.text.split(separator: "\n").filter { $0.contains(text) }
      if lines.count >= times, let line = lines.last { return String(line) }
      try #require(process.isRunning, "\(self.text)")
      try await Task.sleep(for: .milliseconds(25))
    }
    Issue.record("It never said `\(text)` \(times) times: \(self.text)")
    return ""
  }

  /// The address in a line that it says.
  func address(_ text: String) async throws -> String { try #require(try await says(text).firstMatch(of: /http:\/\/[0-9.:]+/).map { String($0.0) }) }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Asks it to end; its exit code.
  func end() async -> Int32 {
    if process.isRunning { process.terminate() }
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [process] in
        process.waitUntilExit()
        continuation.resume()
      }
    }
    return process.terminationStatus
  }

  static func post(_ url: String, _ body: String, headers: [String: String] = ["X-Flowrun-Token": "sandbox-hook"]) async throws -> Int {
    let sent = headers.map { (name: $0.key, value: $0.value) }
    return try await CurlTransport().send(HTTPRequest(.post, url, headers: sent, body: Array(body.utf8), idempotent: false)).status
  }

  static func get(_ url: String) async throws -> String {
    String(decoding: try await CurlTransport().send(HTTPRequest(.get, url, idempotent: true)).body, as: UTF8.self)
  }
}
