import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema
import Testing

@Suite struct MemoryConnectorTests {
  private let start = Timestamp(seconds: 1_772_000_000)

  private func connector() throws -> MemoryConnector {
    MemoryConnector(
      schema: ConnectionSchema([
        ObjectSchema(
          "Account",
          fields: [
            FieldSchema("Id", .id, createable: false, updateable: false),
            FieldSchema("Name", .string, form: .caseless, length: 10, nullable: false, required: true),
            FieldSchema("Key__c", .string, form: .caseless, unique: true, externalID: true), FieldSchema("Score", .number, scale: 1),
            FieldSchema("Stage", .picklist, picklist: [PicklistValue("New"), PicklistValue("Old", active: false)], restricted: true),
            FieldSchema("Day", .date), FieldSchema("OwnerId", .reference, reference: Reference(to: ["User"], path: "Owner")),
            FieldSchema("IsClosed", .boolean, nullable: false, createable: false), FieldSchema("IsLoud", .boolean),
            FieldSchema("Changed", .datetime, createable: false, updateable: false),
            FieldSchema("Made", .datetime, createable: false, updateable: false),
          ], identity: "Id", watermark: "Changed", modified: "Changed", created: "Made"),
        ObjectSchema("User", fields: [FieldSchema("Id", .id), FieldSchema("Email", .email)], identity: "Id"),
      ]), now: try #require(start))
  }

  @Test func writesFindsAndFollowsReferences() async throws {
    let connector = try connector()
    connector.insert(["Id": "u1", "Email": "Jo@Acme.example"], into: "User")
    let created = try await connector.write(
      WriteCall(
        connection: "m", object: "account", verb: .create,
        records: [WriteRecord(fields: ["Name": "Acme", "Key__c": "K1", "Score": "4", "Day": "2026-01-02", "Owner.Email": "jo@acme.EXAMPLE"])]))
    guard case .written(let id) = created.results[0] else { return #expect(Bool(false), "\(created.results)") }
    let found = try await connector.find(
      FindCall(
        connection: "m", object: "Account", fields: ["Name", "Score", "Day", "OwnerId", "Owner.Email"], match: ["Key__c"], keys: [["k1"], ["k2"]]))
    #expect(
      found.records == [
        ["Id": .string(id), "Key__c": "K1", "Name": "Acme", "Score": 4.0, "Day": "2026-01-02", "OwnerId": "u1", "Owner.Email": "Jo@Acme.example"]
      ])
    let candidates = try await connector.find(
      FindCall(connection: "m", object: "Account", fields: [], match: ["Name"], keys: [["x"]], normalized: true))
    #expect(candidates.records.count == 1)
  }

  @Test func aCheckboxIsFalseWhereNothingWasSaid() async throws {
    let connector = try connector()
    _ = try await connector.write(WriteCall(connection: "m", object: "Account", verb: .create, records: [WriteRecord(fields: ["Name": "Acme"])]))
    let record = try #require(connector.records(of: "Account").first)
    #expect(record["IsClosed"] == .bool(false) && record["IsLoud"] == nil)
  }

  @Test func refusesWhatTheSchemaRefusesRecordByRecord() async throws {
    let connector = try connector()
    connector.insert(["Id": "a1", "Name": "First", "Key__c": "K1"], into: "Account")
    let bad: [(Record, String)] = [
      ([:], "required"), (["Name": .null], "not_nullable"), (["Name": "01234567890"], "too_long"),
      (["Name": "A", "Stage": "Old"], "not_in_picklist"),
      (["Name": "A", "Score": "x"], "wrong_type"), (["Name": "A", "Key__c": "k1"], "duplicate"),
      (["Name": "A", "Changed": "2026-01-01T00:00:00Z"], "read_only"),
      (["Name": "A", "Other": 1], "no_field"), (["Name": "A", "Owner.Email": "nobody@acme.example"], "no_reference"),
      (["Name": "A", "Day": "soon"], "wrong_type"),
    ]
    let records = bad.map { WriteRecord(fields: $0.0) } + [WriteRecord(fields: ["Name": "Good", "Stage": "New"])]
    let answer = try await connector.write(WriteCall(connection: "m", object: "Account", verb: .create, records: records))
    for (result, expected) in zip(answer.results, bad) {
      guard case .failed(let failure) = result else {
        Issue.record("\(expected.0) was written")
        continue
      }
      #expect(failure.code == expected.1 && failure.kind == (expected.1 == "duplicate" ? .conflict : .rejected))
    }
    guard case .written? = answer.results.last else { return #expect(Bool(false)) }
    #expect(connector.records(of: "Account").count == 2)
    let missing = try await connector.write(
      WriteCall(
        connection: "m", object: "Account", verb: .update,
        records: [WriteRecord(id: "no", fields: ["Name": "A"]), WriteRecord(id: "a1", fields: ["Key__c": "K1"])]))
    guard case .failed(let failure) = missing.results[0] else { return #expect(Bool(false)) }
    #expect(failure.kind == .conflict && missing.results[1] == .written(id: "a1"))
  }

  @Test func pollsByStampInPages() async throws {
    let connector = try connector()
    for number in 0..<450 { connector.insert(["Id": .string("a\(number)"), "Name": "A"], into: "Account") }
    let later = try #require(Timestamp(seconds: 1_772_000_100))
    connector.advance(to: later)
    _ = try await connector.write(
      WriteCall(connection: "m", object: "Account", verb: .update, records: [WriteRecord(id: "a7", fields: ["Name": "B"])]))
    var call = PollCall(connection: "m", object: "Account", fields: ["Name"])
    var seen: [String] = []
    repeat {
      let answer = try await connector.poll(call)
      seen += answer.records.compactMap { $0["Id"]?.asString }
      call.page = answer.next
    } while call.page != nil
    #expect(seen.count == 450 && Set(seen).count == 450 && seen.last == "a7")
    let changed = try await connector.poll(PollCall(connection: "m", object: "Account", fields: ["Name"], since: later))
    #expect(
      changed.records.map { $0["Name"] } == ["B"] && changed.records[0]["Changed"] == .timestamp(later)
        && changed.records[0]["Made"] != .timestamp(later))
    #expect(await failure { try await connector.poll(PollCall(connection: "m", object: "Nothing", fields: [])) }?.kind == .rejected)
  }
}
