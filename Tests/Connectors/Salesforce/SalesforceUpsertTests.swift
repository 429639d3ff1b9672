import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Salesforce
import Schema
import Testing

/// Creates by their stamp: reference 2.2 and 4.2.
@Suite struct SalesforceUpsertTests {
  private let options = ["create": "upsert", "stamp.Account": "Gainsight_GSID__c"]

  private func create(_ keys: [String?]) -> WriteCall {
    WriteCall(
      connection: "s", object: "Account", verb: .create,
      records: keys.enumerated().map { index, key in
        WriteRecord(fields: key.map { ["Name": .string("A\(index)"), "Gainsight_GSID__c": .string($0)] } ?? ["Name": .string("A\(index)")])
      })
  }

  @Test func aStampedCreateIsAnUpsertWithAResultForEachRecord() async throws {
    let transport = ScriptedTransport(
      after: salesforceLogin,
      .json(
        #"""
        [{"id":"001D000000K0fXO","success":true,"errors":[],"created":true},
         {"id":"001D000000K0fXPIAZ","success":true,"errors":[],"created":false},
         {"success":false,"errors":[{"statusCode":"DUPLICATE_EXTERNAL_ID","message":"more than one record found for external id field","fields":[]}]},
         {"success":false,"errors":[{"statusCode":"UNABLE_TO_LOCK_ROW","message":"m","fields":[]}]}]
        """#))
    let answer = try await salesforce(transport, options, schema: accountSchema).write(create(["k1", "k2", "k3", "k4"]))
    #expect(Array(answer.results.prefix(2)) == [.written(id: "001D000000K0fXOIAZ"), .written(id: "001D000000K0fXPIAZ")])
    let kinds = answer.results.compactMap { if case .failed(let failure) = $0 { failure.kind } else { nil } }
    #expect(kinds == [.rejected, .retry])
    let request = transport.calls[0]
    #expect(request.method == .patch && request.url.hasSuffix("/services/data/v62.0/composite/sobjects/Account/Gainsight_GSID__c"))
    #expect(request.text.hasPrefix(#"{"allOrNone":false,"records":[{"attributes":{"type":"Account"},"Name":"A0","Gainsight_GSID__c":"k1"},"#))
  }

  /// Reference 4.2: the same key twice in one call fails; here the first is written and the second comes again on its own.
  @Test func aKeyIsSentOnceACall() async throws {
    let transport = ScriptedTransport(
      after: salesforceLogin,
      .json(#"[{"id":"001D000000K0fXOIAZ","success":true,"errors":[]},{"id":"001D000000K0fXPIAZ","success":true,"errors":[]}]"#))
    let answer = try await salesforce(transport, options, schema: accountSchema).write(create(["k1", "K1", "k2"]))
    #expect(answer.results[0] == .written(id: "001D000000K0fXOIAZ") && answer.results[2] == .written(id: "001D000000K0fXPIAZ"))
    guard case .failed(let failure) = answer.results[1] else { return #expect(Bool(false)) }
    #expect(failure.kind == .conflict && failure.code == "DUPLICATE_VALUE")
  }

  @Test(arguments: [[nil], [""], [" "], ["k1", nil]] as [[String?]]) func withoutItsKeyItIsInserted(_ keys: [String?]) async throws {
    let one = #"{"id":"001D000000K0fXOIAZ","success":true,"errors":[]}"#
    let transport = ScriptedTransport(after: salesforceLogin, .json("[\(Array(repeating: one, count: keys.count).joined(separator: ","))]"))
    _ = try await salesforce(transport, options, schema: accountSchema).write(create(keys))
    #expect(transport.calls[0].method == .post && transport.calls[0].url.hasSuffix("/composite/sobjects"))
  }

  @Test func headersOfWritesAreThoseOfTheConnection() async throws {
    let transport = ScriptedTransport(after: salesforceLogin, .json(#"[{"id":"500D000000K0fXOIAZ","success":true,"errors":[]}]"#))
    let connector = try salesforce(transport, ["auto_assign": "false", "duplicates": "save", "client": "flowrun-renewals"])
    _ = try await connector.write(WriteCall(connection: "s", object: "Case", verb: .create, records: [WriteRecord(fields: ["Subject": "x"])]))
    let request = try #require(transport.calls.last)
    #expect(request.header("Sforce-Auto-Assign") == "FALSE" && request.header("Sforce-Duplicate-Rule-Header") == "allowSave=true")
    #expect(request.header("Sforce-Call-Options") == "client=flowrun-renewals")
  }

  @Test(arguments: [
    ["create": "sometimes"], ["auto_assign": "no\r\nX: y"], ["client": "a\r\nX: y"], ["duplicates": "x"], ["stamp.Task": "a b"], ["batch": "5"],
  ])
  func aSettingThatSaysNothingIsRefused(_ options: [String: String]) {
    #expect(throws: SettingsFailure.self) { try salesforce(ScriptedTransport(after: salesforceLogin), options) }
  }
}
