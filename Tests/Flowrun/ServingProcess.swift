import Foundation
import Synchronization
import Testing

/// A process that serves, and what it says.
final class ServingProcess: Sendable {
  private let process = Process()
  private let said = Mutex("")

  init(_ arguments: [String]) throws {
    process.executableURL = try Program.url()
    process.arguments = arguments
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in
      let text = String(decoding: handle.availableData, as: UTF8.self)
      self?.said.withLock { $0 += text }
    }
    try process.run()
  }

  /// Waits until it has said this so often.
  func says(_ text: String) async throws -> String {
    for _ in 0..<1200 {
      let all = said.withLock { $0 }
      if let line = all.split(separator: "\n").first(where: { $0.contains(text) }) { return String(line) }
      try #require(process.isRunning, "\(all)")
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("It never said `\(text)`: \(said.withLock { $0 })")
    return ""
  }

  func end() { process.terminate() }
}
