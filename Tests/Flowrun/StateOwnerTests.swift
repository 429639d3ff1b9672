import ArgumentParser
import Foundation
import Journal
import Testing

@testable import Flowrun

/// A flow or a step is renamed while the journal has state of it.
@Suite(.serialized) struct StateOwnerTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
  private var journal: String { path("journal.db") }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func write(_ name: String, _ text: String) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
  }

  private func flow(_ name: String) throws {
    try write(
      "\(name).yaml",
      """
      flowrun: 1
      trigger:
        - webhook: gainsight
          event: { id: =text(row.id) }
          delivery: =row.id
      about: =event.id
      steps:
        - { id: stop, fail: No. }
      """)
  }

  private func flowrun(_ arguments: [String]) async throws {
    var command = try Flowrun.parseAsRoot(arguments)
    if var asynchronous = command as? any AsyncParsableCommand { try await asynchronous.run() } else { try command.run() }
  }

  private func run(_ name: String) async throws {
    try await flowrun(["run", path("\(name).yaml"), "--rows", path("rows.ndjson"), "--journal", journal])
  }

  @Test func aStartWithStateOfAFlowThatIsGoneIsRefusedUntilItIsMovedOrDropped() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("flowrun.yaml", "flowrun: 1\nconnections:\n  gainsight: { connector: gainsight, url: \"http://127.0.0.1:9\" }\n")
    try write("rows.ndjson", #"{"id":"a"}"#)
    try flow("old")
    try flow("other")
    await #expect(throws: Exit.findings) { try await run("old") }
    // The file is there: its state is its own, whichever flow runs.
    await #expect(throws: Exit.findings) { try await run("other") }

    try FileManager.default.moveItem(atPath: path("old.yaml"), toPath: path("new.yaml"))
    for name in ["new", "other"] {
      let failure = await #expect(throws: CommandFailure.self) { try await run(name) }
      #expect(failure?.message.contains("`flowrun state move old NEW`") == true, "\(failure?.message ?? "")")
    }
    try await flowrun(["state", "move", "old", "new", "--journal", journal])
    // Its delivery was remembered under the old name.
    try await run("new")

    try FileManager.default.removeItem(atPath: path("other.yaml"))
    await #expect(throws: CommandFailure.self) { try await run("new") }
    await #expect(throws: CommandFailure.self) { try await flowrun(["state", "drop", "other", "--journal", journal]) }
    try await flowrun(["state", "drop", "other", "--open", "--journal", journal])
    try await run("new")
  }
}
