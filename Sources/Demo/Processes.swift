import CEL
import ConnectorKit
import Foundation
import HTTPClient

/// Runs a program to its end.
enum Program {
  /// What it writes to standard output. Its standard error is ours.
  static func output(_ path: String, _ arguments: [String], allowed: Set<Int32> = [0]) throws -> Data {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard allowed.contains(process.terminationStatus) else {
      throw DemoFailure("flowrun \(arguments.joined(separator: " ")) ended with \(process.terminationStatus).")
    }
    return data
  }
}

/// The sandbox, as a process of its own.
final class SandboxProcess {
  let url: String
  private let process: Process
  private let transport = CurlTransport()

  init(flowrun: String, seed: UInt64) async throws {
    process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: flowrun)
    process.arguments = ["sandbox", "--port", "0", "--seed", String(seed), "--format", "json"]
    process.standardOutput = pipe
    try process.run()
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let data = pipe.fileHandleForReading.availableData
      guard !data.isEmpty else { throw DemoFailure("The sandbox did not start.") }
      line += data
    }
    guard let url = try Value(json: Array(line))["url"]?.asString else { throw DemoFailure("The sandbox told no address.") }
    self.url = url
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }

  func callCount() async throws -> Int { Int(try await get("")["calls"]?.asInt ?? 0) }

  func calls(after number: Int) async throws -> [Value] { try await get("/calls?after=\(number)").asList ?? [] }

  func records(_ object: String) async throws -> [Value] { try await get("/state/\(object)").asList ?? [] }

  func count(_ object: String) async throws -> Int { try await records(object).count }

  private func get(_ path: String) async throws -> Value {
    let response = try await transport.send(HTTPRequest(.get, "\(url)/_sandbox\(path)", idempotent: true))
    guard response.status == 200 else { throw DemoFailure("The sandbox answers \(response.status) to /_sandbox\(path).") }
    return try Value(json: response.body)
  }
}
