import ArgumentParser
import ConnectorKit
import FlowEngine
import Foundation
import HTTPClient
import Journal
import Testing

@testable import Flowrun

/// `pause` and `resume` beside the process that runs the flow.
@Suite(.serialized) struct PauseTests {
  private func flowrun(_ arguments: [String]) throws {
    var command = try Flowrun.parseAsRoot(arguments)
    try command.run()
  }

  private func post(_ url: String, _ body: String) async throws -> Int {
    try await CurlTransport().send(HTTPRequest(.post, url, headers: [("X-Token", "secret")], body: Array(body.utf8), idempotent: false)).status
  }

  @Test func anotherProcessPausesAndResumesAFlow() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    try """
    flowrun: 1
    connections:
      gainsight: { connector: gainsight, url: "http://127.0.0.1:9", hook: { header: X-Token, token: "${file.token}" } }
    serve: { hooks: "127.0.0.1:0", admin: "127.0.0.1:0" }
    """.write(toFile: path("flowrun.yaml"), atomically: true, encoding: .utf8)
    try "secret".write(toFile: path("token"), atomically: true, encoding: .utf8)
    try """
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id) }
        delivery: =row.id
    about: =event.id
    steps:
      - { id: stop, fail: It came through. }
    """.write(toFile: path("stop.yaml"), atomically: true, encoding: .utf8)
    let journal = path("journal.db")
    let server = try ServingProcess(["run", path("stop.yaml"), "--journal", journal])
    defer { server.end() }
    let line = try await server.says("/hooks/stop")
    let url = try #require(line.split(separator: " ").last.map(String.init))

    #expect(throws: CommandFailure.self) { try flowrun(["pause", "other", "--journal", journal]) }
    try flowrun(["pause", "stop", "--journal", journal, "--reason", "Wait for Monday."])
    _ = try await server.says("`stop` is paused: Wait for Monday.")
    #expect(try await post(url, #"{"id":"a"}"#) == 202)
    func letters() throws -> Int {
      let desk = try DeadLetterDesk(path: journal)
      defer { desk.close() }
      #expect(desk.isOwned)
      return try desk.letters(DeadLetterQuery()).count
    }
    // It has a moment to do what it must not do.
    try await Task.sleep(for: .seconds(1))
    #expect(try letters() == 0)
    try flowrun(["resume", "stop", "--journal", journal])
    _ = try await server.says("`stop` was resumed.")
    _ = try await server.says("dead letter")
    #expect(try letters() == 1)
  }
}
