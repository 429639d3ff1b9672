import CEL
import Calls
import ConnectorKit
import Gainsight
import HTTPClient
import OrderedCollections
import Sandbox
import Schema
import Testing

/// People, CTAs, Success Plans and Timeline entries against the sandbox: what is written is read back.
@Suite struct GainsightWorkLiveTests {
  private func written(_ results: [RecordResult]) -> [String] {
    results.compactMap { result in
      if case .written(let id) = result { return id }
      Issue.record("\(result)")
      return nil
    }
  }

  @Test func aPersonIsMadeLinkedAndChanged() async throws {
    try await Live.run { live in
      let companies = live.sandbox.records(of: "company")
      let ids = texts(companies, "Gsid")
      let account = try #require(companies.first { $0["SfdcAccountId"]?.string?.isEmpty == false })
      let accountID = try #require(account["SfdcAccountId"]?.string.flatMap(SalesforceID.eighteen))
      let before = live.sandbox.records(of: "person").count
      // One new person at two companies, one of them named by its account.
      let answer = try await live.gainsight.write(
        live.create(
          "person",
          [
            WriteRecord(fields: [
              "Email": "jo.lee@new.example", "FirstName": "Jo", "LastName": "Lee", "Title": "VP Ops", "SfdcContactId__gc": "003A",
              "Company_ID": .string(ids[0]), "IsPrimaryCompany": true,
            ]), WriteRecord(fields: ["Email": "Jo.Lee@new.example", "Company_ID": .string(ids[1]), "Role": "Champion"]),
            WriteRecord(fields: ["Email": "kim@new.example", "LastName": "Kim", "Company_ID.SfdcAccountId": .string(accountID)]),
          ]))
      let links = written(answer.results)
      try #require(links.count == 3)
      #expect(Set(links).count == 3 && live.sandbox.records(of: "person").count == before + 2)
      let fields = ["Email", "FirstName", "Title", "Role", "Company_ID", "Company_ID.Name", "IsPrimaryCompany", "Person_ID.LastName"]
      let found = try await live.gainsight.find(
        FindCall(connection: "c", object: "person", fields: fields, match: ["Email", "Company_ID"], keys: [["jo.lee@new.example", .string(ids[0])]]))
      let record = try #require(found.records.first)
      #expect(record["Gsid"] == .string(links[0]) && record["Email"] == "jo.lee@new.example" && record["FirstName"] == "Jo")
      #expect(record["Title"] == "VP Ops" && record["IsPrimaryCompany"] == true && record["Person_ID.LastName"] == "Lee")
      #expect(record["Company_ID.Name"]?.asString == companies[0]["Name"]?.string)
      let changed = try await live.gainsight.write(
        live.update("person", [WriteRecord(id: links[0], fields: ["Title": "COO", "FirstName": "Joanna", "Email": "JO.LEE@new.example"])]))
      #expect(changed.results == [.written(id: links[0])])
      let again = try await live.gainsight.find(live.find("person", "SfdcContactId__gc", ["003A"], ["Title", "FirstName", "Role"]))
      #expect(
        again.records == [
          ["Gsid": .string(links[0]), "SfdcContactId__gc": "003A", "Title": "COO", "FirstName": "Joanna", "Role": .null]
        ])
      let other = try await live.gainsight.find(live.find("person", "Gsid", [.string(links[1])], ["Title", "FirstName", "Role"]))
      #expect(other.records.first?["Role"] == "Champion" && other.records.first?["FirstName"] == "Joanna")
    }
  }

  @Test func whatAPersonCannotBeIsItsOwnRefusal() async throws {
    try await Live.run { live in
      let ids = texts(live.sandbox.records(of: "company"), "Gsid")
      let link = try #require(texts(live.sandbox.records(of: "company_person"), "Gsid").first)
      let created = try await live.gainsight.write(
        live.create(
          "person",
          [
            WriteRecord(fields: ["Email": "a@new.example", "Company_ID": .string(ids[0])]),
            WriteRecord(fields: ["Email": "b@new.example"]), WriteRecord(fields: ["Company_ID": .string(ids[0])]),
            WriteRecord(fields: ["Email": "no address", "Company_ID": .string(ids[0])]),
            WriteRecord(fields: ["Email": "c@new.example", "Company_ID.Name": "Nobody Ltd"]),
            WriteRecord(fields: ["Email": "d@new.example", "Company_ID": "1P02NOBODY"]),
          ]))
      #expect(
        codes(created.results) == [
          "written", "rejected missing_field", "rejected missing_field", "rejected GSOBJ_VDTEMAIL1001", "rejected GSOBJ_PEOPLE1001",
          "rejected GSOBJ_PEOPLE1001",
        ])
      let updated = try await live.gainsight.write(
        live.update(
          "person",
          [
            WriteRecord(id: link, fields: ["Email": "somebody@else.example"]), WriteRecord(id: "1C01GONE", fields: ["Title": "x"]),
            WriteRecord(id: link, fields: ["Company_ID": "1P02ELSEWHERE"]),
          ]))
      #expect(codes(updated.results) == ["rejected email_is_key", "conflict GSOBJ_1011", "rejected company_is_key"])
    }
  }

  @Test func aCTAIsMadeByNamesAndClosed() async throws {
    try await Live.run { live in
      let company = try #require(live.sandbox.records(of: "company").first { $0["SfdcAccountId"]?.string?.count == 18 })
      let owner = try #require(texts(live.sandbox.records(of: "gsuser"), "Email").first)
      let account = try #require(company["SfdcAccountId"]?.string)
      let made = try await live.gainsight.write(
        live.create(
          "call_to_action",
          [
            WriteRecord(fields: [
              "Name": "Detractor follow-up", "CompanyId.SfdcAccountId": .string(account), "OwnerId.Email": .string(owner), "TypeId.Name": "Risk",
              "ReasonId.Name": "Survey Response", "StatusId.Name": "New", "PriorityId.Name": "High", "DueDate": "2026-03-09",
              "Comments": "<p>Score 3</p>", "Source_Flow__gc": "nps",
            ]),
            WriteRecord(fields: ["Name": "Nowhere", "CompanyId.SfdcAccountId": "001000000000000AAA", "TypeId.Name": "Risk", "DueDate": "2026-03-09"]),
            WriteRecord(fields: [
              "Name": "Odd", "CompanyId": .string(company["Gsid"]?.string ?? ""), "TypeId.Name": "Nonsense", "DueDate": "2026-03-09",
            ]),
          ]))
      #expect(codes(made.results) == ["written", "rejected refused", "rejected refused"])
      guard case .written(let id) = made.results[0] else { return }
      let fields = ["Name", "CompanyId", "OwnerId.Email", "TypeId.Name", "ReasonId.Name", "PriorityId.Name", "StatusId.Name", "DueDate", "IsClosed"]
      let read = try await live.gainsight.find(live.find("call_to_action", "Gsid", [.string(id)], fields))
      #expect(
        read.records == [
          [
            "Gsid": .string(id), "Name": "Detractor follow-up", "CompanyId": .string(company["Gsid"]?.string ?? ""),
            "OwnerId.Email": .string(owner), "TypeId.Name": "Risk", "ReasonId.Name": "Survey Response", "PriorityId.Name": "High",
            "StatusId.Name": "New", "DueDate": "2026-03-09", "IsClosed": false,
          ]
        ])
      let closed = try await live.gainsight.write(
        live.update("call_to_action", [WriteRecord(id: id, fields: ["StatusId.Name": "Closed Success", "DueDate": "2026-03-10"])]))
      #expect(closed.results == [.written(id: id)])
      let after = try await live.gainsight.find(live.find("call_to_action", "Gsid", [.string(id)], ["IsClosed", "DueDate", "Comments"]))
      #expect(after.records.first?["IsClosed"] == true && after.records.first?["DueDate"] == "2026-03-10")
      #expect(after.records.first?["Comments"] == "<p>Score 3</p>")
    }
  }

  @Test func aSuccessPlanComesFromATemplate() async throws {
    try await Live.run { live in
      let company = try #require(texts(live.sandbox.records(of: "company"), "Gsid").first)
      let owner = try #require(texts(live.sandbox.records(of: "gsuser"), "Email").first)
      func plan(_ template: String) -> WriteRecord {
        WriteRecord(fields: [
          "Name": .string("Onboarding: \(template)"), "CompanyId": .string(company), "OwnerId.Email": .string(owner),
          "SuccessPlanTypeId.Name": "Onboarding", "Templates": .list([.string(template)]), "DueDate": "2026-06-30",
        ])
      }
      let made = try await live.gainsight.write(live.create("success_plan", [plan("Enterprise Onboarding"), plan("No such template")]))
      #expect(codes(made.results) == ["written", "rejected refused"])
      guard case .written(let id) = made.results[0] else { return }
      let updated = try await live.gainsight.write(live.update("success_plan", [WriteRecord(id: id, fields: ["StatusId.Name": "Active"])]))
      #expect(updated.results == [.written(id: id)])
      let found = try await live.gainsight.find(
        FindCall(
          connection: "c", object: "success_plan", fields: ["SuccessPlanTypeId.Name", "StatusId.Name", "OwnerId.Email"],
          match: ["CompanyId", "Name"], keys: [[.string(company), "Onboarding: Enterprise Onboarding"]]))
      #expect(found.records.count == 1 && found.records.first?["Gsid"] == .string(id))
      #expect(found.records.first?["SuccessPlanTypeId.Name"] == "Onboarding" && found.records.first?["StatusId.Name"] == "Active")
    }
  }

  @Test func aTimelineEntryIsThereOnceHoweverOftenItIsSent() async throws {
    try await Live.run { live in
      let company = try #require(live.sandbox.records(of: "company").first)
      let owner = try #require(texts(live.sandbox.records(of: "gsuser"), "Email").first)
      let at = try #require(Timestamp("2026-03-02T09:15:00Z"))
      func entry(_ external: String?, _ company: Value) -> WriteRecord {
        var fields: Record = [
          "Subject": "Case escalated", "Notes": "<p>Severity 1</p>", "ActivityDate": .timestamp(at), "TypeName": "Update",
          "AuthorId.Email": .string(owner), "GsCompanyId.Name": company, "InternalAttendees": .list([.string(owner)]),
        ]
        if let external { fields["ExternalId"] = .string(external) }
        return WriteRecord(fields: fields)
      }
      let before = live.sandbox.records(of: "activity_timeline").count
      let name = Value.string(company["Name"]?.string ?? "")
      let call = live.create("timeline", [entry("case:1", name), entry(nil, name), entry("case:2", "Nobody Ltd")])
      let first = try await live.gainsight.write(call)
      #expect(codes(first.results) == ["written", "written", "rejected GS_TL_10_0213"])
      // The answer was lost and the call is made again.
      let second = try await live.gainsight.write(call)
      #expect(second.results.prefix(2) == first.results.prefix(2))
      #expect(live.sandbox.records(of: "activity_timeline").count == before + 2)
      guard case .written(let id) = first.results[0] else { return }
      let changed = try await live.gainsight.write(live.update("timeline", [WriteRecord(id: id, fields: ["Subject": "Case closed"])]))
      #expect(changed.results == [.written(id: id)])
      let read = try await live.gainsight.find(
        live.find("timeline", "ExternalId", ["case:1"], ["Subject", "ActivityDate", "ContextName", "AuthorId.Email", "GsCompanyId.Name"]))
      #expect(
        read.records == [
          [
            "Gsid": .string(id), "ExternalId": "case:1", "Subject": "Case closed", "ActivityDate": .timestamp(at), "ContextName": "Company",
            "AuthorId.Email": .string(owner), "GsCompanyId.Name": name,
          ]
        ])
    }
  }

  @Test func theOptionsOfOpenQuestionsAreFollowed() async throws {
    try await Live.run { live in
      let connector = try GainsightConnector(
        ConnectionSettings(
          name: "g", url: live.addresses.gainsight, auth: ["access_key": Secret(live.sandbox.configuration.gainsight.accessKey)],
          options: ["timeline_batch": "20", "email_changes": "send", "per_minute": "500"]), transport: CurlTransport(.patient))
      let company = try #require(texts(live.sandbox.records(of: "company"), "Gsid").first)
      let owner = try #require(texts(live.sandbox.records(of: "gsuser"), "Email").first)
      func entry(_ number: Int) -> WriteRecord {
        WriteRecord(fields: [
          "Subject": "Call", "ActivityDate": "2026-03-02T09:15:00Z", "TypeName": "Call",
          "AuthorId.Email": .string(number == 7 ? "no@body.example" : owner),
          "GsCompanyId": .string(company), "ExternalId": .string("e\(number)"),
        ])
      }
      let answer = try await connector.write(live.create("timeline", (0..<45).map(entry)))
      #expect(codes(answer.results).indices.filter { codes(answer.results)[$0] != "written" } == [7])
      #expect(live.sandbox.calls.filter { $0.method == "POST" && $0.target == "/v1/ant/es/activity" }.map(\.records).sorted() == [5, 20, 20])
      #expect(Set(texts(live.sandbox.records(of: "activity_timeline"), "ExternalId")).isSuperset(of: (0..<45).filter { $0 != 7 }.map { "e\($0)" }))
      // The tenant finds people by another field, so an address may change.
      let link = try #require(texts(live.sandbox.records(of: "company_person"), "Gsid").first)
      let changed = try await connector.write(live.update("person", [WriteRecord(id: link, fields: ["Email": "new@address.example"])]))
      #expect(changed.results == [.written(id: link)])
      #expect(texts(live.sandbox.records(of: "person"), "Email").contains("new@address.example"))
    }
  }

  /// What the checker knows of an object must hold when it is pulled from a tenant, too.
  @Test func describedObjectsAreWritableAsTheStandardOnesAre() async throws {
    try await Live.run { live in
      let names = Array(GainsightConnector.standardSchema.objects.keys)
      let described = ConnectionSchema(try await live.gainsight.describe(names))
      #expect(Array(described.objects.keys) == names)
      for standard in GainsightConnector.standardSchema.objects.values {
        let object = try #require(described.object(standard.name))
        #expect(object.createable == standard.createable && object.updateable == standard.updateable, "\(standard.name)")
        #expect(object.identity == "Gsid" && (object.watermark == standard.watermark || standard.watermark == nil))
        for field in standard.fields.values {
          // What a tenant does not have is not described, unless a call of the object's own takes it.
          guard let there = object.field(field.name) else {
            #expect(!field.createable, "\(standard.name).\(field.name)")
            continue
          }
          #expect(there.reference == field.reference || field.reference == nil, "\(standard.name).\(field.name)")
          if ["person", "call_to_action", "success_plan", "timeline"].contains(standard.name) {
            #expect(there.createable == field.createable && there.required == field.required, "\(standard.name).\(field.name)")
          }
          for target in there.reference?.objects ?? [] where target != "scorecard_master" {
            #expect(described.object(target) != nil, "\(standard.name).\(field.name) → \(target)")
          }
        }
      }
    }
  }
}

func codes(_ results: [RecordResult]) -> [String] {
  results.map { result in if case .failed(let failure) = result { "\(failure.kind) \(failure.code)" } else { "written" } }
}
