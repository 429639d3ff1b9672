import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Salesforce
import Schema
import Testing

/// Answers that the sandbox never gives and that the documentation allows, or that stand-ins for Salesforce give.
@Suite struct SalesforceToleranceTests {
  private static let row = #"{"Id":"001D000000K0fXO","Gainsight_GSID__c":"1P02A","Name":"Acme"}"#
  private static let written = #"{"id":"001D000000K0fXO","success":true,"errors":[]}"#

  private func find(_ transport: ScriptedTransport) async throws -> FindAnswer {
    try await salesforce(transport, schema: accountSchema).find(findAccounts())
  }

  private func create(_ transport: ScriptedTransport, _ count: Int = 1) async throws -> [RecordResult] {
    let records = (0..<count).map { WriteRecord(fields: ["Name": .string("A\($0)")]) }
    return try await salesforce(transport, schema: accountSchema).write(
      WriteCall(connection: "s", object: "Account", verb: .create, records: records)
    ).results
  }

  static let pages = [
    "{\"records\":[\(row)]}", "\r\n { \"done\" : true ,\t\"records\" : [ \(row) ] , \"totalSize\" : 1 }\n\n",
    "{\"totalSize\":-1,\"done\":null,\"records\":[\(row)],\"nextRecordsUrl\":null,\"entityTypeName\":\"Account\",\"queryLocator\":{\"a\":[1]}}",
    #"{"records":[{"Name":"Acme","extra":{"deep":[[]]},"attributes":null,"Gainsight_GSID__c":"1P02A","Id":"001D000000K0fXO"}]}"#,
  ]

  @Test(arguments: pages) func aQueryIsReadByItsRecords(_ text: String) async throws {
    let answer = try await find(ScriptedTransport(after: salesforceLogin, .json(text)))
    #expect(answer.records.map { $0["Id"] } == ["001D000000K0fXOIAZ"] && answer.records[0]["Name"] == "Acme")
  }

  @Test(arguments: ["", "https://acme.my.salesforce.com"]) func theNextPageIsAPathOrAnAddress(_ host: String) async throws {
    let transport = ScriptedTransport(
      after: salesforceLogin, .json(#"{"done":false,"nextRecordsUrl":"\#(host)/services/data/v58.0/query/query-1","records":[]}"#),
      .json("{\"records\":[\(Self.row)]}"))
    #expect(try await find(transport).records.count == 1)
    #expect(transport.calls.last?.url == "https://acme.my.salesforce.com/services/data/v58.0/query/query-1")
  }

  @Test(arguments: [
    "https://acme.my.salesforce.com.evil.example/services/data/v58.0/query/1", "http://acme.my.salesforce.com/services/data/v58.0/query/1",
    "https://acme.my.salesforce.com@evil.example/services/x", "https://acme.my.salesforce.com:8443/services/x",
  ]) func anAddressOfAnotherHostIsNotAsked(_ address: String) async throws {
    let transport = ScriptedTransport(after: salesforceLogin, .json(#"{"done":false,"nextRecordsUrl":"\#(address)","records":[]}"#))
    #expect(await failure { try await find(transport) }?.code == "bad_answer")
    #expect(transport.calls.count == 1)
  }

  static let logins = [
    #"{"access_token":"t!1"}"#, #"{"access_token":"t!1","instance_url":"https://acme.my.salesforce.com/","token_type":"bearer","expires_in":7200}"#,
    #"{"access_token":"t!1","instance_url":null,"issued_at":1309974610026,"id":null,"scope":["api"],"sfdc_community_url":"x"}"#,
    "\n {\n  \"access_token\" : \"t!1\" }\n",
  ]

  @Test(arguments: logins) func aLoginNeedsNothingButItsToken(_ text: String) async throws {
    let transport = ScriptedTransport(after: .json(text), .json("{\"records\":[\(Self.row)]}"))
    #expect(try await find(transport).records.count == 1)
    #expect(transport.calls[0].header("Authorization") == "Bearer t!1")
    #expect(transport.calls[0].url.hasPrefix("https://acme.my.salesforce.com/services/data/"))
  }

  /// Created with 201, keys in another order, more of them, ids of 15 characters; errors as sentences.
  @Test func resultsAreReadWhateverStandsBesideThem() async throws {
    let transport = ScriptedTransport(
      after: salesforceLogin,
      .json(
        #"[{"errors":null,"infos":[],"success":true,"id":"001D000000K0fXO","created":true},"#
          + #"{"success":false,"errors":["Required fields are missing: [Name]"]},{"id":null,"success":false,"errors":[{"statusCode":"X_NEW_CODE"}]},"#
          + #"{"id":"","success":false,"errors":[{"statusCode":"STRING_TOO_LONG","message":null,"fields":null,"extendedErrorDetails":null}]}]"#,
        status: 201))
    let results = try await create(transport, 4)
    #expect(results[0] == .written(id: "001D000000K0fXOIAZ"))
    let failures = results.dropFirst().compactMap { if case .failed(let failure) = $0 { failure } else { nil } }
    #expect(failures.map(\.kind) == [.rejected, .rejected, .rejected])
    #expect(failures.map(\.code) == ["error", "X_NEW_CODE", "STRING_TOO_LONG"])
    #expect(failures[0].message == "Required fields are missing: [Name]")
  }

  /// What was written counts as written, whatever status the whole has; a refusal of the whole is one.
  @Test func resultsUnderAStatusOfTheirWorstAreRead() async throws {
    let mixed = ScriptedTransport(
      after: salesforceLogin,
      .json("[\(Self.written),{\"success\":false,\"errors\":[\"Required fields are missing: [Name]\"]}]", status: 400))
    let results = try await create(mixed, 2)
    #expect(results[0] == .written(id: "001D000000K0fXOIAZ"))
    guard case .failed(let refused) = results[1] else { return #expect(Bool(false), "\(results)") }
    #expect(refused.kind == .rejected && refused.message == "Required fields are missing: [Name]")
    let whole = ScriptedTransport(
      after: salesforceLogin, .json(#"[{"errorCode":"INVALID_FIELD","message":"m"}]"#, status: 400))
    #expect(await failure { try await create(whole) }?.code == "INVALID_FIELD")
  }

  /// A describe with nothing but names and types: all fields may be written and none must be.
  @Test func aDescribeNeedsNothingButNamesAndTypes() async throws {
    let body = #"{"name":"Account","fields":[{"name":"Id","type":"id"},{"name":"Name","type":"string"},{"name":"SystemModstamp","type":"datetime"}]}"#
    let connector = try salesforce(ScriptedTransport(after: salesforceLogin, .json(body)))
    let object = try #require(try await connector.describe(["Account"]).first)
    let name = try #require(object.field("Name"))
    #expect(object.createable && object.updateable && name.createable && name.updateable && !name.required && name.nullable)
    #expect(object.watermark == "SystemModstamp" && object.identity == "Id")
  }

  /// The same error in every shape in which it may come.
  static let refusals: [(HTTPResponse, FailureClass, String)] = [
    (.json(#"[{"message":"m","errorCode":"INVALID_FIELD"}]"#, status: 400), .rejected, "INVALID_FIELD"),
    (.json(#"{"message":"m","errorCode":"INVALID_FIELD"}"#, status: 400), .rejected, "INVALID_FIELD"),
    (.json(#"{"error":"invalid_request","error_description":"m"}"#, status: 400), .rejected, "invalid_request"),
    (.json(#"[{"fields":null,"errorCode":"INVALID_FIELD"},{"unknown":1}]"#, status: 400), .rejected, "INVALID_FIELD"),
    (HTTPResponse(status: 400), .rejected, "http_400"), (.json("[]", status: 400), .rejected, "http_400"),
    (.json("null", status: 400), .rejected, "http_400"), (.json("{", status: 400), .rejected, "http_400"),
    (.html("<html><body>Bad Request</body></html>", status: 400), .rejected, "http_400"),
    (.html("<!DOCTYPE HTML>We are down for maintenance.", status: 503), .retry, "http_503"), (HTTPResponse(status: 503), .retry, "http_503"),
    (HTTPResponse(status: 500), .retry, "http_500"), (HTTPResponse(status: 420), .retry, "http_420"),
    (.html("<html>login</html>", status: 200), .retry, "no_json"), (HTTPResponse(status: 200), .retry, "bad_answer"),
    (.json("[]", status: 200), .retry, "bad_answer"), (.json("{\"records\":{}}", status: 200), .retry, "bad_answer"),
    (HTTPResponse(status: 403), .rejected, "http_403"), (HTTPResponse(status: 429, headers: [("retry-after", "7")]), .rate, "http_429"),
  ]

  @Test(arguments: refusals.indices) func anErrorIsClassedInEveryShape(_ index: Int) async throws {
    let (response, kind, code) = Self.refusals[index]
    let found = await failure { try await find(ScriptedTransport(after: salesforceLogin, response)) }
    #expect(found?.kind == kind && found?.code == code)
    if response.header("Retry-After") != nil { #expect(found?.retryAfter == 7) }
  }

  /// A 401 was not executed; one without a reason is taken for an expiry, once.
  @Test(arguments: [HTTPResponse(status: 401), .html("<html>Unauthorized</html>", status: 401)]) func aBareRefusalIsOneNewLogin(
    _ response: HTTPResponse
  ) async throws {
    let transport = ScriptedTransport(after: salesforceLogin, response, .json("[\(Self.written)]"))
    #expect(try await create(transport) == [.written(id: "001D000000K0fXOIAZ")])
    #expect(transport.logins.count == 2 && transport.calls.count == 2)
    let never = ScriptedTransport(after: salesforceLogin, response)
    #expect(await failure { try await create(never) }?.kind == .auth)
    #expect(never.logins.count == 2 && never.calls.count == 2)
  }

  /// HTTP/2 has header names in small letters.
  @Test func headersAreReadInAnyCase() async throws {
    let transport = ScriptedTransport(
      after: salesforceLogin,
      .json("{\"records\":[\(Self.row)]}", headers: [("sforce-limit-info", "api-usage=25/5000;per-app-api-usage=17/250(appName=x=y)")]))
    let usage = try await find(transport).info.usage
    #expect(usage?.used == 25 && usage?.allowed == 5000)
  }
}
