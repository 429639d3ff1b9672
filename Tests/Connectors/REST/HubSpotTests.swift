import CEL
import Calls
import ConnectorKit
import OrderedCollections
import RESTConnector
import Testing

/// A manifest with objects: what it sends, and what it makes of answers.
@Suite struct HubSpotTests {
  private func find(_ match: String, _ keys: [Value], normalized: Bool = false) -> FindCall {
    FindCall(connection: "c", object: "contact", fields: ["firstname"], match: [match], keys: keys.map { [$0] }, normalized: normalized)
  }

  private func write(_ verb: WriteCall.Verb, _ records: [WriteRecord]) -> WriteCall {
    WriteCall(connection: "c", object: "contact", verb: verb, records: records)
  }

  static let jo = #"{"id":"51","properties":{"email":"Jo@Example.com","firstname":"Jo","lastmodifieddate":"2026-03-01T10:00:00.000Z"}}"#

  @Test func keysAreAskedForInHundreds() async throws {
    let transport = ScriptedTransport { _, _ in .json(#"{"results":[\#(Self.jo)]}"#, status: 207) }
    let hubspot = try rest(shipped("hubspot"), transport)
    let answer = try await hubspot.find(find("email", (0..<101).map { .string("p\($0)@example.com") }))
    #expect(transport.requests.count == 2 && answer.info.requests == 2)
    let bodies = transport.requests.map(\.json)
    #expect(bodies.compactMap { $0["inputs"]?.asList?.count }.sorted() == [1, 100])
    #expect(bodies[0]["idProperty"] == "email")
    #expect(bodies[0]["properties"] == ["lastmodifieddate", "createdate", "email", "firstname"])
    let record = try #require(answer.records.first)
    #expect(record["id"] == "51" && record["email"] == "jo@example.com" && record["firstname"] == "Jo" && record["createdate"] == .null)
    #expect(record["lastmodifieddate"]?.asTimestamp?.description == "2026-03-01T10:00:00Z")
  }

  @Test func whatCannotBeFoundSaysBy() async throws {
    let transport = ScriptedTransport { _, _ in .json("{}") }
    let hubspot = try rest(shipped("hubspot"), transport)
    let other = try await refused { try await hubspot.find(find("phone", ["1"])) }
    #expect(other.kind == .rejected && other.message.contains("only by `id`; or by `email`"))
    #expect(try await refused { try await hubspot.find(find("email", ["x"], normalized: true)) }.code == "not_supported")
    #expect(transport.requests.isEmpty)
  }

  @Test func aPollGoesFromPageToPage() async throws {
    let transport = ScriptedTransport { _, index in
      .json(index == 0 ? #"{"results":[\#(Self.jo)],"paging":{"next":{"after":"100"}}}"# : #"{"results":[]}"#)
    }
    let hubspot = try rest(shipped("hubspot"), transport)
    let since = try #require(Timestamp("2026-03-01T00:00:00Z"))
    let first = try await hubspot.poll(PollCall(connection: "c", object: "contact", fields: ["email"], since: since))
    #expect(first.records.count == 1)
    let second = try await hubspot.poll(PollCall(connection: "c", object: "contact", fields: ["email"], since: since, page: first.next))
    #expect(second.next == nil && second.records.isEmpty)
    let bodies = transport.requests.map(\.json)
    #expect(bodies[0]["after"] == nil && bodies[1]["after"] == "100")
    let filter = bodies[0]["filterGroups"]?.asList?[0]["filters"]?.asList?[0]
    #expect(filter?["value"] == "2026-02-28T23:59:00Z")
    _ = try await hubspot.poll(PollCall(connection: "c", object: "contact", fields: ["email"]))
    #expect(transport.requests.last?.json["filterGroups"] == [])
  }

  @Test func recordsAreCreatedAndChanged() async throws {
    let transport = ScriptedTransport { request, _ in .json(Self.jo, status: request.method == .post ? 201 : 200) }
    let hubspot = try rest(shipped("hubspot"), transport)
    let created = try await hubspot.write(write(.create, [WriteRecord(fields: ["email": "jo@example.com", "phone": .null])]))
    #expect(created.results == [.written(id: "51")])
    let changed = try await hubspot.write(write(.update, [WriteRecord(id: "5/1?", fields: ["firstname": "Jo", "phone": .null])]))
    #expect(changed.results == [.written(id: "5/1?")])
    let update = try #require(transport.requests.last)
    #expect(update.method == .patch && update.url == "https://api.hubapi.com/crm/v3/objects/contacts/5%2F1%3F")
    #expect(update.json == ["properties": ["firstname": "Jo", "phone": ""]])
    #expect(!update.idempotent)
    let unknown = try await refused { try await hubspot.write(write(.create, [WriteRecord(fields: ["nope": "x"])])) }
    #expect(unknown.kind == .rejected && unknown.code == "no_field")
  }

  @Test(arguments: [
    (400, FailureClass.rejected), (401, .auth), (403, .auth), (404, .rejected), (409, .conflict), (423, .retry), (429, .rate), (500, .unknown),
    (502, .unknown), (503, .retry),
  ])
  func statusesHaveTheirClass(status: Int, kind: FailureClass) async throws {
    let body = #"{"status":"error","message":"It is wrong","category":"SOME_ERROR","errors":[{"context":{"propertyName":["email"]}}]}"#
    let transport = ScriptedTransport { _, _ in .json(body, status: status) }
    let failure = try await refused {
      try await rest(shipped("hubspot"), transport).write(write(.create, [WriteRecord(fields: ["email": "x@example.com"])]))
    }
    #expect(failure.kind == kind && failure.code == "SOME_ERROR" && failure.message == "It is wrong." && failure.fields == ["email"])
    #expect(transport.requests.count == 1)
  }
}
