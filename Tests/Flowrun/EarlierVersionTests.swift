import ArgumentParser
import FlowEngine
import Foundation
import Journal
import Testing

@testable import Flowrun

/// A flow's file changes while its events are dead or open.
@Suite(.serialized) struct EarlierVersionTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
  private var journal: String { folder.appendingPathComponent("journal.db").path }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func write(_ name: String, _ text: String) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
  }

  private func flow(says text: String) throws {
    try write(
      "stop.yaml",
      """
      flowrun: 1
      trigger:
        - webhook: gainsight
          event: { id: =text(row.id), limit: "=vlookup(tables.limits, text(row.id))" }
          delivery: =row.id
      about: =event.id
      tables:
        limits: { file: limits.csv, key: id }
      steps:
        - id: stop
          fail: "\(text) ${vlookup(tables.limits, event.id)} ${settings.word}"
      """)
  }

  private func project(word: String, limit: Int) throws {
    try write(
      "flowrun.yaml", "flowrun: 1\nsettings: { word: \(word) }\nconnections:\n  gainsight: { connector: gainsight, url: \"http://127.0.0.1:9\" }\n")
    try write("limits.csv", "id,limit\na,\(limit)\n")
  }

  private func flowrun(_ arguments: [String]) async throws {
    var command = try Flowrun.parseAsRoot(arguments)
    if var asynchronous = command as? any AsyncParsableCommand { try await asynchronous.run() } else { try command.run() }
  }

  /// What the dead letter says; it shows which flow, table and settings have run.
  private func reason() throws -> [String] {
    let desk = try DeadLetterDesk(path: journal)
    defer { desk.close() }
    return try desk.letters(DeadLetterQuery()).map(\.letter.reason.text)
  }

  @Test func aReplayRunsTheFlowAsItIsOrAsItWas() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try project(word: "old", limit: 1)
    try flow(says: "First")
    try write("rows.ndjson", #"{"id":"a"}"#)
    let run = ["run", path("stop.yaml"), "--rows", path("rows.ndjson"), "--journal", journal]
    let replay = ["dead-letters", "replay", "--all", "--journal", journal]
    await #expect(throws: Exit.findings) { try await flowrun(run) }
    #expect(try reason().allSatisfy { $0.contains("First 1 old") })

    // The files change; the open event of the replay runs under what they were.
    try project(word: "new", limit: 2)
    try flow(says: "Second")
    try await flowrun(replay + ["--old-flow"])
    await #expect(throws: Exit.findings) { try await flowrun(run) }
    #expect(try reason().count == 1 && reason().allSatisfy { $0.contains("First 1 old") })

    try await flowrun(replay)
    await #expect(throws: Exit.findings) { try await flowrun(run) }
    #expect(try reason().count == 1 && reason().allSatisfy { $0.contains("Second 2 new") })
  }
}
