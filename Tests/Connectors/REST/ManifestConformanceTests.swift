import CEL
import ConnectorKit
import DeskSystem
import FlowCheck
import FlowTest
import Foundation
import HTTPClient
import OrderedCollections
import RESTConnector
import Testing

/// Manifests keep what the engine relies on.
@Suite struct ManifestConformanceTests {
  private static let examples = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../docs/examples/desk-manifest").standardizedFileURL
  private static let trial = ConformanceTrial(
    object: "ticket", key: "number", fields: ["status"],
    records: zip(1..., ["Printer", "Scanner", "Screen", "Keyboard", "Mouse"]).map { ["number": .string("N-\($0)"), "subject": .string($1)] },
    refused: ["number": "N-6", "subject": ""], change: ["subject": "Changed"], message: .init(to: "support", text: "Hello"),
    operation: .init("close", ["id": "T1"]))

  private func run(_ manifest: CheckedManifest, over transport: any HTTPTransport) async throws -> ConformanceReport {
    let settings = ConnectionSettings(name: "desk", url: "https://desk.example", auth: ["header": Secret(DeskSystem.key)])
    return try await ConformanceKit(settings, over: transport, trial: Self.trial) { settings, transport in
      try RESTConnector(manifest, settings, transport: transport, sleep: { _ in })
    }.run()
  }

  @Test func theDeskAsAManifest() async throws {
    let text = try String(contentsOf: Self.examples.appendingPathComponent("desk.yaml"), encoding: .utf8)
    let transport = RecordingTransport(DeskSystem())
    let report = try await run(manifest(text, file: "desk.yaml"), over: transport)
    #expect(report.passed && report.skipped.isEmpty, "\(report)")
    // The recording beside it is of this run: `flowrun connector check` reads it.
    let start = try #require(Timestamp("2026-03-01T10:00:00Z"))
    var redaction = RecordingRedaction(secrets: [Secret(DeskSystem.key)], fields: [])
    let recording = Recording(started: start, ended: start, journal: "connector-check", exchanges: redaction.cleaned(transport.recorded))
    let file = Self.examples.appendingPathComponent("desk.exchanges.yaml")
    if ProcessInfo.processInfo.environment["FLOWRUN_REWRITE_GOLDENS"] != nil { try recording.yaml.write(to: file, atomically: true, encoding: .utf8) }
    #expect(try String(contentsOf: file, encoding: .utf8) == recording.yaml, "FLOWRUN_REWRITE_GOLDENS=1 writes it anew.")
  }

  /// What a manifest says wrong is found by the check that names it.
  @Test(arguments: [
    ("paging: { next: =response.body.next }", "paging: { next: '=\"1\"' }", "poll.pages"),
    ("    watermark: changed", "    watermark: opened", "poll.records"),
    ("values: '=keys.map(k, k.number)'", "values: '=[keys[0].number]'", "find.keys"),
    ("failed: '=response.body.?results[?0].?error.orValue(null) != null'", "failed: =response.status > 600", "write.refused"),
    ("post: /tickets\n      body", "post: /tickets\n      repeatable: true\n      body", "write.lost"),
    ("records: =response.body.tickets", "records: '=[response.body.tickets[0]]'", "find.none"),
    ("- { class: auth, status: [401] }", "- { class: rejected, status: [401] }", "failure.auth"),
    ("- { class: auth, status: [401] }", "- { class: rejected, status: [429, 503] }", "failure.rate"),
    ("patch: \"/tickets/${id}\", body: =record", "patch: \"/tickets/${id}\", body: { status: closed }", "write.again"),
  ])
  func aMistakeIsFound(_ right: String, _ wrong: String, _ check: String) async throws {
    var text = try String(contentsOf: Self.examples.appendingPathComponent("desk.yaml"), encoding: .utf8)
    try #require(text.contains(right))
    text = text.replacing(right, with: wrong)
    if wrong.contains("opened") {
      text = text.replacing("subject: { type: string, required: true }", with: "subject: string\n      opened: datetime")
    }
    let report = try await run(manifest(text), over: DeskSystem())
    #expect(report.failed.map(\.rawValue).contains(check), "\(report)")
  }
}
