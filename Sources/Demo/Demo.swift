import CEL
import Diagnostics
import Foundation

/// The demonstration behind `make demo`. Every number that it prints comes from the run or from the sandbox's own log, and both must agree.
struct Demo {
  static let flow = "flows/sync-health-scores.yaml"

  private let flowrun: String
  private let seed: UInt64
  private let count: Int

  init(arguments: [String]) throws {
    var values: [String: String] = [:]
    for index in stride(from: 0, to: arguments.count - 1, by: 2) { values[arguments[index]] = arguments[index + 1] }
    guard let seed = UInt64(values["--seed"] ?? "1"), let count = Int(values["--count"] ?? "1000"), let flowrun = values["--flowrun"] else {
      throw DemoFailure("Usage: flowrun-demo --flowrun PATH [--seed NUMBER] [--count ROWS]")
    }
    self.flowrun = flowrun
    self.seed = seed
    self.count = count
  }

  /// Runs the demonstration; false when a total does not agree with the sandbox's log.
  func run() async throws -> Bool {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-demo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    let sandbox = try await SandboxProcess(flowrun: flowrun, seed: seed)
    defer { sandbox.stop() }
    let rows = folder.appendingPathComponent("rows.ndjson")
    try Program.output(flowrun, ["sandbox", "rows", "--seed", String(seed), "--count", String(count)]).write(to: rows)

    let lines = try String(contentsOf: rows, encoding: .utf8).split(separator: "\n").map(String.init)
    print(
      "flowrun demo, seed \(seed): \(lines.count) health scores from Gainsight, on their way to a Salesforce of \(try await sandbox.count("Account")) accounts."
    )
    let before = try await sandbox.records("Account")
    let first = try await pass(rows, sandbox, folder)
    let after = try await sandbox.records("Account")

    Printer.events(first.summary)
    Printer.records(before: before, after: after)
    Printer.calls(first.calls, script: ScriptWithoutBatches(accounts: before).calls(for: lines))
    Printer.deadLetters(first.summary)

    let second = try await pass(rows, sandbox, folder)
    Printer.again(second.summary, second.calls)
    let checks = Checks(rows: lines.count, before: before, after: after, first: first, second: second)
    let agrees = checks.print()
    return try await SevenFlows(flowrun: flowrun, sandbox: sandbox, folder: folder).run() && agrees
  }

  /// One run over all rows, and the calls that the sandbox saw meanwhile.
  private func pass(_ rows: URL, _ sandbox: SandboxProcess, _ folder: URL) async throws -> Pass {
    let seen = try await sandbox.callCount()
    let journal = folder.appendingPathComponent("journal.db").path
    let output = try Program.output(
      flowrun,
      ["run", Self.flow, "--rows", rows.path, "--sandbox", "--sandbox-url", sandbox.url, "--journal", journal, "--format", "json"], allowed: [0, 1])
    // The alert that there are dead letters goes to Slack: it is no call of the flow's.
    let calls = try await sandbox.calls(after: seen).filter { $0["system"]?.asString != "slack" }
    return Pass(summary: try Value(json: Array(output)), calls: calls)
  }
}

/// What one run said, and what the sandbox saw of it.
struct Pass {
  var summary: Value
  var calls: [Value]

  /// Calls of that kind to a system, logins aside.
  func calls(_ kinds: Set<String>) -> [Value] { calls.filter { kinds.contains($0["kind"]?.asString ?? "") } }

  static let writes: Set<String> = ["create", "update", "upsert", "delete", "post"]

  var writes: [Value] { calls(Self.writes) }
  var requests: Int { calls.count { $0["kind"]?.asString != "login" } }
}

/// Ends the demonstration with a sentence.
struct DemoFailure: Error, CustomStringConvertible {
  var description: String
  init(_ text: String) { description = text }
}
