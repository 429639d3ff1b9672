import CEL
import Calls
import ConnectorKit
import Gainsight
import OrderedCollections
import Schema
import Testing

@Suite struct GainsightReadTests {
  private func find(_ fields: [String], by match: [String], _ keys: [[Value]], normalized: Bool = false) -> FindCall {
    FindCall(connection: "g", object: "company", fields: fields, match: match, keys: keys, normalized: normalized)
  }

  /// Reference 3.3: body and answer; 0.7: the forms of dates and null.
  @Test func aGoldenExchange() async throws {
    let transport = ScriptedTransport { request, _ in
      if request.url.hasSuffix("/v1/meta/services/objects/company/describe?ic=false&cl=0&idd=true") { return companyDescribe }
      return records(
        #"""
        {"Gsid":"1P02A","Name":"Acme Corp","Arr":120000.0,"Stage":"1I00LAUNCHED","RenewalDate":"2026-09-30","ModifiedDate":"2026-03-02T09:15:27.412Z",
         "Csm__gr.Email":"Priya.Rao@example.com","SfdcAccountId":"001D000000K0fXO","CurrentScore__gr.Score":85.0},
        {"Gsid":"1P02B","Name":"Beta","RenewalDate":1790726400000,"ModifiedDate":"2026-03-02 09:15:27.4","SfdcAccountId":"001D000000K0fXPIAZ","Stage":""},
        {"Gsid":"1P02C","RenewalDate":"","ModifiedDate":"2026-03-02T11:15:27+0200","SfdcAccountId":null}
        """#)
    }
    let fields = ["Name", "Arr", "Stage", "RenewalDate", "ModifiedDate", "Csm.Email", "CurrentScore.Score"]
    let answer = try await gainsight(transport).find(find(fields, by: ["SfdcAccountId"], [["001D000000K0fXOIAZ"], ["001D000000K0fXPIAZ"]]))
    let expected: [Record] = [
      [
        "Gsid": "1P02A", "SfdcAccountId": "001D000000K0fXOIAZ", "Name": "Acme Corp", "Arr": 120000.0, "Stage": "Launched",
        "RenewalDate": "2026-09-30",
        "ModifiedDate": .timestamp(try #require(Timestamp("2026-03-02T09:15:27.412Z"))), "Csm.Email": "priya.rao@example.com",
        "CurrentScore.Score": 85.0,
      ],
      [
        "Gsid": "1P02B", "SfdcAccountId": "001D000000K0fXPIAZ", "Name": "Beta", "Arr": .null, "Stage": .null, "RenewalDate": "2026-09-30",
        "ModifiedDate": .timestamp(try #require(Timestamp("2026-03-02T09:15:27.4Z"))), "Csm.Email": .null, "CurrentScore.Score": .null,
      ],
      [
        "Gsid": "1P02C", "SfdcAccountId": .null, "Name": .null, "Arr": .null, "Stage": .null, "RenewalDate": .null,
        "ModifiedDate": .timestamp(try #require(Timestamp("2026-03-02T09:15:27Z"))), "Csm.Email": .null, "CurrentScore.Score": .null,
      ],
    ]
    #expect(answer.records == expected)
    let request = try #require(transport.calls.last)
    #expect(request.method == .post && request.url == "https://acme.gainsightcloud.com/v1/data/objects/query/company" && request.idempotent)
    #expect(request.header("Accesskey") == "7f0e4b1c-key" && request.header("Content-Type") == "application/json")
    #expect(
      request.text
        == #"{"select":["Gsid","SfdcAccountId","Name","Arr","Stage","RenewalDate","ModifiedDate","Csm__gr.Email","CurrentScore__gr.Score"],"#
        + #""where":{"conditions":[{"name":"SfdcAccountId","alias":"A","operator":"IN","value":["001D000000K0fXOIAZ","001D000000K0fXO","001D000000K0fXPIAZ","001D000000K0fXP"]}],"#
        + #""expression":"A"},"orderBy":{"Gsid":"asc"},"limit":5000,"offset":0}"#)
  }

  /// Reference 0.2 and 0.3.
  @Test(arguments: [
    records(""), envelope("[]"), envelope(#"{"records":null}"#),
    .json(#"{"result":false,"errorCode":"GSOBJ_1011","errorDesc":"No data found for the criteria","requestId":"r"}"#, status: 400),
    .json(#"{"result":false,"errorDesc":"No data found for the criteria","requestId":"r"}"#),
  ])
  func everySpellingOfNoRows(_ response: HTTPResponse) async throws {
    let answer = try await gainsight(ScriptedTransport { _, _ in response }).find(find(["Name"], by: ["Gsid"], [["1P02A"]]))
    #expect(answer.records.isEmpty && answer.info.requests == 1)
  }

  @Test func vendorSamplesShape() async throws {
    let transport = ScriptedTransport { _, _ in envelope(#"[{"Gsid":"1P02A","Name":"Acme"}]"#) }
    #expect(try await gainsight(transport).find(find(["Name"], by: ["Gsid"], [["1P02A"]])).records == [["Gsid": "1P02A", "Name": "Acme"]])
  }

  @Test func columnsAreNarrowedOneByOneAndTruthsAreNeverText() async throws {
    let transport = ScriptedTransport { _, _ in records("") }
    _ = try await gainsight(transport).find(
      FindCall(
        connection: "g", object: "call_to_action", fields: [], match: ["CompanyId", "Name", "IsClosed"],
        keys: [["1P02A", "n\"1", false], ["1P02B", "n\"1", "false"]]))
    #expect(
      transport.calls.map(\.text) == [
        #"{"select":["Gsid","CompanyId","Name","IsClosed"],"where":{"conditions":[{"name":"CompanyId","alias":"A","operator":"IN","value":["1P02A","1P02B"]},"#
          + #"{"name":"Name","alias":"B","operator":"EQ","value":["n\"1"]},{"name":"IsClosed","alias":"C","operator":"EQ","value":[false]}],"#
          + #""expression":"A AND B AND C"},"orderBy":{"Gsid":"asc"},"limit":5000,"offset":0}"#
      ])
  }

  @Test func namesAreAskedByAWord() async throws {
    let transport = ScriptedTransport { _, _ in records("") }
    let names: [[Value]] = [["ACME, Inc."], ["acme"], ["Société X"], ["O'Brien"], ["---"], ["GROSSMANN AG"], ["Oboe"]]
    _ = try await gainsight(transport).find(find([], by: ["Name"], names, normalized: true))
    #expect(transport.calls.count == 1)
    #expect(
      transport.calls[0].text.contains(
        #""conditions":[{"name":"Name","alias":"A","operator":"CONTAINS","value":["ACME"]},{"name":"Name","alias":"B","operator":"CONTAINS","value":["Soci"]},"#
          + #"{"name":"Name","alias":"C","operator":"CONTAINS","value":["Brien"]},{"name":"Name","alias":"D","operator":"CONTAINS","value":["MANN"]},"#
          + #"{"name":"Name","alias":"E","operator":"CONTAINS","value":["Oboe"]}],"expression":"A OR B OR C OR D OR E""#))
  }

  @Test func manyKeysAreSplitAndPagesAreReadToTheEnd() async throws {
    let transport = ScriptedTransport { request, _ in
      let ids = request.text.split(separator: "\"").filter { $0.hasPrefix("1P02") }
      let isFirst = request.text.contains("\"offset\":0")
      // Each key has eleven records: more than a page for five hundred keys.
      let all = ids.flatMap { id in (0..<11).map { "{\"Gsid\":\"\(id)-\($0)\",\"Name\":\"\(id)\"}" } }
      return records((isFirst ? all.prefix(5000) : all.dropFirst(5000)).joined(separator: ","))
    }
    let keys: [[Value]] = (0..<1200).map { [.string("1P02\($0)")] }
    let answer = try await gainsight(transport).find(find([], by: ["Name"], keys))
    #expect(answer.records.count == 1200 * 11)
    #expect(transport.calls.count == 5 && answer.info.requests == 5)
  }

  @Test func aPollFollowsTheWatermarkAcrossPages() async throws {
    let transport = ScriptedTransport { request, _ in
      let second = request.text.contains("2026-03-02T00:00:00.007Z")
      return records(
        (0..<(second ? 3 : 5000)).map { "{\"Gsid\":\"1P02\($0)\",\"ModifiedDate\":\"2026-03-02T00:00:00.00\(second ? 9 : 7)Z\"}" }.joined(
          separator: ","))
    }
    let connector = try gainsight(transport)
    var call = PollCall(connection: "g", object: "company", fields: ["Name"], since: Timestamp("2026-03-01T00:05:00.5Z"))
    let first = try await connector.poll(call)
    #expect(first.records.count == 5000 && first.next == "2026-03-02T00:00:00.007Z 0")
    call.page = first.next
    let second = try await connector.poll(call)
    #expect(second.records.count == 3 && second.next == nil)
    #expect(
      transport.calls[0].text
        == #"{"select":["Gsid","ModifiedDate","CreatedDate","Name"],"where":{"conditions":[{"name":"ModifiedDate","alias":"A","operator":"GTE","value":["2026-03-01T00:00:00Z"]}],"#
        + #""expression":"A"},"orderBy":{"ModifiedDate":"asc","Gsid":"asc"},"limit":5000,"offset":0}"#)
  }

  @Test func aPageOfOneStampGoesOnByOffset() async throws {
    let transport = ScriptedTransport { _, _ in
      records((0..<5000).map { "{\"Gsid\":\"1P02\($0)\",\"ModifiedAt\":\"2026-03-02T00:00:00Z\"}" }.joined(separator: ","))
    }
    let connector = try gainsight(transport)
    let page = "2026-03-02T00:00:00.000Z 5000"
    let answer = try await connector.poll(PollCall(connection: "g", object: "nps_survey_response", fields: [], page: page))
    #expect(answer.next == "2026-03-02T00:00:00.000Z 10000")
    #expect(transport.calls[0].text.contains(#""orderBy":{"ModifiedAt":"asc","Gsid":"asc"},"limit":5000,"offset":5000"#))
    let bad = await failure { try await connector.poll(PollCall(connection: "g", object: "company", fields: [], page: "x' OR 1 5")) }
    #expect(bad?.kind == .rejected)
  }

  @Test func describeTellsTypesLabelsAndReferences() async throws {
    let transport = ScriptedTransport { _, _ in companyDescribe }
    let company = try #require(try await gainsight(transport).describe(["company"]).first)
    #expect(company.identity == "Gsid" && company.watermark == "ModifiedDate" && company.created == "CreatedDate" && company.complete)
    #expect(company.field("Name")?.required == true && company.field("Name")?.length == 255)
    #expect(company.field("SfdcAccountId")?.form == .salesforceID && company.field("Arr")?.scale == 2)
    #expect(
      company.field("Stage")?.picklist.map(\.value) == ["Launched", "Churn"] && company.field("Stage")?.picklist.map(\.active) == [true, false])
    #expect(company.field("Csm")?.reference == Reference(to: ["gsuser"], path: "Csm"))
    #expect(company.field("CurrentScore")?.reference?.path == "CurrentScore" && company.field("CurrentScore")?.updateable == false)
    #expect(company.field("ModifiedDate")?.type == .datetime && company.field("RenewalDate")?.type == .date)
  }

  /// Reference 3.3: a filter of a picklist may want the label or the item's id. 0.6: what is read is the id.
  @Test(arguments: ["Launched", "1I00LAUNCHED"]) func aPicklistIsAskedForBothWays(_ key: String) async throws {
    let transport = ScriptedTransport { request, _ in
      request.method == .get ? companyDescribe : records(#"{"Gsid":"1P02A","Stage":"1I00LAUNCHED"}"#)
    }
    let answer = try await gainsight(transport).find(find([], by: ["Stage"], [[.string(key)]]))
    #expect(answer.records == [["Gsid": "1P02A", "Stage": "Launched"]])
    #expect(transport.calls.last?.text.contains(#""operator":"IN","value":["Launched","1I00LAUNCHED"]"#) == true)
  }
}
