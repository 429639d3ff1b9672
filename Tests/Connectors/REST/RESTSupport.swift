import CEL
import Calls
import ConnectorKit
import Diagnostics
import FlowCheck
import Foundation
import OrderedCollections
import RESTConnector
import Testing

/// A manifest that must be without mistakes.
func manifest(_ text: String, file: String = "connector.yaml") throws -> CheckedManifest {
  let findings = Findings()
  let checked = ManifestChecker.load(SourceFile(name: file, bytes: Array(text.utf8)), into: findings)
  return try #require(checked, "\(TextReport().render(findings.sorted))")
}

/// A manifest of `connectors/`.
func shipped(_ name: String) throws -> CheckedManifest {
  let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../connectors").standardizedFileURL
  return try manifest(try String(contentsOf: folder.appendingPathComponent("\(name).yaml"), encoding: .utf8), file: "\(name).yaml")
}

/// A connector whose waits are noted and not slept.
func rest(
  _ manifest: CheckedManifest, _ transport: any HTTPTransport, auth: [String: String] = ["bearer": "xoxb-secret-token"], url: String = "",
  now: Int64 = 1_767_225_600, sleep: @escaping @Sendable (Duration) async throws -> Void = { _ in }
) throws -> RESTConnector {
  try RESTConnector(
    manifest, ConnectionSettings(name: "c", url: url, auth: auth.mapValues { Secret($0) }), transport: transport, now: { now }, sleep: sleep)
}

func operation(_ name: String, _ arguments: Record = [:], key: String = "k1") -> OperationCall {
  OperationCall(connection: "c", operation: name, arguments: arguments, key: key)
}

func message(_ text: String, to: [String] = ["cs-handoffs"], subject: String? = nil, mention: [String] = [], key: String = "k1") -> NotifyCall {
  NotifyCall(connection: "slack", channel: nil, to: to, subject: subject, text: text, mention: mention, key: key)
}

extension HTTPRequest {
  var json: Value { (try? Value(json: body)) ?? .null }
}

/// The failure of a call that must fail.
func refused<Answer>(_ body: () async throws -> Answer) async throws -> CallFailure { try #require(await failure(body)) }
