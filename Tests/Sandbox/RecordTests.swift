import Sandbox
import Testing

@Suite struct RecordTests {
  @Test func `a record is created, read, changed and deleted`() async throws {
    try await withSandbox { client in
      let created = try await client.data("POST", "/sobjects/account", ["name": "  Café Nord ", "BillingCity": "Malmö", "Health_Score__c": 71.455])
      #expect(created.status == 201)
      let id = try #require(created.json["id"]?.string)
      #expect(created.headers["location"] == "/services/data/v62.0/sobjects/Account/\(id)")
      #expect(created.json == ["id": .string(id), "success": true, "errors": []])

      let read = try await client.data("GET", "/sobjects/Account/\(id.prefix(15))").json
      #expect(read["attributes"] == ["type": "Account", "url": .string("/services/data/v62.0/sobjects/Account/\(id)")])
      #expect(read["Name"] == "Café Nord")
      #expect(read["Health_Score__c"] == 71.46)
      #expect(read["BillingAddress"]?["city"] == "Malmö")
      #expect(read["CreatedDate"]?.string?.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000/#) != nil)
      #expect(read["OwnerId"] == read["CreatedById"])

      let changed = try await client.data("PATCH", "/sobjects/Account/\(id)", ["Phone": "1", "BillingCity": .null, "Site": ""])
      #expect(changed.status == 204)
      #expect(changed.text.isEmpty)
      let after = try await client.data("GET", "/sobjects/Account/\(id)?fields=name,Phone,BillingCity,Site").json
      #expect(after["Phone"] == "1")
      #expect(after["BillingCity"] == .null)
      #expect(after["Site"] == .null)
      #expect(after["Name"] == "Café Nord")
      #expect(after["OwnerId"] == nil)

      #expect(try await client.data("DELETE", "/sobjects/Account/\(id)").status == 204)
      for method in ["GET", "DELETE"] {
        let gone = try await client.data(method, "/sobjects/Account/\(id)")
        #expect(gone.status == 404)
        #expect(gone.json.array?.first?["errorCode"] == "ENTITY_IS_DELETED")
      }
      #expect(try await client.records("SELECT Id FROM Account WHERE Id = '\(id)'").isEmpty)
      #expect(try await client.records("SELECT IsDeleted FROM Account WHERE Id = '\(id)'", all: true).first?["IsDeleted"] == true)
    }
  }

  @Test(arguments: [
    ("{}", "REQUIRED_FIELD_MISSING", ["Name"]), (#"{"Name":"x","Nope":1}"#, "INVALID_FIELD", nil),
    (#"{"Name":"x","IsDeleted":true}"#, "INVALID_FIELD_FOR_INSERT_UPDATE", ["IsDeleted"]),
    (#"{"Name":"x","Id":"001Sb0000000001IAA"}"#, "INVALID_FIELD_FOR_INSERT_UPDATE", ["Id"]),
    (#"{"Name":"x","AccountNumber":"12345678901234567890123456789012345678901"}"#, "STRING_TOO_LONG", ["AccountNumber"]),
    (#"{"Name":"x","Health_Trend__c":"Sideways"}"#, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", ["Health_Trend__c"]),
    (#"{"Name":"x","NPS_Score__c":12345}"#, "NUMBER_OUTSIDE_VALID_RANGE", ["NPS_Score__c"]),
    (#"{"Name":"x","OwnerId":"001Sb0000000001IAA"}"#, "MALFORMED_ID", ["OwnerId"]),
    (#"{"Name":"x","ParentId":"001Sb0000000001AAA"}"#, "MALFORMED_ID", ["ParentId"]),
    (#"{"Name":"x","ParentId":"001Sb00000zzzzz"}"#, "INVALID_CROSS_REFERENCE_KEY", ["ParentId"]),
    (#"{"Name":5}"#, "JSON_PARSER_ERROR", nil), (#"{"Name":"x","NumberOfEmployees":"many"}"#, "JSON_PARSER_ERROR", nil),
    (#"{"Name":"x","Health_Updated_At__c":"yesterday"}"#, "JSON_PARSER_ERROR", nil), ("{", "JSON_PARSER_ERROR", nil),
  ])
  func `a bad account is refused with its code`(body: String, code: String, fields: [String]?) async throws {
    try await withSandbox { client in
      let answer = try await client.send("POST", SandboxClient.version + "/sobjects/Account", body)
      #expect(answer.status == 400)
      let error = try #require(answer.json.array?.first)
      #expect(error["errorCode"]?.string == code)
      #expect(error["fields"]?.array?.compactMap(\.string) == fields)
    }
  }

  @Test func `texts of errors name the field as the platform does`() async throws {
    try await withSandbox { client in
      let missing = try await client.data("POST", "/sobjects/Account", [:])
      #expect(missing.json.array?.first?["message"] == "Required fields are missing: [Name]")
      let long = try await client.data("POST", "/sobjects/Account", ["Name": "x", "Site": .string(String(repeating: "y", count: 81))])
      #expect(try #require(long.json.array?.first?["message"]?.string).hasSuffix("(max length=80)"))
    }
  }

  @Test func `a unique field refuses a second record in any case and frees its value on delete`() async throws {
    try await withSandbox { client in
      let first = try await client.create("Account", ["Name": "One", "Gainsight_GSID__c": "abcDEF"])
      let second = try await client.data("POST", "/sobjects/Account", ["Name": "Two", "Gainsight_GSID__c": "ABCdef"])
      #expect(second.json.array?.first?["errorCode"] == "DUPLICATE_VALUE")
      #expect(try #require(second.json.array?.first?["message"]?.string).hasSuffix("duplicates value on record with id: \(first.prefix(15))"))
      _ = try await client.data("DELETE", "/sobjects/Account/\(first)")
      #expect(try await client.data("POST", "/sobjects/Account", ["Name": "Two", "Gainsight_GSID__c": "ABCdef"]).status == 201)
    }
  }

  @Test func `a record that is not there is 404, a path that is none too`() async throws {
    try await withSandbox { client in
      #expect(try await client.data("GET", "/sobjects/Account/001Sb00000zzzzz").status == 404)
      let changed = try await client.data("PATCH", "/sobjects/Account/001Sb00000zzzzz", ["Phone": "1"])
      #expect(changed.status == 404)
      #expect(changed.json.array?.first?["errorCode"] == "INVALID_CROSS_REFERENCE_KEY")
      #expect(try await client.data("GET", "/sobjects/Nope__c").status == 404)
      let nothing = try await client.data("GET", "/nothing")
      #expect(nothing.json.array?.first?["errorCode"] == "NOT_FOUND")
      #expect(try await client.data("PUT", "/sobjects/Account").status == 405)
    }
  }

  @Test func `the stage drives what is derived of an opportunity`() async throws {
    try await withSandbox { client in
      let id = try await client.create("Opportunity", ["Name": "Deal", "StageName": "Prospecting", "CloseDate": "2026-08-15", "Amount": 1000])
      let open = try await client.data("GET", "/sobjects/Opportunity/\(id)").json
      #expect(open["IsClosed"] == false)
      #expect(open["Probability"] == 10.0)
      #expect(open["ExpectedRevenue"] == 100.0)
      #expect(open["FiscalQuarter"] == 3)
      _ = try await client.data("PATCH", "/sobjects/Opportunity/\(id)", ["StageName": "Closed Won"])
      let won = try await client.data("GET", "/sobjects/Opportunity/\(id)").json
      #expect(won["IsClosed"] == true)
      #expect(won["IsWon"] == true)
      #expect(won["Probability"] == 100.0)
      #expect(won["ForecastCategory"] == "Closed")
      let refused = try await client.data("PATCH", "/sobjects/Opportunity/\(id)", ["IsWon": false])
      #expect(refused.json.array?.first?["errorCode"] == "INVALID_FIELD_FOR_INSERT_UPDATE")
    }
  }

  @Test func `who and what of a task follow the rules`() async throws {
    try await withSandbox { client in
      let account = try await client.create("Account", ["Name": "A"])
      let contact = try await client.create("Contact", ["LastName": "C", "AccountId": .string(account)])
      let lead = try await client.create("Lead", ["LastName": "L", "Company": "X"])
      let both = try await client.data("POST", "/sobjects/Task", ["WhoId": .string(lead), "WhatId": .string(account)])
      #expect(both.json.array?.first?["errorCode"] == "FIELD_INTEGRITY_EXCEPTION")
      let wrong = try await client.data("POST", "/sobjects/Task", ["WhoId": .string(account)])
      #expect(wrong.json.array?.first?["errorCode"] == "MALFORMED_ID")
      let task = try await client.create("Task", ["WhoId": .string(contact), "Subject": "Call", "Flow_Key__c": "k1"])
      let read = try await client.data("GET", "/sobjects/Task/\(task)").json
      #expect(read["AccountId"]?.string == account)
      #expect(read["Status"] == "Not Started")
      #expect(read["IsClosed"] == false)
      let twice = try await client.data("POST", "/sobjects/Task", ["Subject": "Call", "Flow_Key__c": "k1"])
      #expect(twice.json.array?.first?["errorCode"] == "DUPLICATE_VALUE")
      _ = try await client.data("PATCH", "/sobjects/Task/\(task)", ["Status": "Completed"])
      let closed = try await client.data("GET", "/sobjects/Task/\(task)").json
      #expect(closed["IsClosed"] == true)
      #expect(closed["CompletedDateTime"] != .null)
    }
  }

  @Test func `an event needs a start and a length that agree`() async throws {
    try await withSandbox { client in
      let start: SandboxValue = "2026-05-01T10:00:00Z"
      #expect(try await client.data("POST", "/sobjects/Event", ["Subject": "x"]).status == 400)
      #expect(try await client.data("POST", "/sobjects/Event", ["StartDateTime": start]).status == 400)
      let clash = try await client.data(
        "POST", "/sobjects/Event", ["StartDateTime": start, "EndDateTime": "2026-05-01T11:00:00Z", "DurationInMinutes": 30])
      #expect(clash.json.array?.first?["errorCode"] == "FIELD_INTEGRITY_EXCEPTION")
      let id = try await client.create("Event", ["StartDateTime": start, "DurationInMinutes": 45])
      #expect(try await client.data("GET", "/sobjects/Event/\(id)").json["EndDateTime"] == "2026-05-01T10:45:00.000+0000")
    }
  }

  @Test func `owners must be active, one contact role is primary, a case takes its contact's account`() async throws {
    try await withSandbox { client in
      let gone = try #require(try await client.records("SELECT Id FROM User WHERE IsActive = false").first?["Id"]?.string)
      let refused = try await client.data("POST", "/sobjects/Account", ["Name": "x", "OwnerId": .string(gone)])
      #expect(refused.json.array?.first?["errorCode"] == "INACTIVE_OWNER_OR_USER")

      let account = try await client.create("Account", ["Name": "A"])
      let contacts = [
        try await client.create("Contact", ["LastName": "C", "AccountId": .string(account)]), try await client.create("Contact", ["LastName": "D"]),
      ]
      let deal = try await client.create("Opportunity", ["Name": "Deal", "StageName": "Prospecting", "CloseDate": "2026-08-15"])
      for contact in contacts {
        _ = try await client.create(
          "OpportunityContactRole", ["OpportunityId": .string(deal), "ContactId": .string(contact), "IsPrimary": true])
      }
      let primary = try await client.records("SELECT ContactId FROM OpportunityContactRole WHERE OpportunityId = '\(deal)' AND IsPrimary = true")
      #expect(primary.map { $0["ContactId"]?.string } == [contacts[1]])
      let ticket = try await client.create("Case", ["ContactId": .string(contacts[0])])
      #expect(try await client.data("GET", "/sobjects/Case/\(ticket)").json["AccountId"]?.string == account)
    }
  }

  @Test func `a parent is found by its external id`() async throws {
    try await withSandbox { client in
      let account = try await client.create("Account", ["Name": "A", "Gainsight_GSID__c": "P-1"])
      let contact = try await client.create("Contact", ["LastName": "C", "Account": ["Gainsight_GSID__c": "p-1"]])
      #expect(try await client.data("GET", "/sobjects/Contact/\(contact)").json["AccountId"]?.string == account)
      let unknown = try await client.data("POST", "/sobjects/Contact", ["LastName": "C", "Account": ["Gainsight_GSID__c": "P-2"]])
      #expect(unknown.json.array?.first?["errorCode"] == "INVALID_FIELD")
    }
  }

  @Test func `deleting an account takes its contacts with it`() async throws {
    try await withSandbox { client in
      let account = try await client.create("Account", ["Name": "A"])
      let contact = try await client.create("Contact", ["LastName": "C", "AccountId": .string(account)])
      _ = try await client.data("DELETE", "/sobjects/Account/\(account)")
      #expect(try await client.data("GET", "/sobjects/Contact/\(contact)").status == 404)
      let orphan = try await client.data("POST", "/sobjects/Contact", ["LastName": "C", "AccountId": .string(account)])
      #expect(orphan.status == 400)
      #expect(orphan.json.array?.first?["errorCode"] == "ENTITY_IS_DELETED")
    }
  }

  @Test func `the duplicate rule answers with its misspelt key and may be passed`() async throws {
    try await withSandbox({ $0.salesforce.duplicateRule = true }) { client in
      let first = try await client.create("Contact", ["LastName": "Twin", "Email": "twin@acme.example"])
      let body: SandboxValue = ["LastName": "TWIN", "Email": "Twin@acme.example"]
      let refused = try await client.data("POST", "/sobjects/Contact", body)
      #expect(refused.status == 400)
      let error = try #require(refused.json.array?.first)
      #expect(error["errorCode"] == "DUPLICATES_DETECTED")
      let match = error["duplicateResut"]?["matchResults"]?.array?.first?["matchRecords"]?.array?.first
      #expect(match?["record"]?["Id"]?.string == first)
      let allowed = try await client.data("POST", "/sobjects/Contact", body, headers: ["Sforce-Duplicate-Rule-Header": "allowSave=true"])
      #expect(allowed.status == 201)
    }
  }
}
