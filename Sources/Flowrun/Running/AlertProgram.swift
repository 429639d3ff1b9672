import FlowRuntime
import Foundation

/// `command:` of an alert: a program that reads the alert as one line of JSON from its standard input.
struct AlertProgram {
  /// Where it runs, and where relative paths are seen from.
  let folder: String
  static let patience = 30.0

  /// Gives what went wrong; nil when nothing did.
  func run(_ command: [String], _ message: AlertMessage) async -> String? {
    guard let name = command.first else { return nil }
    do {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: name.contains("/") ? Files.path(name, in: folder) : "/usr/bin/env")
      process.arguments = name.contains("/") ? Array(command.dropFirst()) : command
      process.currentDirectoryURL = URL(fileURLWithPath: folder)
      // A file, since a program that reads nothing must not end this one by a broken pipe.
      process.standardInput = try Self.input(message.json + "\n")
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      return try await Self.end(of: process)
    } catch {
      return "it cannot be started: \(error.localizedDescription)"
    }
  }

  private static func end(of process: Process) async throws -> String? {
    let (ends, end) = AsyncStream<Int32>.makeStream()
    process.terminationHandler = { end.yield($0.terminationStatus) }
    try process.run()
    let identifier = process.processIdentifier
    let timer = Task {
      do { try await Task.sleep(for: .seconds(patience)) } catch { return }
      end.yield(-1)
    }
    defer { timer.cancel() }
    for await status in ends {
      guard status != -1 else { break }
      return status == 0 ? nil : "it ended with status \(status)."
    }
    kill(identifier, SIGKILL)
    return "it did not end within \(Int(patience)) seconds."
  }

  /// A file that is gone when it is closed, from its beginning.
  private static func input(_ text: String) throws -> FileHandle {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-alert-\(UUID().uuidString)").path
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    unlink(path)
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try file.write(contentsOf: Data(text.utf8))
    try file.seek(toOffset: 0)
    return file
  }
}

/// What people have been told, in a file beside the journal.
struct AlertFile: AlertMemory {
  let path: String

  func read() -> [UInt8]? { Files.exists(path) ? try? Files.read(path) : nil }

  func write(_ bytes: [UInt8]) {
    guard bytes != read() else { return }
    // Alerts are told again after a restart then; a run is not ended for that.
    try? Files.write(bytes, to: path)
  }
}
