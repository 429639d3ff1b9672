import CEL
import Calls
import ConnectorKit
import Gainsight
import HTTPClient
import OrderedCollections
import Sandbox
import Schema
import Testing

@Suite struct GainsightLiveTests {
  @Test func companiesAreFoundByEveryKey() async throws {
    try await Live.run({
      $0.gainsight.strictExpressions = true
      $0.accounts = 1000
    }) { live in
      let companies = live.sandbox.records(of: "company")
      let ids = texts(companies, "Gsid")
      try #require(ids.count > 800)
      let byID = try await live.gainsight.find(
        live.find("company", "Gsid", ids.map { .string($0) }, ["Name", "Stage", "Csm.Email", "CurrentScore.Score", "RenewalDate"]))
      #expect(Set(byID.records.compactMap { $0["Gsid"]?.asString }) == Set(ids))
      let stages = Set(byID.records.compactMap { $0["Stage"]?.asString })
      #expect(!stages.isEmpty && stages.isSubset(of: ["New Customer", "Kicked Off", "Launched", "Adopting", "Will Churn", "Churn", "Renewal"]))
      #expect(byID.records.contains { $0["CurrentScore.Score"]?.asDouble != nil } && byID.records.contains { $0["Csm.Email"]?.asString != nil })
      #expect(live.calls(.query) == 2)
      let stored = texts(companies, "SfdcAccountId")
      let eighteen = Set(stored.compactMap(SalesforceID.eighteen))
      #expect(stored.contains { $0.count == 15 })
      let byAccount = try await live.gainsight.find(live.find("company", "SfdcAccountId", eighteen.map { .string($0) }))
      #expect(Set(byAccount.records.compactMap { $0["SfdcAccountId"]?.asString }) == eighteen)
      let few = companies.prefix(40)
      let byName = try await live.gainsight.find(
        live.find("company", "Name", texts(Array(few), "Name").map { .string($0.uppercased()) }, normalized: true))
      let found = Set(byName.records.compactMap { $0["Gsid"]?.asString })
      #expect(few.filter { !found.contains($0["Gsid"]?.string ?? "") }.compactMap { $0["Name"]?.string } == [])
    }
  }

  @Test(arguments: [true, false]) func everyDialectReadsAlike(_ plain: Bool) async throws {
    try await Live.run({
      $0.gainsight.dateFormat = plain ? .iso : .epochMilliseconds
      $0.gainsight.nullDates = plain ? .null : .empty
      $0.gainsight.queryShape = plain ? .records : .list
      $0.gainsight.emptyResult = plain ? .records : .error
    }) { live in
      let id = texts(live.sandbox.records(of: "company"), "Gsid")[0]
      let fields = ["RenewalDate", "ModifiedDate", "OriginalContractDate"]
      let record = try #require(try await live.gainsight.find(live.find("company", "Gsid", [.string(id)], fields)).records.first)
      #expect(record["ModifiedDate"]?.asTimestamp != nil)
      #expect(record["RenewalDate"]?.isNull == true || record["RenewalDate"]?.asString?.count == 10)
      #expect(try await live.gainsight.find(live.find("company", "Gsid", ["1P02NOBODY"], fields)).records.isEmpty)
    }
  }

  @Test func aCompanyIsInsertedThenChanged() async throws {
    try await Live.run { live in
      let user = try #require(texts(live.sandbox.records(of: "gsuser"), "Email").first)
      let created = try await live.gainsight.write(
        live.create(
          "company",
          [
            WriteRecord(fields: [
              "Name": "Nouvelle Société", "Stage": "New Customer", "Status": "Active", "Arr": 1000.5, "RenewalDate": "2027-01-31",
              "Csm.Email": .string(user),
            ]), WriteRecord(fields: ["Name": "Second one"]),
          ]))
      guard case .written(let id) = created.results[0], case .written = created.results[1] else {
        Issue.record("\(created.results)")
        return
      }
      let changed = try await live.gainsight.write(
        live.update("company", [WriteRecord(id: id, fields: ["Stage": "Launched", "RenewalDate": .null, "Employees": 7.0])]))
      #expect(changed.results == [.written(id: id)])
      let read = try await live.gainsight.find(
        live.find("company", "Gsid", [.string(id)], ["Name", "Stage", "Arr", "RenewalDate", "Employees", "Csm.Email"]))
      #expect(
        read.records == [
          [
            "Gsid": .string(id), "Name": "Nouvelle Société", "Stage": "Launched", "Arr": 1000.5, "RenewalDate": .null, "Employees": 7.0,
            "Csm.Email": .string(user.lowercased()),
          ]
        ])
      let before = live.sandbox.records(of: "company").count
      let bad = await failure {
        try await live.gainsight.write(
          live.create("company", [WriteRecord(fields: ["Name": "Third"]), WriteRecord(fields: ["Name": "Fourth", "Stage": "Nowhere"])]))
      }
      #expect(bad?.kind == .rejected && bad?.code == "GSOBJ_1012" && live.sandbox.records(of: "company").count == before)
      let missing = await failure {
        try await live.gainsight.write(live.update("company", [WriteRecord(id: "1P02NOBODY0000000000000000000000000A", fields: ["Employees": 1.0])]))
      }
      #expect(missing?.kind == .conflict || missing?.kind == .rejected)
      let nobody = await failure {
        try await live.gainsight.write(live.create("company", [WriteRecord(fields: ["Name": "Fifth", "Csm.Email": "no@body.example"])]))
      }
      #expect(nobody?.kind == .rejected)
    }
  }

  @Test func aPollReadsAllAndThenWhatChanged() async throws {
    try await Live.run { live in
      let ids = texts(live.sandbox.records(of: "company"), "Gsid")
      let all = try await live.gainsight.poll(PollCall(connection: "c", object: "company", fields: ["Name", "SfdcAccountId", "CurrentScore.Score"]))
      #expect(Set(all.records.compactMap { $0["Gsid"]?.asString }) == Set(ids) && all.next == nil)
      let latest = all.records.compactMap { $0["ModifiedDate"]?.asTimestamp }.max()
      let last = try #require(latest)
      live.sandbox.advance(seconds: 100_000)
      _ = try await live.gainsight.write(live.update("company", [WriteRecord(id: ids[3], fields: ["Employees": 7.0])]))
      let since = try #require(last.adding(Timespan(nanoseconds: 50_000_000_000_000)))
      let changed = try await live.gainsight.poll(PollCall(connection: "c", object: "company", fields: ["Name"], since: since))
      #expect(changed.records.map { $0["Gsid"]?.asString } == [ids[3]])
      for object in ["nps_survey_response", "call_to_action", "success_plan"] {
        let answer = try await live.gainsight.poll(PollCall(connection: "c", object: object, fields: ["CompanyId.Name"]))
        #expect(answer.records.count == live.sandbox.records(of: object == "success_plan" ? "cta_group" : object).count)
      }
    }
  }

  @Test func theLimitOfTheMinuteIsARate() async throws {
    try await Live.run({ $0.gainsight.callsPerMinute = 3 }) { live in
      var last: CallFailure?
      for _ in 0..<8 where last == nil {
        last = await failure { try await live.gainsight.find(live.find("gsuser", "Email", ["x@example.com"])) }
      }
      #expect(last?.kind == .rate && last?.affectsConnection == true && last?.retryAfter != nil)
    }
  }

  @Test func accessByTokenAndByAWrongKey() async throws {
    try await Live.run { live in
      let configuration = live.sandbox.configuration.gainsight
      func connector(_ auth: [String: String]) throws -> GainsightConnector {
        try GainsightConnector(
          ConnectionSettings(name: "g", url: live.addresses.gainsight, auth: auth.mapValues { Secret($0) }), transport: CurlTransport(.patient))
      }
      let machine = try connector(["m2m.key": configuration.machineKey, "m2m.secret": configuration.machineSecret])
      #expect(try await machine.describe(["company"]).first?.field("Stage")?.picklist.first?.id != nil)
      live.sandbox.expireSessions()
      #expect(try await machine.describe(["company"]).count == 1)
      for auth in [["access_key": "wrong-key-here"], ["m2m.key": "nobody", "m2m.secret": "wrong-key-here"]] {
        let wrong = try connector(auth)
        let failure = await failure { try await wrong.describe(["company"]) }
        #expect(failure?.kind == .auth && failure?.affectsConnection == true && failure?.message.contains("wrong-key-here") == false)
      }
    }
  }
}
