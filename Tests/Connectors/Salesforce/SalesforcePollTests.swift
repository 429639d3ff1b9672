import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Salesforce
import Schema
import Testing

@Suite struct SalesforcePollTests {
  private static let page = HTTPResponse.json(
    #"""
    {"totalSize":3,"done":false,"nextRecordsUrl":"/services/data/v62.0/query/0r8xx4Jd2qPAGKdAAO-2000",
     "records":[{"Id":"001D000000K0fXO","SystemModstamp":"2026-05-09T03:00:00.000+0000","LastModifiedDate":"2026-05-09T02:00:00.000+0000",
       "CreatedDate":"2025-01-01T00:00:00.000+0000","Name":"Acme"}]}
    """#)
  private static let gone = HTTPResponse.json(#"[{"message":"gone","errorCode":"INVALID_QUERY_LOCATOR"}]"#, status: 400)

  /// Reference 7.3.
  @Test func overlapsAndGoesOnByTheCursor() async throws {
    let transport = ScriptedTransport(after: salesforceLogin, Self.page, .json(#"{"done":true,"records":[]}"#))
    let connector = try salesforce(transport, schema: accountSchema)
    var call = PollCall(connection: "s", object: "Account", fields: ["Name"], since: Timestamp("2026-05-09T03:05:00.9Z"))
    let first = try await connector.poll(call)
    #expect(first.records.map { $0["Id"] } == ["001D000000K0fXOIAZ"])
    #expect(first.records[0]["SystemModstamp"]?.asTimestamp == Timestamp("2026-05-09T03:00:00Z"))
    call.page = first.next
    #expect(call.page != nil)
    #expect(try await connector.poll(call).next == nil)
    #expect(
      transport.calls[0].soql
        == "SELECT Id, SystemModstamp, LastModifiedDate, CreatedDate, Name FROM Account WHERE SystemModstamp >= 2026-05-09T03:00:00Z "
        + "ORDER BY SystemModstamp ASC, Id ASC")
    #expect(transport.calls[1].url == "https://acme.my.salesforce.com/services/data/v62.0/query/0r8xx4Jd2qPAGKdAAO-2000")
  }

  /// Reference 3.1: a cursor lives two days; the poll goes on behind the last record that it saw.
  @Test func aLostCursorLosesNoRecord() async throws {
    let transport = ScriptedTransport(after: salesforceLogin, Self.page, Self.gone, .json(#"{"done":true,"records":[]}"#))
    let connector = try salesforce(transport, schema: accountSchema)
    var call = PollCall(connection: "s", object: "Account", fields: [])
    call.page = try await connector.poll(call).next
    _ = try await connector.poll(call)
    #expect(transport.calls[0].soql == "SELECT Id, SystemModstamp, LastModifiedDate, CreatedDate FROM Account ORDER BY SystemModstamp ASC, Id ASC")
    #expect(
      transport.calls[2].soql
        == "SELECT Id, SystemModstamp, LastModifiedDate, CreatedDate FROM Account WHERE (SystemModstamp > 2026-05-09T03:00:00Z OR "
        + "(SystemModstamp = 2026-05-09T03:00:00Z AND Id > '001D000000K0fXOIAZ')) ORDER BY SystemModstamp ASC, Id ASC")
  }

  @Test(arguments: [
    "", "x", "2026-05-09T03:00:00Z 001D000000K0fXOIAZ https://evil.example/", "' OR Id 001D000000K0fXOIAZ /services/x", "  //evil.example",
  ])
  func aForeignPageIsRefused(_ page: String) async throws {
    let transport = ScriptedTransport(after: salesforceLogin, Self.page)
    let connector = try salesforce(transport, schema: accountSchema)
    let failure = await failure { try await connector.poll(PollCall(connection: "s", object: "Account", fields: [], page: page)) }
    #expect(failure?.code == "bad_page")
    #expect(transport.calls.isEmpty)
  }

  /// Reference 2.4.
  @Test func describeTellsTypesFormsAndReferences() async throws {
    let transport = ScriptedTransport(
      after: salesforceLogin,
      .json(
        #"""
        {"name":"Account","label":"Account","createable":true,"updateable":true,"fields":[
         {"name":"Id","type":"id","length":18,"nillable":false,"defaultedOnCreate":true,"createable":false,"updateable":false,"idLookup":true},
         {"name":"Name","type":"string","length":255,"nillable":false,"defaultedOnCreate":false,"createable":true,"updateable":true,"caseSensitive":false},
         {"name":"Code__c","type":"string","length":10,"nillable":true,"createable":true,"updateable":true,"caseSensitive":true,"unique":true,"externalId":true},
         {"name":"Type","type":"picklist","length":255,"nillable":true,"createable":true,"updateable":true,"restrictedPicklist":true,
          "picklistValues":[{"active":true,"label":"Prospect!","validFor":null,"value":"Prospect"},{"active":false,"label":"Old","value":"Old"}]},
         {"name":"Health_Score__c","type":"double","precision":18,"scale":2,"nillable":true,"createable":true,"updateable":true},
         {"name":"OwnerId","type":"reference","nillable":false,"defaultedOnCreate":true,"createable":true,"updateable":true,"referenceTo":["User"],"relationshipName":"Owner"},
         {"name":"BillingAddress","type":"address","nillable":true,"createable":false,"updateable":false},
         {"name":"LastModifiedDate","type":"datetime","nillable":false,"defaultedOnCreate":true,"createable":false,"updateable":false}]}
        """#))
    let account = try #require(try await salesforce(transport).describe(["Account"]).first)
    #expect(account.identity == "Id" && account.watermark == "LastModifiedDate" && account.created == nil && account.complete)
    #expect(account.field("Id")?.form == .salesforceID && account.field("Id")?.required == false)
    #expect(account.field("Name")?.required == true && account.field("Name")?.form == .caseless && account.field("Name")?.length == 255)
    #expect(account.field("Code__c")?.form == .plain && account.field("Code__c")?.unique == true && account.field("Code__c")?.externalID == true)
    #expect(account.field("Type")?.picklist == [PicklistValue("Prospect", label: "Prospect!"), PicklistValue("Old", active: false)])
    #expect(account.field("Type")?.restricted == true && account.field("Health_Score__c")?.scale == 2)
    #expect(account.field("OwnerId")?.reference == Reference(to: ["User"], path: "Owner") && account.field("OwnerId")?.required == false)
    #expect(account.field("BillingAddress")?.type == .any)
    #expect(transport.calls[0].url == "https://acme.my.salesforce.com/services/data/v62.0/sobjects/Account/describe")
  }
}
