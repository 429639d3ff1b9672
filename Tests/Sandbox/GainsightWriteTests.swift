import Sandbox
import Testing

@Suite struct GainsightWriteTests {
  private let path = "/v1/data/objects/Company"

  private func companies(_ client: SandboxClient, named names: [String]) -> [SandboxObject] {
    client.sandbox.records(of: "company").filter { names.contains($0["Name"]?.string ?? "") }
  }

  @Test func `companies are inserted and answered whole`() async throws {
    try await withSandbox(login: false) { client in
      let answer = try await client.gainsight(
        "POST", path, ["records": [["name": "Made One", "ARR": 12.5, "Stage": "launched", "RenewalDate": 1_790_812_800_000], ["Name": "Made Two"]]])
      #expect(answer.status == 200)
      #expect(answer.json["result"] == true)
      #expect(answer.json["data"]?["count"] == 2)
      #expect(answer.json["data"]?["errors"] == .null)
      let record = try #require(answer.json["data"]?["records"]?.array?.first)
      #expect(record["Arr"] == 12.5)
      #expect(record["RenewalDate"] == "2026-10-01")
      let gsid = try #require(record["Gsid"]?.string)
      let read = try await client.gainsight("GET", "\(path)/\(gsid)").json["data"]?["records"]?.array?.first
      #expect(read?["Name"] == "Made One")
      #expect(read?["Stage"]?.string?.hasPrefix("1I00") == true)
    }
  }

  @Test func `one bad field keeps all fifty from being written`() async throws {
    try await withSandbox(login: false) { client in
      var records = (0..<50).map { SandboxValue.object(SandboxObject([("Name", .string("Batch \($0)"))])) }
      records[20] = ["Name": "Batch 20", "Stage": "xyz"]
      let answer = try await client.gainsight("POST", path, ["records": .array(records)])
      #expect(answer.status == 400)
      #expect(answer.json["errorCode"] == "GSOBJ_1012")
      #expect(answer.json["errorDesc"] == "Invalid/Inactive value provided for picklist. (Stage = xyz).")
      let error = answer.json["data"]?["errors"]?.array?.first?.array?.first?["errors"]?.array?.first
      #expect(
        error == [
          "errorMessage": "Invalid/Inactive value provided for picklist.", "errorCode": "GSOBJ_1012", "fieldName": "Stage", "invalidValue": ["xyz"],
        ])
      #expect(companies(client, named: ["Batch 0", "Batch 49"]).isEmpty)
      #expect(try await client.gainsight("POST", path, ["records": .array(records + records)]).status == 400)
    }
  }

  @Test(arguments: [
    (#"{"Arr":1}"#, "GSOBJ_1007"), (#"{"Name":null}"#, "GSOBJ_1007"), (#"{"Name":"x","Nope":1}"#, "GSOBJ_1002"),
    (#"{"Name":"x","Arr":"many"}"#, "GSOBJ_1002"),
    (#"{"Name":"x","Csm":"nobody"}"#, "GSOBJ_1004"), (#"{"Name":"x","RenewalDate":"soon"}"#, "GSOBJ_1006"),
    (#"{"Name":"x","SfdcAccountId":"001"}"#, "GSOBJ_1008"),
    (#"{"Name":"x","TickerSymbol":"123456789012345678901"}"#, "GSOBJ_1001"), (#"{"Name":"x","Nps":5}"#, "GSOBJ_1002"),
    (#"{"Name":"Taken"}"#, "GSOBJ_1002"),
  ])
  func `a bad record is refused with its code`(record: String, code: String) async throws {
    try await withSandbox(login: false) { client in
      _ = try await client.gainsight("POST", path, ["records": [["Name": "Taken"]]])
      let answer = try await client.gainsight("POST", path, ["records": [try SandboxValue(json: record)]])
      #expect(answer.status == 400)
      #expect(answer.json["errorCode"]?.string == code)
    }
  }

  @Test func `an update goes by its keys, leaves what is not sent and clears what is null`() async throws {
    try await withSandbox(login: false) { client in
      let made = try await client.gainsight("POST", path, ["records": [["Name": "Keyed", "Arr": 5, "Industry": "Media", "Region__gc": "R"]]])
      let gsid = made.json["data"]?["records"]?.array?.first?["Gsid"] ?? .null
      let before = try #require(companies(client, named: ["Keyed"]).first?["ModifiedDate"]?.int)
      let changed = try await client.gainsight("PUT", "\(path)?keys=Gsid", ["records": [["Gsid": gsid, "Arr": 6, "Industry": .null]]])
      #expect(changed.json["data"]?["count"] == 1)
      let row = try #require(companies(client, named: ["Keyed"]).first)
      #expect(row["Arr"] == 6.0)
      #expect(row["Industry"] == .null)
      #expect(row["Region__gc"] == "R")
      #expect(try #require(row["ModifiedDate"]?.int) > before)
      let two = try await client.gainsight("PUT", "\(path)?keys=Name,Region__gc", ["records": [["Name": "Keyed", "Region__gc": "R", "Arr": 7]]])
      #expect(two.status == 200)
      let none = try await client.gainsight("PUT", "\(path)?keys=Name,Region__gc", ["records": [["Name": "Keyed", "Region__gc": "S", "Arr": 8]]])
      #expect(none.status == 400)
      #expect(none.json["errorCode"] == "GSOBJ_1011")
      #expect(try await client.gainsight("PUT", "\(path)?keys=Name", ["records": [["Arr": 8]]]).json["errorCode"] == "GSOBJ_1002")
      #expect(try await client.gainsight("PUT", path, ["records": [["Arr": 8]]]).status == 400)
      #expect(companies(client, named: ["Keyed"]).first?["Arr"] == 7.0)
    }
  }

  @Test func `a key that is not unique changes every match`() async throws {
    try await withSandbox(login: false) { client in
      _ = try await client.gainsight("POST", path, ["records": [["Name": "N1", "Region__gc": "same"], ["Name": "N2", "Region__gc": "same"]]])
      let changed = try await client.gainsight("PUT", "\(path)?keys=Region__gc", ["records": [["Region__gc": "same", "Arr": 9]]])
      #expect(changed.json["data"]?["count"] == 2)
    }
  }

  @Test func `lookups resolve names and consume their helpers`() async throws {
    try await withSandbox(login: false) { client in
      _ = try await client.gainsight("POST", path, ["records": [["Name": "Holding"]]])
      func lookup(_ option: String) -> SandboxValue {
        [
          "Csm": [
            "fields": ["CSMEmail": "Email"], "lookupField": "Gsid", "objectName": "gsuser", "multiMatchOption": "FIRSTMATCH",
            "onNoMatch": .string(option),
          ],
          "ParentCompany": [
            "fields": ["ParentName": "Name"], "lookupField": "Gsid", "objectName": "Company", "multiMatchOption": "MARKASERROR",
            "onNoMatch": "NULLABLE",
          ],
        ]
      }
      let body: SandboxValue = [
        "records": [["Name": "Child", "CSMEmail": "cs-ops@acme.example", "ParentName": "Holding"]], "lookups": lookup("ERROR"),
      ]
      #expect(try await client.gainsight("POST", path, body).status == 200)
      let rows = try await client.companies([
        "select": ["Csm__gr.Email", "ParentCompany__gr.Name"],
        "where": ["conditions": [["name": "Name", "alias": "A", "operator": "EQ", "value": ["Child"]]], "expression": "A"],
      ])
      #expect(rows == [["Csm__gr.Email": "cs-ops@acme.example", "ParentCompany__gr.Name": "Holding"]])
      let unknown: SandboxValue = ["records": [["Name": "Child 2", "CSMEmail": "nobody@x.example"]], "lookups": lookup("ERROR")]
      #expect(try await client.gainsight("POST", path, unknown).status == 400)
      let nullable: SandboxValue = ["records": [["Name": "Child 3", "CSMEmail": "nobody@x.example"]], "lookups": lookup("NULLABLE")]
      #expect(try await client.gainsight("POST", path, nullable).status == 200)
      #expect(try await client.gainsight("POST", path, ["records": [["Name": "x"]], "lookups": ["Csm": [:]]]).json["errorCode"] == "GU_2403")
    }
  }

  @Test func `a delete is logged, custom objects are written, others are not`() async throws {
    try await withSandbox(login: false) { client in
      let made = try await client.gainsight(
        "POST", "/v1/data/objects/flow_notes__gc", ["records": [["Name": "Note", "Reviewed__gc": true, "Score__gc": 3]]])
      let gsid = try #require(made.json["data"]?["records"]?.array?.first?["Gsid"]?.string)
      let gone = try await client.gainsight("DELETE", "/v1/data/objects/Flow_Notes__gc/\(gsid)")
      #expect(gone.json["data"]?.string == "Record with GSID: \(gsid) successfully deleted.")
      #expect(client.sandbox.records(of: "record_delete_log").first?["RecordId"]?.string == gsid)
      #expect(try await client.gainsight("DELETE", "/v1/data/objects/Flow_Notes__gc/\(gsid)").json["errorCode"] == "GSOBJ_1004")
      #expect(try await client.gainsight("POST", "/v1/data/objects/da_picklist", ["records": [["Name": "x"]]]).status == 400)
      let unknown = try await client.gainsight("POST", "/v1/data/objects/query/nothing", ["select": ["Gsid"]])
      #expect(unknown.json["title"] == "OBJECT_NOT_FOUND")
      #expect(unknown.json["errorCode"] == nil)
      #expect(try await client.gainsight("GET", "/v1/nothing").json["errorCode"] == "GSOBJ_1023")
    }
  }

  @Test func `metadata tells types, options and lookups`() async throws {
    try await withSandbox(login: false) { client in
      let listed = try await client.gainsight("GET", "/v1/meta/services/objects/list?po=company&em=false").json["data"]?.array ?? []
      #expect(listed.contains { $0["objectName"] == "company" && $0["keyPrefix"] == "1P02" })
      let one = try await client.gainsight("GET", "/v1/meta/services/objects/Company/describe?ic=false&cl=0&idd=true").json["data"]?.array?.first
      let fields = try #require(one?["fields"]?.array)
      func field(_ name: String) throws -> SandboxValue { try #require(fields.first { $0["fieldName"]?.string == name }) }
      let stage = try field("Stage")
      #expect(stage["dataType"] == "PICKLIST")
      let launched = try #require(stage["options"]?.array?.first { $0["label"] == "Launched" })
      #expect(launched["active"] == true)
      let csm = try field("Csm")["meta"]
      #expect(csm?["lookupDetail"]?["lookupName"] == "Csm__gr")
      #expect(csm?["lookupDetail"]?["lookupObjects"]?.array?.first?["objectName"] == "gsuser")
      #expect(try field("Name")["meta"]?["required"] == true)
      #expect(try field("CurrentScore")["meta"]?["readOnly"] == true)
      let both = try await client.gainsight("POST", "/v1/meta/services/objects/describe", ["objectNames": ["company", "gsuser"]]).json["data"]?.array
      #expect(both?.map { $0["objectName"] } == ["company", "gsuser"])
      let category = try #require(stage["meta"]?["properties"]?["PICKLIST_CATEGORY_ID"]?.string)
      let items = try await client.gainsight("GET", "/v1/meta/services/dropdowns/\(category)").json["data"]?["childItems"]?.array
      #expect(items?.contains { $0["gsid"] == launched["value"] && $0["name"] == "Launched" } == true)
    }
  }
}
