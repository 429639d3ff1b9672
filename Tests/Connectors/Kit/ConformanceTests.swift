import CEL
import Calls
import ConnectorKit
import FlowTest
import Gainsight
import HTTPClient
import OrderedCollections
import RESTConnector
import Salesforce
import Sandbox
import Schema
import Testing

/// The connectors that come with the program keep what the engine relies on.
@Suite struct OwnConformanceTests {
  @Test func memory() async throws {
    let start = try #require(Timestamp(seconds: 1_772_000_000))
    let memory = MemoryConnector(
      schema: ConnectionSchema([
        ObjectSchema(
          "Account",
          fields: [
            FieldSchema("Id", .id, createable: false, updateable: false), FieldSchema("Name", .string, length: 10, nullable: false, required: true),
            FieldSchema("Key__c", .string, unique: true, externalID: true), FieldSchema("Changed", .datetime, createable: false, updateable: false),
          ], identity: "Id", watermark: "Changed")
      ]), now: start)
    // More than one page.
    for number in 0..<250 { memory.insert(["Name": .string("A\(number)")], into: "Account") }
    let report = try await ConformanceKit(
      ConnectionSettings(name: "memory", url: ""), over: ScriptedTransport { _, _ in .json("{}") },
      trial: ConformanceTrial(
        object: "Account", key: "Key__c", records: (1...5).map { ["Name": "New", "Key__c": .string("K\($0)")] },
        refused: ["Name": "Much too long", "Key__c": "K6"], change: ["Name": "Changed"])
    ) { _, _ in memory }.run()
    #expect(report.passed, "\(report)")
    #expect(
      report.skipped.filter { !$0.rawValue.hasPrefix("failure.") }.map(\.rawValue) == [
        "write.lost", "message", "operation", "requests", "once", "cancel", "limit", "secrets",
      ])
  }

  @Test func salesforce() async throws {
    try await Live.run { live in
      let configuration = SandboxConfiguration()
      let settings = ConnectionSettings(
        name: "salesforce", url: live.addresses.salesforce,
        auth: [
          "client_credentials.client_id": Secret(configuration.salesforce.clientID),
          "client_credentials.client_secret": Secret(configuration.salesforce.clientSecret),
        ], options: ["limits.calls": "3"])
      let report = try await ConformanceKit(
        SalesforceConnector.self, settings, over: CurlTransport(.patient),
        trial: ConformanceTrial(
          object: "Account", key: "Name", fields: ["Industry"], records: (1...5).map { ["Name": .string("Conformance \($0)")] },
          refused: ["Industry": "Energy"], change: ["Industry": "Energy"])
      ).run()
      #expect(report.passed, "\(report)")
      #expect(Set(report.skipped) == [.pollPages, .message, .operation], "\(report)")
    }
  }

  @Test func gainsight() async throws {
    try await Live.run { live in
      let settings = ConnectionSettings(
        name: "gainsight", url: live.addresses.gainsight, auth: ["access_key": Secret(SandboxConfiguration().gainsight.accessKey)],
        options: ["limits.calls": "3"])
      let report = try await ConformanceKit(
        GainsightConnector.self, settings, over: CurlTransport(.patient),
        trial: ConformanceTrial(
          object: "company", key: "Name", fields: ["Industry"], records: (1...5).map { ["Name": .string("Conformance \($0)")] },
          refused: ["Name": "Conformance 6", "RenewalDate": "soon"], change: ["Arr": 1200])
      ).run()
      #expect(report.passed, "\(report)")
      #expect(Set(report.skipped) == [.pollPages, .message, .operation], "\(report)")
    }
  }

  @Test func slack() async throws {
    try await Live.run { live in
      let settings = ConnectionSettings(
        name: "slack", url: "\(live.addresses.salesforce)/api", auth: ["bearer": Secret(SandboxConfiguration().slack.token)])
      let manifest = try shipped("slack")
      let report = try await ConformanceKit(
        settings, over: CurlTransport(.patient),
        trial: ConformanceTrial(
          message: .init(to: "general", text: "Hello"),
          operation: .init("post_message", ["channel": "cs-handoffs", "text": "Hello"]))
      ) { settings, transport in
        try RESTConnector(manifest, settings, transport: transport, sleep: { _ in })
      }.run()
      #expect(report.passed, "\(report)")
      #expect(report.skipped.allSatisfy { ["describe", "poll", "find", "write"].contains($0.rawValue.split(separator: ".")[0]) }, "\(report)")
    }
  }
}
