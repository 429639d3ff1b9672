import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Salesforce
import Schema
import Testing

/// Records that depend on each other in one request: reference 4.3.
@Suite struct SalesforceCompositeTests {
  private func composite(_ records: OrderedDictionary<String, Record>, key: String = "0123456789abcdef0123456789abcdef") -> OperationCall {
    OperationCall(connection: "salesforce", operation: "composite", arguments: records.mapValues { .map($0) }, key: key)
  }

  private let account: Record = ["object": "Account", "set": .map(["Name": "Acme", "Regions__c": .list(["EU", "US"])])]
  private let contact: Record = ["object": "Contact", "set": .map(["LastName": "Berg", "AccountId": .map(["id_of": "account"])])]

  private func answered(_ parts: String...) -> HTTPResponse { .json(#"{"compositeResponse":[\#(parts.joined(separator: ","))]}"#) }
  private func made(_ id: String, _ name: String) -> String {
    #"{"body":{"id":"\#(id)","success":true,"errors":[]},"httpHeaders":{},"httpStatusCode":201,"referenceId":"\#(name)"}"#
  }
  private func refused(_ code: String, _ name: String, status: Int = 400) -> String {
    #"{"body":[{"errorCode":"\#(code)","message":"m"}],"httpHeaders":{},"httpStatusCode":\#(status),"referenceId":"\#(name)"}"#
  }

  @Test func aDependentRecordCarriesTheIdOfAnEarlierOne() async throws {
    let transport = ScriptedTransport(after: salesforceLogin, answered(made("001D000000K0fXO", "account"), made("003D000000QYzr1IAD", "contact")))
    let answer = try await salesforce(transport, schema: accountSchema).operate(composite(["account": account, "contact": contact]))
    #expect(answer.value == .map(["account": "001D000000K0fXOIAZ", "contact": "003D000000QYzr1IAD"]))
    #expect(answer.info.requests == 1)
    let request = try #require(transport.calls.first)
    #expect(request.method == .post && request.url.hasSuffix("/services/data/v62.0/composite"))
    #expect(
      request.text
        == #"{"allOrNone":true,"collateSubrequests":false,"compositeRequest":["#
        + #"{"method":"POST","url":"/services/data/v62.0/sobjects/Account","referenceId":"account","body":{"Name":"Acme","Regions__c":"EU;US"}},"#
        + #"{"method":"POST","url":"/services/data/v62.0/sobjects/Contact","referenceId":"contact","#
        + #""body":{"LastName":"Berg","AccountId":"@{account.id}"}}]}"#)
  }

  @Test func changesAndUpsertsHaveTheirOwnAddresses() async throws {
    let transport = ScriptedTransport(
      after: salesforceLogin,
      answered(#"{"body":null,"httpHeaders":{},"httpStatusCode":204,"referenceId":"account"}"#, made("003D000000QYzr1IAD", "contact")))
    let change: Record = ["object": "Account", "id": "001D000000K0fXO", "set": .map(["Name": "Acme"])]
    let upsert: Record = ["object": "Contact", "match": .map(["Email": "a/b@x.example"]), "set": .map(["LastName": "Berg"])]
    let answer = try await salesforce(transport, schema: accountSchema).operate(composite(["account": change, "contact": upsert]))
    #expect(answer.value == .map(["account": "001D000000K0fXOIAZ", "contact": "003D000000QYzr1IAD"]))
    let text = try #require(transport.calls.first?.text)
    #expect(text.contains(#""method":"PATCH","url":"/services/data/v62.0/sobjects/Account/001D000000K0fXO""#))
    #expect(text.contains(#""method":"PATCH","url":"/services/data/v62.0/sobjects/Contact/Email/a%2Fb%40x.example""#))
  }

  /// A create of an object with a stamp is an upsert by a key of its own: sent again it finds itself.
  @Test func aStampedCompositeMayBeSentAgain() async throws {
    let options = ["stamp.Account": "Gainsight_GSID__c", "stamp.Contact": "Key__c"]
    let transport = ScriptedTransport { request, _ in
      if request.url.hasSuffix("/token") { return salesforceLogin }
      throw TransportFailure(.noAnswer, "no answer")
    }
    let connector = try salesforce(transport, options, schema: accountSchema)
    #expect(await failure { try await connector.operate(composite(["account": account, "contact": contact])) }?.kind == .retry)
    let text = try #require(transport.calls.last?.text)
    #expect(text.contains(#"/sobjects/Account/Gainsight_GSID__c/0123456789abcdef0123456789abc-00""#))
    #expect(text.contains(#"/sobjects/Contact/Key__c/0123456789abcdef0123456789abc-01""#))
    // Without a stamp nobody knows.
    let bare = try salesforce(transport, schema: accountSchema)
    #expect(await failure { try await bare.operate(composite(["account": account])) }?.kind == .unknown)
  }

  /// The reason is the error that is no consequence of another one. Reference 4.3.
  @Test func theFailureIsThatOfTheGuiltyRecord() async throws {
    let halted = refused("PROCESSING_HALTED", "account")
    for (code, kind) in [
      ("FIELD_CUSTOM_VALIDATION_EXCEPTION", FailureClass.rejected), ("UNABLE_TO_LOCK_ROW", .retry), ("DUPLICATE_VALUE", .conflict),
    ] {
      let transport = ScriptedTransport(after: salesforceLogin, answered(halted, refused(code, "contact")))
      let connector = try salesforce(transport, schema: accountSchema)
      let failure = await failure { try await connector.operate(composite(["account": account, "contact": contact])) }
      #expect(failure?.kind == kind && failure?.code == code && failure?.message.hasPrefix("`contact`: ") == true)
    }
    let transport = ScriptedTransport(
      after: salesforceLogin,
      answered(halted, #"{"body":["/services/data/v62.0/sobjects/Contact/003D000000QYzr1IAD"],"httpStatusCode":300,"referenceId":"contact"}"#))
    let connector = try salesforce(transport, schema: accountSchema)
    #expect(await failure { try await connector.operate(composite(["account": account, "contact": contact])) }?.code == "DUPLICATE_EXTERNAL_ID")
  }

  static let wrong: [(String, Record)] = [
    ("no object", ["set": .map(["Name": "x"])]), ("no name", ["object": "Acc ount", "set": .map(["Name": "x"])]),
    ("nothing set", ["object": "Account"]), ("a key too many", ["object": "Account", "fields": .map([:]), "set": .map(["Name": "x"])]),
    ("id and match", ["object": "Account", "id": "001D000000K0fXO", "match": .map(["X__c": "1"]), "set": .map(["Name": "x"])]),
    ("an id that is none", ["object": "Account", "id": "../x", "set": .map(["Name": "x"])]),
    ("a blank key", ["object": "Account", "match": .map(["X__c": " "]), "set": .map(["Name": "x"])]),
    ("a later record", ["object": "Account", "set": .map(["ParentId": .map(["id_of": "later"])])]),
    ("a reference as text", ["object": "Account", "set": .map(["Name": "see @{other.id}"])]),
    ("a reference as key", ["object": "Account", "match": .map(["X__c": "@{other.id}"]), "set": .map(["Name": "x"])]),
    ("a reference in a list", ["object": "Account", "set": .map(["Regions__c": .list(["@{other.id}"])])]),
    ("a field that is no name", ["object": "Account", "set": .map(["Name\":1,\"X": "x"])]),
    ("a closed case", ["object": "Case", "set": .map(["IsClosed": true])]),
  ]

  @Test(arguments: wrong) func whatIsWrongIsNotSent(_ name: String, _ record: Record) async throws {
    let transport = ScriptedTransport(after: salesforceLogin, answered())
    let connector = try salesforce(transport, schema: accountSchema)
    #expect(await failure { try await connector.operate(composite(["other": account, "this": record])) }?.kind == .rejected, "\(name)")
    #expect(transport.calls.isEmpty)
  }

  @Test func moreThanARequestTakesIsRefused() async throws {
    let connector = try salesforce(ScriptedTransport(after: salesforceLogin, answered()), schema: accountSchema)
    let many = OrderedDictionary(uniqueKeysWithValues: (0..<26).map { ("r\($0)", account) })
    #expect(await failure { try await connector.operate(composite(many)) }?.code == "bad_composite")
    #expect(await failure { try await connector.operate(composite([:])) }?.code == "bad_composite")
    let other = OperationCall(connection: "salesforce", operation: "apex", arguments: [:], key: "k")
    #expect(await failure { try await connector.operate(other) }?.code == "not_supported")
  }
}
