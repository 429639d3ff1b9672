import Foundation
import Testing

/// A sandbox in a process of its own, on a free port, until it is let go.
final class SandboxProcess {
  let port: Int
  /// What it printed when it began to listen.
  let said: String
  var url: String { "http://127.0.0.1:\(port)" }
  private let process = Process()

  init(_ more: [String] = []) throws {
    process.executableURL = try Program.url()
    process.arguments = ["sandbox", "--port", "0"] + more
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    var text = ""
    // Its last line.
    while !text.contains("Run a flow") {
      let data = pipe.fileHandleForReading.availableData
      guard !data.isEmpty else { break }
      text += String(decoding: data, as: UTF8.self)
    }
    said = text
    port = try #require(text.firstMatch(of: /127\.0\.0\.1:(\d+)/).flatMap { Int($0.1) }, "\(text)")
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }
}
