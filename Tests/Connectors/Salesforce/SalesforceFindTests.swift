import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Salesforce
import Schema
import Testing

@Suite struct SalesforceFindTests {
  /// Reference 3.1: the answer's shape, a parent, a missing parent, paging; 6.1: the usage header.
  @Test func aGoldenExchange() async throws {
    let transport = ScriptedTransport(
      after: salesforceLogin,
      .json(
        #"""
        {"totalSize":2,"done":false,"nextRecordsUrl":"/services/data/v62.0/query/0r8xx4Jd2qPAGKdAAO-2000",
         "records":[{"attributes":{"type":"Account","url":"/services/data/v62.0/sobjects/Account/001R000000Z1Y0xYAA"},
           "Id":"001D000000K0fXOIAZ","Gainsight_GSID__c":"1P02A","Name":"Acme","Health_Score__c":71,"Renewal__c":"2026-09-30",
           "Health_Updated_At__c":"2026-05-08T13:40:22.000+0000","Owner":{"attributes":{"type":"User"},"Email":"Jo@Acme.Example"},"Parent":null}]}
        """#, headers: [("Date", "Tue, 10 Aug 2027 00:00:05 GMT"), ("Sforce-Limit-Info", "api-usage=25/5000; per-app-api-usage=17/250(appName=x)")]),
      .json(#"{"totalSize":2,"done":true,"records":[{"Id":"001D000000K0fXPIAZ","Gainsight_GSID__c":"1P02B","Name":""}]}"#))
    let connector = try salesforce(transport, schema: accountSchema)
    let answer = try await connector.find(
      findAccounts(["1P02A", "1P02B"], fields: ["Name", "Health_Score__c", "Renewal__c", "Health_Updated_At__c", "Owner.Email", "Parent.Name"]))
    #expect(
      answer.records == [
        [
          "Id": "001D000000K0fXOIAZ", "Gainsight_GSID__c": "1P02A", "Name": "Acme", "Health_Score__c": 71.0, "Renewal__c": "2026-09-30",
          "Health_Updated_At__c": .timestamp(try #require(Timestamp("2026-05-08T13:40:22Z"))), "Owner.Email": "jo@acme.example", "Parent.Name": .null,
        ],
        [
          "Id": "001D000000K0fXPIAZ", "Gainsight_GSID__c": "1P02B", "Name": .null, "Health_Score__c": .null, "Renewal__c": .null,
          "Health_Updated_At__c": .null, "Owner.Email": .null, "Parent.Name": .null,
        ],
      ])
    #expect(answer.info.requests == 2 && answer.info.usage?.used == 25 && answer.info.usage?.allowed == 5000)
    #expect(answer.info.serverTime == Timestamp("2027-08-10T00:00:05Z"))
    let calls = transport.calls
    #expect(
      calls[0].soql
        == "SELECT Id, Gainsight_GSID__c, Name, Health_Score__c, Renewal__c, Health_Updated_At__c, Owner.Email, Parent.Name FROM Account "
        + "WHERE Gainsight_GSID__c IN ('1P02A','1P02B')")
    #expect(calls[0].url.hasPrefix("https://acme.my.salesforce.com/services/data/v62.0/query?q=SELECT+Id%2C+"))
    #expect(calls[0].header("Authorization") == "Bearer 00Dxx0000001gPL!AQ4AQ.token" && calls[0].header("Sforce-Call-Options") == "client=flowrun")
    #expect(calls[0].idempotent && calls[0].method == .get)
    #expect(calls[1].url == "https://acme.my.salesforce.com/services/data/v62.0/query/0r8xx4Jd2qPAGKdAAO-2000")
    #expect(transport.logins.map(\.text) == ["grant_type=client_credentials&client_id=3MVG9.id&client_secret=very+secret%2Bvalue"])
    #expect(transport.logins[0].url == "https://acme.my.salesforce.com/services/oauth2/token")
  }

  @Test func compoundKeysAreGroupedSoThatNoRecordTooManyIsAsked() async throws {
    let transport = ScriptedTransport(after: salesforceLogin, .json(#"{"done":true,"records":[]}"#))
    let connector = try salesforce(transport)
    _ = try await connector.find(
      FindCall(
        connection: "s", object: "Opportunity", fields: [], match: ["AccountId", "Type", "IsClosed"],
        keys: [
          ["001D000000K0fXOIAZ", "Renewal", false], ["001D000000K0fXPIAZ", "Renewal", false], ["001D000000K0fXOIAZ", "New's", true],
          ["no id", "Renewal", false],
        ]))
    #expect(
      transport.calls.map(\.soql) == [
        "SELECT Id, AccountId, Type, IsClosed FROM Opportunity WHERE (Type = 'Renewal' AND IsClosed = FALSE AND AccountId IN "
          + #"('001D000000K0fXOIAZ','001D000000K0fXPIAZ')) OR (Type = 'New\'s' AND IsClosed = TRUE AND AccountId IN ('001D000000K0fXOIAZ'))"#
      ])
  }

  /// A key that no record can carry would only have the whole query refused (`MALFORMED_ID`, `INVALID_QUERY_FILTER_OPERATOR`).
  @Test func keysThatCannotMatchAreNotAsked() async throws {
    let transport = ScriptedTransport(after: salesforceLogin, .json(#"{"done":true,"records":[]}"#))
    let connector = try salesforce(transport)
    for (field, value) in [("Id", "001"), ("Id", "00QR00000006LE8OAM"), ("Birthdate", "soon"), ("Email", ""), ("LastName", "a\u{0}")]
      as [(String, Value)]
    {
      let answer = try await connector.find(FindCall(connection: "s", object: "Contact", fields: ["LastName"], match: [field], keys: [[value]]))
      #expect(answer.records.isEmpty)
    }
    #expect(transport.calls.isEmpty)
  }

  @Test func manyKeysAreSplitByTheLengthOfTheURI() async throws {
    let transport = ScriptedTransport { request, _ in
      if request.url.hasSuffix("/token") { return salesforceLogin }
      let ids = request.soql.split(separator: "'").filter { $0.hasPrefix("001") }
      return .json("{\"done\":true,\"records\":[\(ids.map { "{\"Id\":\"\($0)\"}" }.joined(separator: ","))]}")
    }
    let ids = (0..<2000).map { number in SalesforceID.eighteen("001D0000" + String(String(number + 10_000_000).suffix(7))) ?? "" }
    let connector = try salesforce(transport)
    let answer = try await connector.find(
      FindCall(connection: "s", object: "Account", fields: ["Name"], match: ["Id"], keys: ids.map { [.string($0)] }))
    #expect(Set(answer.records.compactMap { $0["Id"]?.asString }) == Set(ids) && answer.records.count == 2000)
    #expect(transport.calls.count == 4)
    #expect(transport.calls.allSatisfy { $0.url.utf8.count + $0.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 } <= 16_384 })
  }

  @Test func namesAreAskedByTheirFirstWord() async throws {
    let transport = ScriptedTransport(after: salesforceLogin, .json(#"{"done":true,"records":[]}"#))
    let connector = try salesforce(transport)
    let names = ["ACME, Inc.", "acme", "Société Générale", "\"O'Brien\" & Sons", "Straße 7", "CLASSIC", "50%_off", "-- 3M"]
    _ = try await connector.find(
      FindCall(connection: "s", object: "Account", fields: [], match: ["Name"], keys: names.map { [.string($0)] }, normalized: true))
    #expect(
      transport.calls.map(\.soql) == [
        "SELECT Id, Name FROM Account WHERE Name LIKE 'ACME%' OR Name LIKE 'acme%' OR Name LIKE 'Soci_t_%' OR Name LIKE 'OBrien%' "
          + "OR Name LIKE 'O_Brien%' OR Name LIKE 'Stra_e%' OR Name LIKE 'strasse%' OR Name LIKE 'CLASSIC%' OR Name LIKE 'claßic%' OR Name LIKE '50%' OR Name LIKE '3M%'"
      ])
  }

  @Test func aTypeThatIsNotKnownIsAskedForOnce() async throws {
    let transport = ScriptedTransport { request, _ in
      if request.url.hasSuffix("/token") { return salesforceLogin }
      if request.url.hasSuffix("/describe") {
        return .json(
          #"{"name":"Account","fields":[{"name":"Id","type":"id"},{"name":"Seen__c","type":"datetime"},{"name":"Name","type":"string"}]}"#)
      }
      return .json(#"{"done":true,"records":[{"Id":"001D000000K0fXOIAZ","Seen__c":"2026-05-08T13:40:22.000+0000"}]}"#)
    }
    let connector = try salesforce(transport)
    for _ in 0..<3 {
      let answer = try await connector.find(
        FindCall(connection: "s", object: "account", fields: ["seen__c"], match: ["Id"], keys: [["001D000000K0fXO"]]))
      #expect(answer.records[0]["seen__c"]?.asTimestamp == Timestamp("2026-05-08T13:40:22Z"))
    }
    #expect(
      transport.calls.filter { $0.url.hasSuffix("/describe") }.map(\.url) == [
        "https://acme.my.salesforce.com/services/data/v62.0/sobjects/Account/describe"
      ])
    #expect(transport.calls.last?.soql == "SELECT Id, seen__c FROM account WHERE Id IN ('001D000000K0fXOIAZ')")
  }

  @Test(arguments: ["Name FROM User--", "Name, Id", "Owner..Name", "1Name", "Na me", "", "Naïve"])
  func onlyNamesGetIntoAQuery(_ name: String) async throws {
    let transport = ScriptedTransport(after: salesforceLogin, .json(#"{"done":true,"records":[]}"#))
    let connector = try salesforce(transport)
    let asked = await failure { try await connector.find(findAccounts(fields: [name])) }
    #expect(asked?.kind == .rejected && asked?.code == "bad_field_name")
    let matched = await failure {
      try await connector.find(FindCall(connection: "s", object: "Account", fields: [], match: [name], keys: [["x"]]))
    }
    #expect(matched?.kind == .rejected)
    let from = await failure { try await connector.find(FindCall(connection: "s", object: name, fields: [], match: ["Id"], keys: [["x"]])) }
    #expect(from?.kind == .rejected)
    #expect(transport.calls.isEmpty)
  }
}
