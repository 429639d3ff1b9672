import CEL
import Calls
import ConnectorKit
import HTTPClient
import OrderedCollections
import Salesforce
import Sandbox
import Schema
import Testing

@Suite struct SalesforceLiveTests {
  @Test func aThousandKeysInAFewQueries() async throws {
    try await Live.run({ $0.accounts = 1000 }) { live in
      let ids = texts(live.accounts(), "Id")
      try #require(ids.count == 1000)
      let byID = try await live.salesforce.find(live.find("Account", "Id", ids.map { .string($0) }, ["Name", "Health_Score__c", "Owner.Email"]))
      #expect(Set(byID.records.compactMap { $0["Id"]?.asString }) == Set(ids) && byID.records.count == 1000)
      #expect(byID.records.allSatisfy { $0["Owner.Email"]?.asString?.contains("@") == true })
      #expect(live.calls(.query) == 2 && live.calls(.describe) == 1 && live.calls(.login) == 1)
      #expect(byID.info.requests == 2 && byID.info.serverTime != nil && byID.info.usage != nil)
      let names = Set(texts(live.accounts(), "Gainsight_GSID__c"))
      let byGSID = try await live.salesforce.find(live.find("Account", "Gainsight_GSID__c", names.map { .string($0) }))
      #expect(Set(byGSID.records.compactMap { $0["Gainsight_GSID__c"]?.asString }) == names)
      #expect(live.calls(.query) <= 6)
    }
  }

  @Test func everyNameFindsItsOwnRecordAmongTheCandidates() async throws {
    try await Live.run({ $0.accounts = 1000 }) { live in
      let accounts = live.accounts().prefix(300)
      let spelt = texts(Array(accounts), "Name").map { "  \($0.uppercased()), Inc." }
      let answer = try await live.salesforce.find(live.find("Account", "Name", spelt.map { .string($0) }, normalized: true))
      let found = Set(answer.records.compactMap { $0["Id"]?.asString })
      let missed = accounts.filter { !found.contains($0["Id"]?.string ?? "") }.compactMap { $0["Name"]?.string }
      #expect(missed == [])
      #expect(live.calls(.query) <= 4)
    }
  }

  @Test func whatIsWrittenIsReadBackTheSame() async throws {
    try await Live.run { live in
      let ids = texts(live.accounts(), "Id").prefix(150)
      let at = try #require(Timestamp("2026-03-14T08:59:01Z"))
      let fields: Record = [
        "Health_Score__c": 42.5, "Health_Trend__c": "Declining", "Health_Updated_At__c": .timestamp(at), "Description": "a 'b' \"c\" \\ é\n☃",
        "NumberOfEmployees": 250.0,
      ]
      let answer = try await live.salesforce.write(live.update("Account", ids.map { WriteRecord(id: $0, fields: fields) }))
      #expect(answer.results == ids.map { .written(id: $0) })
      #expect(live.calls(.update) == 1)
      let read = try await live.salesforce.find(live.find("Account", "Id", ids.map { .string($0) }, Array(fields.keys)))
      for record in read.records { for (name, value) in fields { #expect(record[name] == value) } }
      #expect(read.records.count == 150)
    }
  }

  @Test func oneBadRecordFailsAlone() async throws {
    try await Live.run { live in
      let ids = Array(texts(live.accounts(), "Id").prefix(4))
      let answer = try await live.salesforce.write(
        live.update(
          "Account",
          [
            WriteRecord(id: ids[0], fields: ["Health_Trend__c": "Upwards"]),
            WriteRecord(id: ids[1], fields: ["Name": .string(String(repeating: "x", count: 300))]),
            WriteRecord(id: "001000000000000AAA", fields: ["Site": "x"]), WriteRecord(id: ids[3], fields: ["Site": "x"]),
          ]))
      let codes = answer.results.map { result in if case .failed(let failure) = result { "\(failure.kind) \(failure.code)" } else { "written" } }
      #expect(codes[0] == "rejected INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" && codes[1] == "rejected STRING_TOO_LONG" && codes[3] == "written")
      #expect(codes[2].hasPrefix("rejected") || codes[2].hasPrefix("conflict"))
    }
  }

  @Test func aStampedTaskIsNotDoubled() async throws {
    try await Live.run { live in
      let task = WriteRecord(fields: [
        "Subject": "Call", "Status": "Not Started", "Priority": "High", "ActivityDate": "2026-03-16", "Flow_Key__c": "k1",
        "WhatId": .string(texts(live.accounts(), "Id")[0]),
      ])
      guard case .written(let id) = try await live.salesforce.write(live.create("Task", [task])).results[0] else {
        Issue.record("the task was not written")
        return
      }
      guard case .failed(let failure) = try await live.salesforce.write(live.create("Task", [task])).results[0] else {
        Issue.record("the task was written twice")
        return
      }
      #expect(failure.kind == .conflict && failure.code == "DUPLICATE_VALUE")
      let found = try await live.salesforce.find(live.find("Task", "Flow_Key__c", ["k1"], ["Subject", "ActivityDate", "IsClosed"]))
      #expect(found.records == [["Id": .string(id), "Flow_Key__c": "k1", "Subject": "Call", "ActivityDate": "2026-03-16", "IsClosed": false]])
    }
  }

  @Test func aPollReadsAllAndThenWhatChanged() async throws {
    try await Live.run({ $0.salesforce.largestBatch = 40 }) { live in
      var call = PollCall(connection: "c", object: "Account", fields: ["Name", "Health_Updated_At__c"])
      var stamps: [Timestamp] = []
      var ids: Set<String> = []
      repeat {
        let answer = try await live.salesforce.poll(call)
        stamps += answer.records.compactMap { $0["SystemModstamp"]?.asTimestamp }
        ids.formUnion(answer.records.compactMap { $0["Id"]?.asString })
        call.page = answer.next
      } while call.page != nil
      #expect(ids == Set(texts(live.accounts(), "Id")) && stamps.count == live.accounts().count && stamps == stamps.sorted())
      live.sandbox.advance(seconds: 100_000)
      let id = texts(live.accounts(), "Id")[7]
      _ = try await live.salesforce.write(live.update("Account", [WriteRecord(id: id, fields: ["Site": "x"])]))
      call.since = try #require(stamps.last?.adding(Timespan(nanoseconds: 50_000_000_000_000)))
      #expect(try await live.salesforce.poll(call).records.map { $0["Id"]?.asString } == [id])
    }
  }

  @Test func anExpiredSessionIsRenewedUnseen() async throws {
    try await Live.run { live in
      let ids = texts(live.accounts(), "Id").prefix(2).map { Value.string($0) }
      _ = try await live.salesforce.find(live.find("Account", "Id", ids))
      live.sandbox.expireSessions()
      #expect(try await live.salesforce.find(live.find("Account", "Id", ids)).records.count == 2)
      #expect(live.calls(.login) == 2)
    }
  }

  @Test func aBearerOfASignedAssertionGetsIn() async throws {
    try await Live.run { live in
      let key = try #require(live.sandbox.privateKey)
      let configuration = live.sandbox.configuration.salesforce
      let connector = try SalesforceConnector(
        ConnectionSettings(
          name: "s", url: live.addresses.salesforce,
          auth: ["jwt.client_id": Secret(configuration.clientID), "jwt.user": Secret(configuration.username), "jwt.key": Secret(key)]),
        transport: CurlTransport(.patient))
      #expect(try await connector.find(live.find("Account", "Id", [.string(texts(live.accounts(), "Id")[0])])).records.count == 1)
      let refresh = try SalesforceConnector(
        ConnectionSettings(
          name: "s", url: live.addresses.salesforce,
          auth: [
            "refresh.client_id": Secret(configuration.clientID), "refresh.client_secret": Secret(configuration.clientSecret),
            "refresh.token": Secret(configuration.refreshToken),
          ]), transport: CurlTransport(.patient))
      #expect(try await refresh.describe(["Contact"]).first?.field("Email")?.type == .email)
      let wrong = try SalesforceConnector(
        ConnectionSettings(
          name: "s", url: live.addresses.salesforce,
          auth: ["client_credentials.client_id": Secret("nobody"), "client_credentials.client_secret": Secret("wrong-secret")]),
        transport: CurlTransport(.patient))
      let failure = await failure { try await wrong.describe(["Account"]) }
      #expect(failure?.kind == .auth && failure?.message.contains("wrong-secret") == false)
    }
  }

  @Test(arguments: [
    (SandboxFault.Kind.requestLimit, FailureClass.rate), (.concurrentLimit, .rate), (.rateLimit, .rate), (.maintenance, .unknown), (.edge, .unknown),
    (.reset, .unknown),
  ])
  func faultsOfAWriteHaveTheirClassAndNothingIsSentTwice(_ kind: SandboxFault.Kind, _ expected: FailureClass) async throws {
    try await Live.run { live in
      let id = texts(live.accounts(), "Id")[0]
      // A warm connection and a known schema.
      _ = try await live.salesforce.find(live.find("Account", "Id", [.string(id)], ["Site"]))
      let before = live.sandbox.calls.count
      var fault = SandboxFault(kind)
      fault.path = "/composite/sobjects"
      if kind == .reset { fault.commit = .after }
      live.sandbox.inject(fault)
      let failure = await failure { try await live.salesforce.write(live.update("Account", [WriteRecord(id: id, fields: ["Site": "after"])])) }
      #expect(failure?.kind == expected && failure?.affectsConnection == true)
      #expect(live.sandbox.calls.count == before + 1)
      let site = live.accounts().first { $0["Id"]?.string == id }?["Site"]?.string
      #expect((site == "after") == (kind == .reset))
    }
  }

  @Test func aLockedRowIsTriedAgainAndAChunkToo() async throws {
    try await Live.run { live in
      let ids = Array(texts(live.accounts(), "Id").prefix(3))
      for (kind, failed) in [(SandboxFault.Kind.lockRow, 1), (.lockChunk, 3)] {
        live.sandbox.clearFaults()
        live.sandbox.inject(SandboxFault(kind))
        let answer = try await live.salesforce.write(live.update("Account", ids.map { WriteRecord(id: $0, fields: ["Site": "x"]) }))
        let kinds = answer.results.compactMap { result in if case .failed(let failure) = result { failure.kind } else { nil } }
        #expect(kinds.count == failed && kinds.allSatisfy { $0 == .retry || $0 == .collateral })
      }
    }
  }

  @Test func nothingListensAndNothingIsSent() async throws {
    let connector = try SalesforceConnector(
      ConnectionSettings(
        name: "s", url: "http://127.0.0.1:1", auth: ["client_credentials.client_id": Secret("i"), "client_credentials.client_secret": Secret("s")]),
      transport: CurlTransport(.patient))
    let failure = await failure { try await connector.describe(["Account"]) }
    #expect(failure?.kind == .retry && failure?.code == "not_reached" && failure?.affectsConnection == true)
  }

  @Test func dependentRecordsAreWrittenTogetherOrNotAtAll() async throws {
    try await Live.run { live in
      func call(_ amount: Value) -> OperationCall {
        OperationCall(
          connection: "c", operation: "composite",
          arguments: [
            "case": .map(["object": "Case", "set": .map(["Subject": "Handoff", "Origin": "Web"])]),
            "comment": .map(["object": "CaseComment", "set": .map(["ParentId": .map(["id_of": "case"]), "CommentBody": amount])]),
          ], key: "k")
      }
      let answer = try await live.salesforce.operate(call("See the notes"))
      let ids = try #require(answer.value.asRecord)
      #expect(live.sandbox.records(of: "CaseComment").map { $0["ParentId"]?.string } == [ids["case"]?.asString])
      #expect(live.calls(.composite) == 1)
      let cases = live.sandbox.records(of: "Case").count
      let failure = await failure { try await live.salesforce.operate(call(.string(String(repeating: "x", count: 5000)))) }
      #expect(failure?.code == "STRING_TOO_LONG" && failure?.message.hasPrefix("`comment`: ") == true)
      #expect(live.sandbox.records(of: "Case").count == cases)
    }
  }
}
