import Sandbox
import Testing

@Suite struct GainsightQueryTests {
  private func condition(_ name: String, _ comparison: String, _ value: SandboxValue, alias: String = "A") -> SandboxValue {
    ["name": .string(name), "alias": .string(alias), "operator": .string(comparison), "value": value]
  }

  private func query(_ select: SandboxValue, _ conditions: [SandboxValue], _ expression: String = "A") -> SandboxValue {
    ["select": select, "where": ["conditions": .array(conditions), "expression": .string(expression)], "orderBy": ["Name": "asc"]]
  }

  /// Four companies with what the conditions below look at.
  private func seed(_ client: SandboxClient) async throws {
    let records: [SandboxValue] = [
      ["Name": "qa One", "Region__gc": "q", "Arr": 100, "Stage": "Launched", "RenewalDate": "2026-09-30", "SfdcAccountId": "001Sb0000000001"],
      ["Name": "qb Two", "Region__gc": "q", "Arr": 200.5, "Stage": "Adopting", "RenewalDate": "2026-10-01", "Tags": "Beta;Reference"],
      ["Name": "qc Three", "Region__gc": "q", "Stage": "Launched"], ["Name": "qd Four", "Region__gc": "q", "Arr": 300, "Tags": ["Beta"]],
    ]
    let answer = try await client.gainsight("POST", "/v1/data/objects/Company", ["records": .array(records)])
    try #require(answer.status == 200, "\(answer.text)")
  }

  @Test(arguments: [
    ("Arr", "EQ", "[100]", "qa"), ("Arr", "NE", "[100]", "qb,qc,qd"), ("Arr", "GT", "[100]", "qb,qd"), ("Arr", "GTE", "[100]", "qa,qb,qd"),
    ("Arr", "LT", "[200.5]", "qa"), ("Arr", "LTE", "[200.5]", "qa,qb"), ("Arr", "BTW", "[100, 200.5]", "qa,qb"), ("Arr", "IN", "[100, 300]", "qa,qd"),
    ("Arr", "IS_NULL", "[]", "qc"), ("arr", "IS_NOT_NULL", "[]", "qa,qb,qd"), ("Name", "EQ", #"["qa One"]"#, "qa"),
    ("Name", "EQ", #"["QA ONE"]"#, ""),
    ("Name", "IN", #"["qa One", "qd Four"]"#, "qa,qd"), ("Name", "NOT_IN", #"["qa One"]"#, "qb,qc,qd"), ("Name", "CONTAINS", #"["ONE"]"#, "qa"),
    ("Name", "DOES_NOT_CONTAINS", #"["o"]"#, "qc"), ("Name", "STARTS_WITH", #"["qb"]"#, "qb"), ("Name", "ENDS_WITH", #"["ree"]"#, "qc"),
    ("Stage", "EQ", #"["Launched"]"#, "qa,qc"), ("Stage", "IN", #"["adopting"]"#, "qb"), ("RenewalDate", "GTE", #"["2026-10-01"]"#, "qb"),
    ("RenewalDate", "EQ", #"["2026-09-30"]"#, "qa"), ("RenewalDate", "LT", "[1790812800000]", "qa"), ("Tags", "INCLUDES", #"["Beta"]"#, "qb,qd"),
    ("Tags", "EXCLUDES", #"["Beta"]"#, "qa,qc"), ("ModifiedDate", "GTE", #"["2026-11-24T00:00:00Z"]"#, "qa,qb,qc,qd"),
    ("ModifiedDate", "LT", #"["2026-11-24T00:00:00+00:00"]"#, ""), ("SfdcAccountId", "EQ", #"["001Sb0000000001"]"#, "qa"),
    ("Csm__gr.Email", "IS_NULL", "[]", "qa,qb,qc,qd"),
  ])
  func `an operator chooses its rows`(field: String, comparison: String, value: String, names: String) async throws {
    try await withSandbox(login: false) { client in
      try await seed(client)
      let rows = try await client.companies(
        query(["Name"], [condition("Region__gc", "EQ", ["q"]), condition(field, comparison, try SandboxValue(json: value), alias: "B")], "A AND B"))
      #expect(rows.compactMap { $0["Name"]?.string?.prefix(2) }.joined(separator: ",") == names)
    }
  }

  @Test func `the key of a result is the name asked for, and lookups are followed`() async throws {
    try await withSandbox(login: false) { client in
      let rows = try await client.companies([
        "select": ["GSID", "name", "Csm__gr.Email", "csm__gr.NAME", "ParentCompany__gr.Name", "CurrentScore__gr.Score", "Stage", "Trend"], "limit": 3,
      ])
      #expect(rows.count == 3)
      #expect(
        rows[0].object?.names == [
          "GSID", "name", "Csm__gr.Email", "csm__gr.NAME", "ParentCompany__gr.Name", "CurrentScore__gr.Score", "Stage", "Trend",
        ])
      #expect(rows[0]["GSID"]?.string?.wholeMatch(of: /1P02[0-9A-Z]{32}/) != nil)
      #expect(rows[0]["Csm__gr.Email"]?.string?.hasSuffix("@acme.example") == true)
      #expect(rows[0]["Stage"]?.string?.hasPrefix("1I00") == true)
      #expect(rows[0]["ParentCompany__gr.Name"] == .null)
    }
  }

  @Test func `pages follow the order of orderBy and end short`() async throws {
    try await withSandbox(login: false) { client in
      let all = try await client.companies(["select": ["Gsid", "Name"], "orderBy": ["Stage": "desc", "Name": "asc"]])
      var paged: [SandboxValue] = []
      while true {
        let page = try await client.companies([
          "select": ["Gsid", "Name"], "orderBy": ["Stage": "desc", "Name": "asc"], "limit": 7, "offset": .int(paged.count),
        ])
        paged += page
        if page.count < 7 { break }
      }
      #expect(paged == all)
      #expect(all.count == client.sandbox.records(of: "company").count)
    }
  }

  @Test func `expressions take AND, OR and parentheses, unless strict`() async throws {
    let conditions = [
      condition("Region__gc", "EQ", ["q"]), condition("Arr", "EQ", [100], alias: "B"), condition("Arr", "EQ", [300], alias: "C"),
    ]
    try await withSandbox(login: false) { client in
      try await seed(client)
      #expect(try await client.companies(query(["Name"], conditions, "A AND (B OR C)")).count == 2)
      #expect(try await client.companies(query(["Name"], conditions, "B OR C AND A")).count == 2)
      for wrong in ["A AND", "A AND D", "(A", "A B", ""] {
        let answer = try await client.gainsight("POST", "/v1/data/objects/query/Company", query(["Name"], conditions, wrong))
        #expect(answer.status == 400)
        #expect(answer.json["result"] == false)
      }
    }
    try await withSandbox({ $0.gainsight.strictExpressions = true }, login: false) { client in
      let answer = try await client.gainsight("POST", "/v1/data/objects/query/Company", query(["Name"], conditions, "A AND (B OR C)"))
      #expect(answer.status == 400)
    }
  }

  @Test(arguments: [
    (#"{}"#, "GSOBJ_1002"), (#"{"select":[]}"#, "GSOBJ_1002"), (#"{"select":["*"]}"#, "GSOBJ_1002"), (#"{"select":["Nope"]}"#, "GSOBJ_1002"),
    (#"{"select":["Nope__gr.Name"]}"#, "GSOBJ_1002"), (#"{"select":["Name"],"limit":5001}"#, "GSOBJ_1002"), ("no json", "GSOBJ_1002"),
    (#"{"select":["Name"],"where":{"conditions":[{"name":"Arr","alias":"A","operator":"EQ","value":5}],"expression":"A"}}"#, "GSOBJ_1002"),
    (#"{"select":["Name"],"where":{"conditions":[{"name":"Arr","alias":"A","operator":"CONTAINS","value":[5]}],"expression":"A"}}"#, "GSOBJ_1002"),
    (
      #"{"select":["Name"],"where":{"conditions":[{"name":"RenewalDate","alias":"A","operator":"GTE","value":["soon"]}],"expression":"A"}}"#,
      "GSOBJ_1006"
    ),
    (
      #"{"select":["Name"],"where":{"conditions":[{"name":"ModifiedDate","alias":"A","operator":"GTE","value":["soon"]}],"expression":"A"}}"#,
      "GSOBJ_1005"
    ),
  ])
  func `a wrong query is refused in the envelope`(body: String, code: String) async throws {
    try await withSandbox(login: false) { client in
      let answer = try await client.send(
        "POST", "/v1/data/objects/query/company", body, headers: ["accesskey": client.sandbox.configuration.gainsight.accessKey])
      #expect(answer.status == 400)
      #expect(answer.json["result"] == false)
      #expect(answer.json["errorCode"]?.string == code)
      #expect(answer.json["requestId"]?.string?.isEmpty == false)
    }
  }

  @Test func `the open questions are switches`() async throws {
    let select: SandboxValue = ["select": ["Name", "ModifiedDate", "RenewalDate", "OriginalContractDate"], "limit": 2]
    let none = query(["Name"], [condition("Name", "EQ", ["nobody"])])
    try await withSandbox(login: false) { client in
      let row = try await client.companies(select)[0]
      #expect(row["ModifiedDate"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
      #expect(row["RenewalDate"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil)
      #expect(try await client.companies(none).isEmpty)
    }
    try await withSandbox(
      { configuration in
        configuration.gainsight.dateFormat = .epochMilliseconds
        configuration.gainsight.queryShape = .list
        configuration.gainsight.emptyResult = .error
        configuration.gainsight.nullDates = .empty
      }, login: false
    ) { client in
      let rows = try await client.gainsight("POST", "/v1/data/objects/query/Company", select).json["data"]?.array ?? []
      #expect(rows.first?["ModifiedDate"]?.int.map { $0 > 1_600_000_000_000 } == true)
      let empty = try await client.gainsight("POST", "/v1/data/objects/query/Company", none)
      #expect(empty.status == 400)
      #expect(empty.json["errorCode"] == "GSOBJ_1011")
      _ = try await client.gainsight("POST", "/v1/data/objects/Company", ["records": [["Name": "Dateless"]]])
      let dateless = try await client.gainsight(
        "POST", "/v1/data/objects/query/Company", query(["RenewalDate"], [condition("Name", "EQ", ["Dateless"])]))
      #expect(dateless.json["data"]?.array?.first?["RenewalDate"] == "")
    }
  }

  @Test func `keys, tokens and the fixed window of a minute`() async throws {
    try await withSandbox({ $0.gainsight.callsPerMinute = 3 }, login: false) { client in
      let select: SandboxValue = ["select": ["Name"], "limit": 1]
      let path = "/v1/data/objects/query/Company"
      let refused = try await client.gainsight("POST", path, select, key: "wrong")
      #expect(refused.status == 401)
      #expect(refused.json["errorCode"] == "GS_APIG_2401")
      #expect(refused.json["data"] == nil)
      for _ in 0..<3 { #expect(try await client.gainsight("POST", path, select).status == 200) }
      let limited = try await client.gainsight("POST", path, select)
      #expect(limited.status == 429)
      #expect(limited.json["errorCode"] == "GS_APIG_2404")
      #expect(limited.headers["retry-after"] == nil)
      client.sandbox.advance(seconds: 60)
      let basic = ["Authorization": "Basic c2FuZGJveC1tYWNoaW5lOnNhbmRib3gtbWFjaGluZS1zZWNyZXQ="]
      let form = "application/x-www-form-urlencoded"
      let token = try await client.send("POST", "/v1/users/m2m/oauth/token", "grant_type=client_credentials", type: form, headers: basic).json
      #expect(token["expires_in"] == 86400)
      var machine = client
      machine.token = try #require(token["access_token"]?.string)
      #expect(try await machine.send("POST", path, select.json).status == 200)
      client.sandbox.advance(seconds: 86400)
      #expect(try await machine.send("POST", path, select.json).status == 401)
    }
  }
}
