import CEL
import Calls
import ConnectorKit
import Diagnostics
import Foundation
import HTTPClient
import OrderedCollections
import RESTConnector
import Synchronization
import Testing

/// One exchange of each endpoint that the manifests of `connectors/` use, kept as a recording.
///
/// `RECORD_GOLDENS=1` writes the files anew from the answers below.
@Suite struct RESTGoldenTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    var manifest: String
    var name: String
    var answers: [String]
    var run: @Sendable (RESTConnector) async throws -> String
    var expected: String
    var testDescription: String { "\(manifest) \(name)" }
  }

  private static let jo =
    #"{"id":"51","properties":{"email":"jo@example.com","firstname":"Jo","createdate":"2026-01-05T08:00:00.000Z","lastmodifieddate":"2026-03-01T10:00:00.000Z"}}"#

  private static func found(_ records: [Record]) -> String { records.map { Value.map($0).jsonText }.joined(separator: " ") }

  private static func find(_ match: String, _ keys: Value...) -> @Sendable (RESTConnector) async throws -> String {
    { connector in
      found(
        try await connector.find(
          FindCall(connection: "c", object: "contact", fields: ["firstname"], match: [match], keys: keys.map { [$0] })
        ).records)
    }
  }

  private static func write(_ verb: WriteCall.Verb, _ record: WriteRecord) -> @Sendable (RESTConnector) async throws -> String {
    { connector in
      let answer = try await connector.write(WriteCall(connection: "c", object: "contact", verb: verb, records: [record]))
      return "\(answer.results)"
    }
  }

  private static let read = #"{"id":"51","lastmodifieddate":"2026-03-01T10:00:00Z","createdate":"2026-01-05T08:00:00Z","#

  static let goldens: [Golden] = [
    Golden(
      manifest: "hubspot", name: "find-by-email", answers: [#"{"status":"COMPLETE","results":[\#(jo)]}"#],
      run: find("email", "jo@example.com", "nobody@example.com"), expected: read + #""email":"jo@example.com","firstname":"Jo"}"#),
    Golden(
      manifest: "hubspot", name: "find-by-id", answers: [#"{"status":"COMPLETE","results":[\#(jo)]}"#], run: find("id", "51"),
      expected: read + #""firstname":"Jo"}"#),
    Golden(
      manifest: "hubspot", name: "poll",
      answers: [#"{"total":2,"results":[\#(jo)],"paging":{"next":{"after":"100"}}}"#, #"{"total":2,"results":[]}"#],
      run: { connector in
        var poll = PollCall(connection: "c", object: "contact", fields: ["firstname"], since: Timestamp("2026-02-01T00:00:00Z"))
        let first = try await connector.poll(poll)
        poll.page = first.next
        let second = try await connector.poll(poll)
        return found(first.records + second.records) + " \(second.next == nil)"
      }, expected: read + #""firstname":"Jo"} true"#),
    Golden(
      manifest: "hubspot", name: "create", answers: [jo], run: write(.create, WriteRecord(fields: ["email": "jo@example.com", "firstname": "Jo"])),
      expected: "[Calls.RecordResult.written(id: \"51\")]"),
    Golden(
      manifest: "hubspot", name: "update", answers: [jo], run: write(.update, WriteRecord(id: "51", fields: ["firstname": "Jo", "phone": .null])),
      expected: "[Calls.RecordResult.written(id: \"51\")]"),
    Golden(
      manifest: "slack", name: "post-message", answers: [SlackTests.posted],
      run: { connector in try await connector.notify(message("*Acme* is won", to: ["#cs-handoffs"], subject: "A deal")).id ?? "" },
      expected: "1772442927.000247"),
    Golden(
      manifest: "slack", name: "post-to-person", answers: [SlackTests.jo, SlackTests.posted],
      run: { connector in try await connector.notify(message("Hello", to: ["jo@example.com"], mention: ["jo@example.com"])).id ?? "" },
      expected: "1772442927.000247"),
    Golden(
      manifest: "slack", name: "no-such-person", answers: [#"{"ok":false,"error":"users_not_found"}"#],
      run: { connector in
        let failure = await failure { try await connector.operate(operation("user_by_email", ["email": "nobody@example.com"])) }
        return "\(failure?.kind.rawValue ?? "") \(failure?.code ?? "")"
      }, expected: "rejected users_not_found"),
  ]

  private static let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../Goldens").standardizedFileURL

  @Test(arguments: goldens) func theExchangeIsAsItIsKept(_ golden: Golden) async throws {
    let started = try #require(Timestamp("2026-03-02T09:00:00Z"))
    let file = Self.folder.appendingPathComponent("\(golden.manifest)-\(golden.name).exchanges.yaml")
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil { try await Self.record(golden, to: file, started) }
    let recording = try Recording(SourceFile(name: file.lastPathComponent, bytes: Array(Data(contentsOf: file))))
    let replay = ReplayTransport(recording, now: { started })
    #expect(try await golden.run(rest(shipped(golden.manifest), replay)) == golden.expected)
    #expect(replay.unasked.isEmpty && recording.exchanges.count == golden.answers.count)
  }

  private static func record(_ golden: Golden, to file: URL, _ started: Timestamp) async throws {
    let next = Mutex(0)
    let script = ScriptedTransport { _, _ in
      let index = next.withLock { next in
        defer { next += 1 }
        return next
      }
      return .json(golden.answers[index])
    }
    let recorder = RecordingTransport(script)
    _ = try await golden.run(rest(shipped(golden.manifest), recorder))
    let recording = Recording(started: started, ended: started, journal: "golden", exchanges: recorder.recorded)
    try recording.yaml.write(to: file, atomically: true, encoding: .utf8)
  }
}
