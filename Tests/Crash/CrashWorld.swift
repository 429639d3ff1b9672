import Foundation
import Sandbox
import Testing

/// A sandbox, some rows, and the program that is killed.
final class CrashWorld {
  struct Outcome {
    var points: Int
    var endings: [String]
    var records: [String]
    /// Effect keys of created records; each must be there once.
    var stamps: [String]
    /// Jobs that were opened, and those that were given content.
    var jobs: Int
    var filled: Int
    /// Chatter posts, one line for each, and those of them that were there when the process was killed.
    var posts: [String: Int]
    var postsBefore: [String: Int]
    var stampedOnce: [String] { Array(Set(stamps)).sorted() }
  }

  private let subject: Subject
  private let sandbox: Sandbox
  private let url: String
  private let folder: URL
  private let rows: String
  private var runs = 0
  let untouched: [String]

  init(_ subject: Subject, accounts: Int, rows count: Int = 60, seed: UInt64) async throws {
    self.subject = subject
    var configuration = SandboxConfiguration()
    configuration.accounts = accounts
    configuration.seed = seed
    sandbox = Sandbox(configuration)
    url = try await sandbox.start().salesforce
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    rows = folder.appendingPathComponent("rows.ndjson").path
    // Rows that are no JSON have no delivery to be known by, and those without a date are stamped with the time of the run: neither repeats alike.
    let dated = HealthScoreRows.generate(seed: seed, count: count, accounts: accounts).filter { row in
      guard let object = try? JSONSerialization.jsonObject(with: Data(row.utf8)) as? [String: Any] else { return false }
      return (object["changedAt"] as? String).map { !$0.isEmpty } ?? false
    }
    try dated.joined(separator: "\n").write(toFile: rows, atomically: true, encoding: .utf8)
    untouched = Self.records(sandbox, subject)
  }

  func stop() async {
    await sandbox.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Runs from the beginning, killed at a point and started again, or undisturbed.
  func outcome(crashingAt point: Int?) async throws -> Outcome {
    sandbox.reset()
    runs += 1
    let journal = folder.appendingPathComponent("\(runs)/journal.db").path
    var postsBefore: [String: Int] = [:]
    if let point {
      let first = try await run(journal, point: point)
      #expect(first.signal == SIGKILL, "The run did not die at point \(point): \(first.output)")
      postsBefore = posts()
    }
    let last = try await run(journal, point: nil)
    try #require(last.signal == nil && last.status == 0, "\(last.output)")
    var lines = last.output.split(separator: "\n").map(String.init)
    let points = Int(lines.removeFirst().dropFirst("points ".count)) ?? 0
    let stamps = sandbox.records(of: "Task").compactMap { $0["Flow_Key__c"]?.string }
    return Outcome(
      points: points, endings: lines.filter { !$0.hasSuffix("repeated delivery") }.sorted(), records: Self.records(sandbox, subject),
      stamps: stamps.sorted(), jobs: requests("POST", "/jobs/ingest"), filled: requests("PUT", "/batches", status: 201),
      posts: posts(), postsBefore: postsBefore)
  }

  /// How often each Chatter post is there.
  private func posts() -> [String: Int] {
    sandbox.records(of: "FeedItem").reduce(into: [:]) { $0["\($1["ParentId"] ?? .null) | \($1["Body"] ?? .null)", default: 0] += 1 }
  }

  private func requests(_ method: String, _ suffix: String, status: Int = 200) -> Int {
    sandbox.calls.filter { $0.method == method && $0.status == status && $0.target.hasSuffix(suffix) }.count
  }

  private static func records(_ sandbox: Sandbox, _ subject: Subject) -> [String] {
    subject.effects.flatMap { effect in
      sandbox.records(of: effect.object).map { record in
        ([effect.object] + effect.fields.map { "\(record[$0] ?? .null)" }).joined(separator: " | ")
      }
    }.sorted()
  }

  private func run(_ journal: String, point: Int?) async throws -> (status: Int32, signal: Int32?, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Self.harness())
    let root = Self.root
    process.arguments =
      ["\(root)/\(subject.flow)", "\(root)/flows/schemas", rows, journal, url] + ["\(point ?? 0)"] + (subject.jobsFrom.map { ["\($0)"] } ?? [])
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output: String = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        continuation.resume(returning: String(decoding: data, as: UTF8.self))
      }
    }
    let signal = process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil
    return (process.terminationStatus, signal, output)
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The harness is built beside the tests.
  private static func harness() throws -> String {
    var folder = URL(fileURLWithPath: try #require(CommandLine.arguments.first)).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("crash-harness").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    throw MissingHarness()
  }

  struct MissingHarness: Error {}
}
