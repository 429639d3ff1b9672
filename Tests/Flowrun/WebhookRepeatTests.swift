import ConnectorKit
import FlowEngine
import Foundation
import HTTPClient
import Journal
import Testing

@testable import Flowrun

/// A webhook that its sender delivers twice, over HTTP, to a process that serves.
@Suite(.serialized) struct WebhookRepeatTests {
  @Test func aDeliveryThatComesTwiceIsOneEvent() async throws {
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
    // The content is another each time: only `delivery` tells that they are one.
    try """
    flowrun: 1
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), try: =text(row.try) }
        delivery: =row.id
    about: =event.id
    steps:
      - { id: stop, fail: "${event.id} came, try ${event.try}." }
    """.write(toFile: path("stop.yaml"), atomically: true, encoding: .utf8)
    let journal = path("journal.db")
    let server = try ServingProcess(["run", path("stop.yaml"), "--journal", journal])
    defer { server.end() }
    let line = try await server.says("/hooks/stop")
    let url = try #require(line.split(separator: " ").last.map(String.init))
    func post(_ body: String) async throws -> Int {
      let request = HTTPRequest(.post, url, headers: [("X-Token", "secret")], body: Array(body.utf8), idempotent: false)
      return try await CurlTransport().send(request).status
    }
    for number in 1...3 { #expect(try await post(#"{"id":"a","try":"\#(number)"}"#) == 202) }
    #expect(try await post(#"{"id":"b","try":"1"}"#) == 202)
    func letters() throws -> [String] {
      let desk = try DeadLetterDesk(path: journal)
      defer { desk.close() }
      return try desk.letters(DeadLetterQuery()).compactMap(\.letter.about)
    }
    for _ in 0..<1200 where try letters().count < 2 { try await Task.sleep(for: .milliseconds(50)) }
    // The repetitions came before `b`: one that made an event would be here as well.
    #expect(try letters().sorted() == ["a", "b"])
    let desk = try JournalPeek(path: journal)
    defer { desk.close() }
    #expect(try desk.outcomes().map(\.count).reduce(0, +) == 4, "two ended dead, two were dropped as repeated")
  }
}
