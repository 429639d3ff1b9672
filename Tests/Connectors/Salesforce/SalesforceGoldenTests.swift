import CEL
import Calls
import ConnectorKit
import Diagnostics
import Foundation
import HTTPClient
import OrderedCollections
import Salesforce
import Sandbox
import Schema
import Testing

/// What goes over the wire for each endpoint, as files to be read: `Tests/Connectors/Goldens/salesforce-NAME.yaml`.
///
/// The answers are those of the reference. A test replays its file: a request that is not in it, or one of it that is not asked, fails.
/// `RECORD_GOLDENS=1 swift test --filter SalesforceGolden` writes the files anew from `GoldenAnswers`; a change of them is a change of the wire.
@Suite struct SalesforceGoldenTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    var name: String
    var options: [String: String] = [:]
    var auth = ["client_credentials.client_id": "3MVG9.id", "client_credentials.client_secret": "very secret+value"]
    var run: @Sendable (SalesforceConnector) async throws -> Void
    var testDescription: String { name }
  }

  static let account = "001D000000K0fXOIAZ"

  static let all: [Golden] = [
    Golden(name: "describe") { connector in
      let object = try #require(try await connector.describe(["Account"]).first)
      #expect(object.field("Type")?.type == .picklist && object.field("Type")?.picklist.map(\.value) == ["Prospect"])
      #expect(object.watermark == "SystemModstamp")
    },
    Golden(name: "query") { connector in
      let answer = try await connector.find(findAccounts(["1P02A", "O'Brien \\ \"x\""], fields: ["Name", "Owner.Email", "Health_Score__c"]))
      #expect(answer.records.count == 2 && answer.records[0]["Owner.Email"] == "ann@acme.example" && answer.records[1]["Owner.Email"] == .null)
      #expect(answer.info.requests == 2 && answer.info.usage?.used == 25)
    },
    Golden(name: "create") { connector in
      let answer = try await connector.write(
        WriteCall(
          connection: "s", object: "Account", verb: .create, records: [WriteRecord(fields: ["Name": "Acme"]), WriteRecord(fields: ["Name": "Beta"])]))
      #expect(answer.results[0] == .written(id: account))
      guard case .failed(let failure) = answer.results[1] else { return #expect(Bool(false)) }
      #expect(failure.kind == .conflict && failure.code == "DUPLICATES_DETECTED")
    },
    Golden(name: "update") { connector in
      let fields: Record = ["Name": .null, "Parent.Gainsight_GSID__c": "1P02"]
      let answer = try await connector.write(
        WriteCall(connection: "s", object: "Account", verb: .update, records: [WriteRecord(id: account, fields: fields)]))
      #expect(answer.results == [.written(id: account)])
    },
    Golden(name: "upsert", options: ["create": "upsert", "stamp.Account": "Gainsight_GSID__c"]) { connector in
      let records = ["k1", "k2"].map { WriteRecord(fields: ["Name": "Acme", "Gainsight_GSID__c": .string($0)]) }
      let answer = try await connector.write(WriteCall(connection: "s", object: "Account", verb: .create, records: records))
      #expect(answer.results[0] == .written(id: account))
      guard case .failed(let failure) = answer.results[1] else { return #expect(Bool(false)) }
      #expect(failure.kind == .rejected && failure.code == "DUPLICATE_EXTERNAL_ID")
    },
    Golden(name: "bulk", options: ["stamp.Account": "Gainsight_GSID__c", "bulk.poll": "0.01"]) { connector in
      let records = ["A-1", "B-2", "C-3"].map { WriteRecord(fields: ["Name": "Acme, \"Inc\"", "Gainsight_GSID__c": .string($0)]) }
      var call = WriteCall(connection: "s", object: "Account", verb: .create, records: records, opensJob: true)
      call.job = try await connector.write(call).job
      let answer = try await connector.write(call)
      #expect(answer.results[0] == .written(id: account))
      let codes = answer.results.dropFirst().map { if case .failed(let failure) = $0 { failure.code } else { "" } }
      #expect(codes == ["ENTITY_IS_DELETED", "unprocessed"])
    },
    Golden(name: "bulk-aborted", options: ["bulk.poll": "0.01"]) { connector in
      let call = WriteCall(
        connection: "s", object: "Account", verb: .update, records: [WriteRecord(id: account, fields: ["Name": "Acme"])], job: GoldenAnswers.job)
      let answer = try await connector.write(call)
      #expect(answer.job == GoldenAnswers.job)
    },
    Golden(name: "poll") { connector in
      let since = Timestamp("2026-05-09T03:05:00Z")
      let answer = try await connector.poll(PollCall(connection: "s", object: "Account", fields: ["Name"], since: since))
      #expect(answer.records.count == 1 && answer.next != nil)
    },
    Golden(name: "chatter") { connector in
      let call = NotifyCall(
        connection: "s", channel: "chatter", to: ["0065w000023STAmAAO"], subject: nil, text: "Renewal at risk", mention: ["005T0000000mzCyIAI"],
        key: "k")
      let answer = try await connector.notify(call)
      #expect(answer.id == "0D53h00000n2cWXCAY")
    },
    Golden(name: "composite", options: ["stamp.Account": "Gainsight_GSID__c"]) { connector in
      let arguments: Record = [
        "account": .map(["object": "Account", "set": .map(["Name": "Acme"])]),
        "contact": .map(["object": "Contact", "set": .map(["LastName": "Berg", "AccountId": .map(["id_of": "account"])])]),
      ]
      let call = OperationCall(connection: "s", operation: "composite", arguments: arguments, key: "0123456789abcdef0123456789abcdef")
      let answer = try await connector.operate(call)
      #expect(answer.value == .map(["account": "001D000000K0fXOIAZ", "contact": "003D000000QYzr1IAD"]))
    },
    Golden(name: "chatter-batch") { connector in
      let call = NotifyCall(
        connection: "s", channel: "chatter", to: ["0065w000023STAmAAO", "001D000000K0fXOIAZ"], subject: nil, text: "Renewal at risk", mention: [],
        key: "k")
      let answer = try await connector.notify(call)
      #expect(answer.id == "0D53h00000n2cWXCAY")
    },
    Golden(name: "updated", options: ["poll": "updated"]) { connector in
      let since = Timestamp("2026-05-09T02:00:30Z")
      let answer = try await connector.poll(PollCall(connection: "s", object: "Account", fields: ["Name"], since: since))
      #expect(answer.records.map { $0["Id"] } == ["001D000000K0fXOIAZ", "001D000000K0fXPIAZ"] && answer.covered == Timestamp("2026-05-09T02:59:00Z"))
    },
    Golden(name: "refresh", auth: ["refresh.client_id": "3MVG9.id", "refresh.client_secret": "very secret+value", "refresh.token": "5Aep861.token"]) {
      connector in
      let answer = try await connector.find(findAccounts(fields: []))
      #expect(answer.records.count == 2)
    },
    Golden(
      name: "jwt", auth: ["jwt.client_id": "3MVG9.id", "jwt.user": "sync@acme.example", "jwt.key": Sandbox(SandboxConfiguration()).privateKey ?? ""]
    ) { connector in
      let answer = try await connector.find(findAccounts(fields: []))
      #expect(answer.records.count == 2)
    },
    Golden(name: "limits", options: ["budget": "1%"]) { connector in
      _ = try await connector.find(findAccounts(fields: []))
      let failure = await failure { try await connector.find(findAccounts(fields: [])) }
      #expect(failure?.code == "daily_budget")
    },
    Golden(name: "session") { connector in
      // The first session has expired; the second is refused as well.
      #expect(await failure { try await connector.find(findAccounts(fields: ["OwnerId"])) }?.kind == .auth)
    },
  ]

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
    "Goldens")

  private static func connector(_ transport: any HTTPTransport, _ golden: Golden, _ moment: Timestamp) throws -> SalesforceConnector {
    let auth = golden.auth.mapValues { Secret($0) }
    return try SalesforceConnector(
      ConnectionSettings(
        name: "salesforce", url: "https://acme.my.salesforce.com", auth: auth, options: golden.options, schema: accountSchema),
      transport: transport, now: { moment.seconds })
  }

  @Test(arguments: all) func theWireIsAsWritten(_ golden: Golden) async throws {
    let file = Self.folder.appendingPathComponent("salesforce-\(golden.name).yaml")
    let moment = try #require(Timestamp("2026-05-09T03:00:00Z"))
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      let transport = RecordingTransport(GoldenAnswers.transport(golden.name))
      try await golden.run(try Self.connector(transport, golden, moment))
      var exchanges = transport.recorded
      // The key is another in each run, and an assertion with it; a replay compares neither.
      if golden.auth["jwt.key"] != nil {
        var redaction = RecordingRedaction(secrets: [], fields: [])
        exchanges = redaction.cleaned(exchanges)
      }
      let recording = Recording(started: moment, ended: moment, journal: "golden", exchanges: exchanges)
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(recording.yaml.utf8).write(to: file)
    }
    let recording = try Recording(SourceFile(name: file.lastPathComponent, bytes: Array(try Data(contentsOf: file))))
    let replay = ReplayTransport(recording) { moment }
    try await golden.run(try Self.connector(replay, golden, moment))
    #expect(replay.refused == [] && replay.unasked == [])
  }
}
