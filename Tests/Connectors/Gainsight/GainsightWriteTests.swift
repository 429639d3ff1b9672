import CEL
import Calls
import ConnectorKit
import Gainsight
import OrderedCollections
import Schema
import Testing

@Suite struct GainsightWriteTests {
  private func write(_ verb: WriteCall.Verb, _ records: [WriteRecord], object: String = "company") -> WriteCall {
    WriteCall(connection: "g", object: object, verb: verb, records: records)
  }

  /// Reference 3.4.
  @Test func anInsertResolvesReferencesByName() async throws {
    let transport = ScriptedTransport { _, _ in envelope(#"{"count":2,"errors":null,"records":[{"Gsid":"1P02A"},{"Gsid":"1P02B"}]}"#) }
    let at = try #require(Timestamp("2026-09-30T00:00:00Z"))
    let answer = try await gainsight(transport).write(
      write(
        .create,
        [
          WriteRecord(fields: [
            "Name": "Acme", "SfdcAccountId": "001D000000K0fXOIAZ", "Arr": 120000.0, "Stage": "Launched", "RenewalDate": .timestamp(at),
            "Csm.Email": "priya.rao@example.com",
          ]), WriteRecord(fields: ["Name": "Beta \"B\"", "Csm.Email": .null, "RenewalDate": "2026-10-01", "Industry": .null]),
        ]))
    #expect(answer.results == [.written(id: "1P02A"), .written(id: "1P02B")] && answer.info.requests == 1)
    let request = transport.calls[0]
    #expect(request.method == .post && request.url == "https://acme.gainsightcloud.com/v1/data/objects/Company" && !request.idempotent)
    #expect(
      request.text
        == #"{"records":[{"Name":"Acme","SfdcAccountId":"001D000000K0fXOIAZ","Arr":120000,"Stage":"Launched","RenewalDate":"2026-09-30","Csm_Email":"priya.rao@example.com"},"#
        + #"{"Name":"Beta \"B\"","Csm":null,"RenewalDate":"2026-10-01","Industry":null}],"lookups":{"Csm":{"fields":{"Csm_Email":"Email"},"#
        + #""lookupField":"Gsid","objectName":"gsuser","multiMatchOption":"MARKASERROR","onNoMatch":"ERROR"}}}"#)
  }

  @Test func anUpdateIsByGsid() async throws {
    let transport = ScriptedTransport { _, _ in envelope(#"{"count":1,"errors":null,"records":[{"Gsid":"1P02A","Employees":250}]}"#) }
    let answer = try await gainsight(transport).write(write(.update, [WriteRecord(id: "1P02A", fields: ["Employees": 250.0])]))
    #expect(answer.results == [.written(id: "1P02A")])
    #expect(transport.calls[0].method == .put && transport.calls[0].url == "https://acme.gainsightcloud.com/v1/data/objects/Company?keys=Gsid")
    #expect(transport.calls[0].text == #"{"records":[{"Gsid":"1P02A","Employees":250}]}"#)
  }

  /// Reference 3.4: doubly nested in one source, flat in another.
  @Test(arguments: [
    #"[[{"success":false,"parsedValue":null,"errors":[{"errorMessage":"Invalid/Inactive value provided for picklist.","errorCode":"GSOBJ_1012","fieldName":"Stage","invalidValue":["xyz"]}]}]]"#,
    #"[{"errors":[{"errorMessage":"Invalid/Inactive value provided for picklist.","errorCode":"GSOBJ_1012","fieldName":"Stage","invalidValue":"xyz"}]}]"#,
  ])
  func aRefusalNamesTheField(_ errors: String) async throws {
    let body =
      "{\"result\":false,\"errorCode\":\"GSOBJ_1012\",\"errorDesc\":\"Invalid value. (Stage = xyz).\",\"requestId\":\"r\",\"data\":{\"count\":0,\"errors\":\(errors),\"records\":null}}"
    let connector = try gainsight(ScriptedTransport { _, _ in .json(body, status: 400) })
    let failure = await failure { try await connector.write(write(.create, [WriteRecord(fields: ["Name": "A", "Stage": "xyz"])])) }
    #expect(failure?.kind == .rejected && failure?.code == "GSOBJ_1012" && failure?.fields == ["Stage"])
    #expect(failure?.message == "Invalid value. (Stage = xyz). Stage: Invalid/Inactive value provided for picklist.")
    #expect(GainsightConnector.traits.allOrNothing)
  }

  @Test func anAnswerWithoutIdsIsUnknown() async throws {
    let connector = try gainsight(ScriptedTransport { _, _ in envelope(#"{"count":1,"errors":null,"records":[]}"#) })
    #expect(await failure { try await connector.write(write(.create, [WriteRecord(fields: ["Name": "A"])])) }?.kind == .unknown)
  }

  @Test func whatCannotBeWrittenIsRefusedWithoutACall() async throws {
    let transport = ScriptedTransport { _, _ in envelope("{}") }
    let connector = try gainsight(transport)
    let one = [WriteRecord(fields: ["Name": "A"])]
    #expect(await failure { try await connector.write(write(.create, one, object: "gsuser")) }?.code == "not_writable")
    #expect(await failure { try await connector.write(write(.create, one, object: "x/../y__gc")) }?.kind == .rejected)
    #expect(await failure { try await connector.write(write(.update, one)) }?.code == "bad_identity")
    #expect(await failure { try await connector.write(write(.create, Array(repeating: one[0], count: 51))) }?.code == "too_many_records")
    #expect(await failure { try await connector.write(write(.create, [WriteRecord(fields: ["Csm.Manager.Email": "x"])])) }?.code == "bad_reference")
    #expect(try await connector.write(write(.create, [])).results.isEmpty)
    #expect(transport.calls.isEmpty)
  }
}
