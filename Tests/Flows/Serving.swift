import Foundation

/// The program, serving a flow in a process of its own.
final class Serving {
  struct Failed: Error { var text: String }

  private let process = Process()
  private let errors = Pipe()

  init(_ arguments: [String]) throws {
    process.executableURL = try Self.program()
    process.arguments = ["run"] + arguments
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
  }

  /// As it was built beside the tests.
  private static func program() throws -> URL {
    var folder = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      for name in ["FlowrunMain", "flowrun"] {
        let file = folder.appendingPathComponent(name)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue { return file }
      }
      folder.deleteLastPathComponent()
    }
    throw Failed(text: "There is no program beside the tests.")
  }

  /// Where it takes outbound messages, once it does.
  func messages() async throws -> String {
    let file = errors.fileHandleForReading
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        var text = ""
        while true {
          let data = file.availableData
          text += String(decoding: data, as: UTF8.self)
          if let line = text.split(separator: "\n").first(where: { $0.hasSuffix("/PATH") }), let start = line.firstRange(of: "http://") {
            // What it says later must not fill the pipe.
            Thread.detachNewThread { while !file.availableData.isEmpty {} }
            return continuation.resume(returning: String(line[start.lowerBound...]))
          }
          if data.isEmpty { return continuation.resume(throwing: Failed(text: text)) }
        }
      }
    }
  }

  /// It ends when it has done what it accepted.
  func end() async {
    process.terminate()
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [process] in
        process.waitUntilExit()
        continuation.resume()
      }
    }
  }
}
