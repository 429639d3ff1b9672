import Sandbox
import Testing

@Suite struct GainsightWorkTests {
  private func company(_ client: SandboxClient) throws -> (gsid: SandboxValue, account: SandboxValue) {
    let row = try #require(client.sandbox.records(of: "company").first { $0["SfdcAccountId"]?.string?.count == 18 })
    return (row["Gsid"] ?? .null, row["SfdcAccountId"] ?? .null)
  }

  private let lookups: SandboxValue = [
    "CompanyId": [
      "fields": ["CompanySfdcId": "SfdcAccountId"], "lookupField": "Gsid", "objectName": "company", "multiMatchOption": "FIRSTMATCH",
      "onNoMatch": "ERROR",
    ],
    "OwnerId": [
      "fields": ["OwnerEmail": "Email"], "lookupField": "Gsid", "objectName": "gsuser", "multiMatchOption": "FIRSTMATCH", "onNoMatch": "ERROR",
    ],
  ]

  private func cta(_ reference: String, _ account: SandboxValue) -> SandboxValue {
    [
      "record": [
        "referenceId": .string(reference), "Name": "Follow up", "CompanySfdcId": account, "OwnerEmail": "cs-ops@acme.example", "type": "Risk",
        "reason": "Survey Response", "status": "New", "priority": "High", "DueDate": "2026-12-09", "Comments": "<p>Slow</p>",
      ]
    ]
  }

  @Test func `calls to action are created by names, each for itself`() async throws {
    try await withSandbox(login: false) { client in
      let (gsid, account) = try company(client)
      let requests: [SandboxValue] = [
        cta("r1", account), cta("r2", "001000000000000AAA"), ["record": ["referenceId": "r3", "Name": "x", "type": "Nope"]],
      ]
      let answer = try await client.gainsight("POST", "/v2/cockpit/cta/", ["requests": .array(requests), "lookups": lookups])
      #expect(answer.status == 200)
      #expect(answer.json["result"] == true)
      let made = try #require(answer.json["data"]?["success"]?.array?.first?["r1"]?.string)
      #expect(made.hasPrefix("1S01"))
      #expect(answer.json["data"]?["failure"]?.array?.map { $0.object?.names.first } == ["r2", "r3"])
      let listed = try await client.gainsight(
        "POST", "/v2/cockpit/cta/list",
        [
          "select": [
            "gsid", "Name", "CompanyId", "CompanyId__gr.Name", "OwnerId__gr.Email", "TypeId__gr.Name", "StatusId__gr.Name", "PriorityId__gr.Name",
            "IsClosed", "DueDate",
          ],
          "where": [
            "conditions": [
              ["fieldName": "CompanyId", "alias": "A", "operator": "EQ", "value": .array([gsid])],
              ["fieldName": "IsClosed", "alias": "B", "operator": "EQ", "value": [false]],
              ["fieldName": "Name", "alias": "C", "operator": "EQ", "value": ["Follow up"]],
            ], "expression": "A AND B AND C",
          ], "pageSize": 100, "pageNumber": 1, "linkedObject": true,
        ])
      let row = try #require(listed.json["data"]?.array?.first)
      #expect(row["Gsid"]?.string == made)
      #expect(row["TypeId__gr.Name"] == "Risk")
      #expect(row["StatusId__gr.Name"] == "New")
      #expect(row["OwnerId__gr.Email"] == "cs-ops@acme.example")
      #expect(row["IsClosed"] == false)
      #expect(row["DueDate"] == "2026-12-09")
      #expect(row["associatedRecords"] == [])
      let wrong = try await client.gainsight("POST", "/v2/cockpit/cta/list", ["select": ["Name", "foo"]])
      #expect(wrong.json["errorCode"] == "COCKPIT_5101")
      #expect(wrong.json["errorDesc"] == "Invalid fields in select clause - foo")
    }
  }

  @Test func `a call to action is closed by its status, a playbook brings tasks`() async throws {
    try await withSandbox(login: false) { client in
      let (_, account) = try company(client)
      var record = try #require(cta("r1", account)["record"]?.object)
      record["PlaybookId"] = "1I00PLAYBOOK"
      let made = try await client.gainsight("POST", "/v2/cockpit/cta", ["requests": [["record": .object(record)]], "lookups": lookups])
      let gsid = try #require(made.json["data"]?["success"]?.array?.first?["r1"])
      #expect(client.sandbox.records(of: "cs_task").count { $0["CtaId"] == gsid } == 2)
      let closing: SandboxValue = ["requests": [["record": ["referenceId": "r1", "Gsid": gsid, "status": "Closed Success"]]]]
      _ = try await client.gainsight("PUT", "/v2/cockpit/cta", closing)
      let row = try #require(client.sandbox.records(of: "call_to_action").first { $0["Gsid"] == gsid })
      #expect(row["IsClosed"] == true)
      #expect(row["ClosedDate"] != .null)
      #expect(row["Name"] == "Follow up")
      let none = try await client.gainsight("PUT", "/v2/cockpit/cta", ["requests": [["record": ["referenceId": "r9", "status": "New"]]]])
      #expect(none.json["data"]?["failure"]?.array?.count == 1)
      let lists = try await client.gainsight("GET", "/v2/cockpit/admin/picklist/lite?category=CTA_STATUS,CTA_TYPE&et=COMPANY").json["data"]
      #expect(lists?["CTA_TYPE"]?.array?.contains { $0["name"] == "Risk" } == true)
    }
  }

  @Test func `a success plan comes from a template that fits, and closes its objectives`() async throws {
    try await withSandbox(login: false) { client in
      let (gsid, account) = try company(client)
      func plan(_ template: SandboxValue, _ reference: String) -> SandboxValue {
        [
          "requests": [
            [
              "record": [
                "referenceId": .string(reference), "Name": "Onboarding", "CompanySfdcId": account, "OwnerEmail": "cs-ops@acme.example",
                "DueDate": "2026-12-30", "SuccessPlanType": "Onboarding", "status": "Draft", "Templates": [template],
                "Objectives": [["Name": "Go live"]],
              ]
            ]
          ], "lookups": lookups,
        ]
      }
      let wrong = try await client.gainsight("POST", "/v2/successPlan/", plan("Value Review", "p0"))
      #expect(wrong.json["data"]?["failure"]?.array?.first?["p0"]?.string?.contains("Template") == true)
      let made = try await client.gainsight("POST", "/v2/successPlan/?withObjectives=true", plan("Enterprise Onboarding", "p1"))
      let id = try #require(made.json["data"]?["success"]?.array?.first?["p1"])
      let listed = try await client.gainsight(
        "POST", "/v2/successPlan/list/",
        [
          "select": ["Gsid", "SuccessPlanTypeId__gr.Name", "StatusId__gr.Name", "IsClosed"],
          "where": ["conditions": [["fieldName": "CompanyId", "alias": "A", "operator": "EQ", "value": .array([gsid])]], "expression": "A"],
        ])
      #expect(listed.json["data"] == [["Gsid": id, "SuccessPlanTypeId__gr.Name": "Onboarding", "StatusId__gr.Name": "Draft", "IsClosed": false]])
      func objectives() -> [SandboxValue?] { client.sandbox.records(of: "call_to_action").filter { $0["CtaGroupId"] == id }.map { $0["IsClosed"] } }
      #expect(objectives() == [false])
      _ = try await client.gainsight("PUT", "/v2/successPlan/", ["requests": [["record": ["referenceId": "p1", "Gsid": id, "status": "Closed"]]]])
      #expect(objectives() == [true])
    }
  }

  @Test func `a timeline entry is written once for its external id`() async throws {
    try await withSandbox(login: false) { client in
      let (gsid, account) = try company(client)
      let lookups: SandboxValue = [
        "AuthorId": [
          "fields": ["Author": "Email"], "lookupField": "Gsid", "objectName": "GsUser", "multiMatchOption": "FIRSTMATCH", "onNoMatch": "ERROR",
        ],
        "GsCompanyId": [
          "fields": ["sfdc": "SfdcAccountId"], "lookupField": "Gsid", "objectName": "Company", "multiMatchOption": "FIRSTMATCH", "onNoMatch": "ERROR",
        ],
        "InternalAttendees": [
          "fields": ["internalAttendees": "Email"], "lookupField": "Gsid", "objectName": "GsUser", "multiMatchOption": "FIRSTMATCH",
          "onNoMatch": "NULLABLE",
        ],
      ]
      func entry(_ id: String, _ subject: String, author: String = "cs-ops@acme.example") -> SandboxValue {
        [
          "ExternalId": .string(id), "ContextName": "Company", "TypeName": "Update", "Subject": .string(subject), "Notes": "<p>A &amp; B</p>",
          "ActivityDate": "2026-11-02T09:15:00.000+01:00", "Author": .string(author), "sfdc": account, "internalAttendees": ["cs-ops@acme.example"],
        ]
      }
      let path = "/v1/ant/es/activity"
      let first = try await client.gainsight(
        "POST", path, ["records": [entry("e1", "One"), entry("e2", "Two", author: "nobody@x")], "lookups": lookups])
      #expect(first.json["result"] == true)
      #expect(first.json["data"]?["success"]?["e1"]?.array?.first?["activityId"]?.string?.hasPrefix("1I00") == true)
      #expect(first.json["data"]?["failures"]?["e2"]?.array?.first?["errorCode"] == "GS_TL_10_0213")
      let again = try await client.gainsight("POST", path, ["records": [entry("e1", "Again")], "lookups": lookups])
      #expect(again.json["data"]?["failures"]?["e1"]?.array?.first?["errorCode"] == "GS_TL_10_0207")
      let missing = try await client.gainsight("POST", path, ["records": [["ExternalId": "e3"]]])
      #expect(missing.json["data"]?["failures"]?["e3"]?.array?.first?["errorCode"] == "GS_TL_10_0206")
      _ = try await client.gainsight("PUT", "\(path)?identifier=externalid", ["records": [["ExternalId": "e1", "Subject": "Changed"]]])
      let rows = client.sandbox.records(of: "activity_timeline")
      #expect(rows.count == 1)
      #expect(rows[0]["Subject"] == "Changed")
      #expect(rows[0]["NotesPlainText"] == "A & B")
      #expect(rows[0]["GsCompanyId"] == gsid)
      #expect(rows[0]["ActivityDate"] == 1_793_607_300_000)
      #expect(rows[0]["InternalAttendees"]?.array?.count == 1)
      let bulk = try await client.gainsight("POST", "\(path)/bulk", ["records": [entry("e4", "Bulk")], "lookups": lookups])
      let job = try #require(bulk.json["data"]?["jobId"]?.string)
      #expect(try await client.gainsight("GET", "/v1/ant/es/job/status/\(job)").json["data"]?["jobStatus"] == "COMPLETED")
    }
  }

  @Test func `a person is upserted by address and linked to companies`() async throws {
    try await withSandbox(login: false) { client in
      let (gsid, _) = try company(client)
      let body: SandboxValue = [
        "Email": "jo.lee@new.example", "FirstName": "Jo", "LastName": "Lee",
        "companies": [["Company_ID": gsid, "Title": "VP", "IsPrimaryCompany": true]],
      ]
      let path = "/v1/peoplemgmt/v1.0/people"
      let first = try await client.gainsight("PUT", path, body).json["data"]
      var changed = try #require(body.object)
      changed["Email"] = "JO.LEE@new.example"
      changed["companies"] = [["Company_ID": gsid, "Title": "CEO"]]
      let second = try await client.gainsight("PUT", path, .object(changed)).json["data"]
      #expect(first == second)
      #expect(first?["personId"]?.string?.hasPrefix("1P03") == true)
      let link = client.sandbox.records(of: "company_person").first { $0["Person_ID"] == first?["personId"] }
      #expect(link?["Title"] == "CEO")
      #expect(link?["IsPrimaryCompany"] == true)
      let rows = try await client.gainsight(
        "POST", "/v1/data/objects/query/company_person",
        [
          "select": ["Person_ID__gr.Name", "Company_ID__gr.Gsid"],
          "where": ["conditions": [["name": "Person_ID__gr.LastName", "alias": "A", "operator": "EQ", "value": ["Lee"]]], "expression": "A"],
        ])
      #expect(rows.json["data"]?["records"] == [["Person_ID__gr.Name": "Jo Lee", "Company_ID__gr.Gsid": gsid]])
      let orphan = try await client.gainsight("PUT", path, ["Email": "a@b.example", "companies": [["Company_ID": "1P02NOTHING"]]])
      #expect(orphan.json["errorCode"] == "GSOBJ_PEOPLE1001")
      #expect(client.sandbox.records(of: "person").allSatisfy { $0["Email"] != "a@b.example" })
      #expect(try await client.gainsight("PUT", path, ["FirstName": "x"]).json["errorCode"] == "GSOBJ_VQP1001")
      let many = try await client.send(
        "PUT", path + "/async", SandboxValue.array([body, ["Email": "x"]]).json,
        headers: ["Accesskey": client.sandbox.configuration.gainsight.accessKey])
      let status = try #require(many.json["data"]?["statusId"]?.string)
      let results = try await client.gainsight("GET", "\(path)/async/\(status)").json["data"]?["results"]?.array
      #expect(results?.map { $0["success"] } == [true, false])
    }
  }

  @Test func `a score that is set shows in the company and its history, an answer in the survey`() async throws {
    try await withSandbox(login: false) { client in
      let (gsid, _) = try company(client)
      for score in [80, 42] {
        _ = try await client.send("POST", "/_sandbox/score", SandboxValue.object(SandboxObject([("company", gsid), ("score", .int(score))])).json)
      }
      let rows = try await client.companies([
        "select": ["CurrentScore", "CurrentScore__gr.Score", "CurrentScore__gr.Label", "Trend"],
        "where": ["conditions": [["name": "Gsid", "alias": "A", "operator": "EQ", "value": .array([gsid])]], "expression": "A"],
      ])
      #expect(rows[0]["CurrentScore__gr.Score"] == 42.0)
      #expect(rows[0]["CurrentScore__gr.Label"] == "At-Risk")
      let trend = client.sandbox.records(of: "da_picklist").first { $0["Gsid"] == rows[0]["Trend"] }
      #expect(trend?["Name"] == "Down")
      let history = client.sandbox.records(of: "account_scorecard_history").filter { $0["Account_Id__gc"] == gsid }
      #expect(history.map { $0["Overall_Score_Account__gc"] } == [80.0, 42.0])
      #expect(client.sandbox.setScore(company: "nothing", 5) == false)
      let response = try #require(client.sandbox.addResponse(company: gsid.string ?? "", score: 3, email: "a@b.example", comment: "slow"))
      let found = try await client.gainsight(
        "POST", "/v1/data/objects/query/nps_survey_response",
        [
          "select": ["Gsid", "NPSScore", "ScoreType", "CompanyId__gr.Gsid"],
          "where": ["conditions": [["name": "ModifiedAt", "alias": "A", "operator": "GTE", "value": ["2026-11-24T00:00:00Z"]]], "expression": "A"],
        ])
      #expect(found.json["data"]?["records"] == [["Gsid": .string(response), "NPSScore": 3, "ScoreType": "Detractor", "CompanyId__gr.Gsid": gsid]])
    }
  }

  @Test func `users are listed by page`() async throws {
    try await withSandbox(login: false) { client in
      let page = try await client.gainsight(
        "POST", "/v1/users/services/list", ["includeTotal": true, "limit": 5, "page": 1, "select": ["Email", "IsActiveUser"]])
      #expect(page.json["data"]?["total"] == 22)
      #expect(page.json["data"]?["records"]?.array?.count == 5)
    }
  }
}
