import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Salesforce
import Schema
import Testing

@Suite struct SalesforceWriteTests {
  private func write(_ verb: WriteCall.Verb, _ records: [WriteRecord], object: String = "Account") -> WriteCall {
    WriteCall(connection: "s", object: object, verb: verb, records: records)
  }

  /// Reference 4.2: always 200, one result a record in the order of the request; 2.1: the forms of values.
  @Test func aGoldenUpdate() async throws {
    let transport = ScriptedTransport(
      after: salesforceLogin,
      .json(
        #"""
        [{"id":"001D000000K0fXO","success":true,"errors":[]},
         {"success":false,"errors":[{"statusCode":"STRING_TOO_LONG","message":"Name: data value too large: … (max length=80)","fields":["Name"]}]},
         {"id":"001D000000K0fXQIAZ","success":false,"errors":[{"statusCode":"UNABLE_TO_LOCK_ROW","message":"unable to obtain exclusive access","fields":[]}]},
         {"success":false,"errors":[]},
         {"success":false,"errors":[{"statusCode":"DUPLICATE_VALUE","message":"duplicate value found","fields":[]},{"statusCode":"REQUIRED_FIELD_MISSING","message":"m","fields":["Name"]}]},
         {"success":false,"errors":[{"statusCode":"UNKNOWN_EXCEPTION","message":"m","fields":[]}]}]
        """#))
    let connector = try salesforce(transport, schema: accountSchema)
    let at = try #require(Timestamp("2026-03-14T08:59:00.1234Z"))
    let answer = try await connector.write(
      write(
        .update,
        [
          WriteRecord(
            id: "001D000000K0fXOIAZ",
            fields: [
              "Health_Score__c": 42.0, "Health_Updated_At__c": .timestamp(at), "Renewal__c": .timestamp(at), "NumberOfEmployees": 250.0,
              "Name": .null,
              "IsActive__c": true, "Regions__c": ["North", "South"], "Gainsight_GSID__c": 12, "Parent.Gainsight_GSID__c": "1P\"02",
            ]), WriteRecord(id: "001D000000K0fXPIAZ", fields: ["Name": "x", "Health_Score__c": "42.5", "Renewal__c": "2026-09-30"]),
          WriteRecord(id: "001D000000K0fXQIAZ", fields: ["Name": "y"]), WriteRecord(id: "001D000000K0fXRIAZ", fields: ["Name": "z"]),
          WriteRecord(id: "001D000000K0fXSIAZ", fields: ["Name": "z"]), WriteRecord(id: "001D000000K0fXTIAZ", fields: ["Name": "z"]),
        ]))
    #expect(answer.results[0] == .written(id: "001D000000K0fXOIAZ"))
    let failures = answer.results.dropFirst().map { result -> CallFailure? in if case .failed(let failure) = result { failure } else { nil } }
    #expect(failures.map(\.?.kind) == [.rejected, .retry, .collateral, .rejected, .retry])
    #expect(failures[0]?.fields == ["Name"] && failures[0]?.code == "STRING_TOO_LONG")
    #expect(failures.allSatisfy { $0?.affectsConnection == false })
    let request = transport.calls[0]
    #expect(request.method == .patch && request.url == "https://acme.my.salesforce.com/services/data/v62.0/composite/sobjects" && !request.idempotent)
    #expect(
      request.text.hasPrefix(
        #"{"allOrNone":false,"records":[{"attributes":{"type":"Account"},"id":"001D000000K0fXOIAZ","Health_Score__c":42,"#
          + #""Health_Updated_At__c":"2026-03-14T08:59:00.123Z","Renewal__c":"2026-03-14","NumberOfEmployees":250,"Name":null,"IsActive__c":true,"#
          + #""Regions__c":"North;South","Gainsight_GSID__c":"12","Parent":{"Gainsight_GSID__c":"1P\"02"}},"#
          + #"{"attributes":{"type":"Account"},"id":"001D000000K0fXPIAZ","Name":"x","Health_Score__c":42.5,"Renewal__c":"2026-09-30"},"#))
  }

  @Test func aCreateIsAPostOfStandardFieldsWithoutADescribe() async throws {
    let transport = ScriptedTransport(after: salesforceLogin, .json(#"[{"id":"00T0v000002VkYQEA0","success":true,"errors":[]}]"#))
    let answer = try await salesforce(transport).write(
      write(.create, [WriteRecord(fields: ["Subject": "Call back: NPS 3", "Status": "Not Started", "ActivityDate": "2026-03-16"])], object: "Task"))
    #expect(answer.results == [.written(id: "00T0v000002VkYQEA0")])
    #expect(transport.calls.count == 1 && transport.calls[0].method == .post)
  }

  @Test(arguments: ["[]", "{}", #"[{"success":true},{"success":true}]"#]) func anAnswerThatDoesNotFitIsUnknown(_ body: String) async throws {
    let connector = try salesforce(ScriptedTransport(after: salesforceLogin, .json(body)), schema: accountSchema)
    #expect(await failure { try await connector.write(write(.create, [WriteRecord(fields: ["Name": "A"])])) }?.kind == .unknown)
  }

  @Test func whatCannotBeSentIsRefusedWithoutACall() async throws {
    let transport = ScriptedTransport(after: salesforceLogin, .json("[]"))
    let connector = try salesforce(transport, schema: accountSchema)
    let one = WriteRecord(fields: ["Name": "A"])
    #expect(await failure { try await connector.write(write(.update, [one])) }?.code == "bad_identity")
    #expect(await failure { try await connector.write(write(.create, Array(repeating: one, count: 201))) }?.code == "too_many_records")
    #expect(await failure { try await connector.write(write(.create, [WriteRecord(fields: ["A B": 1])])) }?.code == "bad_field_name")
    #expect(await failure { try await connector.write(write(.create, [WriteRecord(fields: ["Parent.Owner.Email": "x"])])) }?.code == "bad_reference")
    #expect(try await connector.write(write(.create, [])).results.isEmpty)
    #expect(transport.calls.isEmpty)
  }
}
