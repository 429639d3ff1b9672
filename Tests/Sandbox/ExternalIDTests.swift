import Sandbox
import Testing

@Suite struct ExternalIDTests {
  private let path = "/sobjects/Account/Gainsight_GSID__c/"

  @Test func `an upsert creates, then changes`() async throws {
    try await withSandbox { client in
      let first = try await client.data("PATCH", path + "A%2F1%20x", ["Name": "One"])
      #expect(first.status == 201)
      #expect(first.json["created"] == true)
      let again = try await client.data("PATCH", path + "a%2f1%20X", ["Name": "Two"])
      #expect(again.status == 200)
      #expect(again.json["created"] == false)
      #expect(again.json["id"] == first.json["id"])
      #expect(try await client.data("GET", path + "A%2F1%20x").json["Name"] == "Two")
      #expect(try await client.send("PATCH", "/services/data/v45.0" + path + "A%2F1%20x", #"{"Name":"Three"}"#).status == 204)
      #expect(try await client.data("DELETE", path + "A%2F1%20x").status == 204)
      #expect(try await client.data("GET", path + "A%2F1%20x").status == 404)
    }
  }

  @Test func `several matches are 300 and nothing is written`() async throws {
    try await withSandbox { client in
      var ids: [String] = []
      for _ in 0..<2 { ids.append(try await client.create("Contact", ["LastName": "Twin", "Email": "twin@acme.example"])) }
      let answer = try await client.data("PATCH", "/sobjects/Contact/Email/twin@acme.example", ["Title": "x"])
      #expect(answer.status == 300)
      #expect(answer.json.array?.compactMap(\.string) == ids.map { "/services/data/v62.0/sobjects/Contact/\($0)" })
      #expect(try await client.records("SELECT Id FROM Contact WHERE Title = 'x'").isEmpty)
    }
  }

  @Test func `updateOnly never inserts, a plain field is no key, the key is not in the body`() async throws {
    try await withSandbox { client in
      #expect(try await client.data("PATCH", path + "none?updateOnly=true", ["Name": "x"]).status == 404)
      let wrong = try await client.data("PATCH", "/sobjects/Account/Site/x", ["Name": "x"])
      #expect(wrong.status == 404)
      #expect(wrong.json.array?.first?["message"] == "Provided external ID field does not exist or is not accessible: Site")
      #expect(try await client.data("PATCH", path + "one", ["Name": "x", "Gainsight_GSID__c": "one"]).status == 400)
    }
  }

  @Test func `of two upserts of a new unique key at once one creates and no second record is left`() async throws {
    try await withSandbox { client in
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for index in 0..<8 {
          group.addTask { try await client.data("PATCH", "/sobjects/Account/Gainsight_GSID__c/race", ["Name": .string("Racer \(index)")]).status }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.count { $0 == 201 } == 1)
      #expect(statuses.count { $0 == 200 } == 7)
      #expect(try await client.records("SELECT Id FROM Account WHERE Gainsight_GSID__c = 'RACE'").count == 1)
    }
  }

  @Test func `conditions of a request are kept`() async throws {
    try await withSandbox { client in
      let id = try await client.create("Account", ["Name": "One"])
      let read = try await client.data("GET", "/sobjects/Account/\(id)")
      let tag = try #require(read.headers["etag"])
      let modified = try #require(read.headers["last-modified"])
      let row = "/sobjects/Account/\(id)"
      #expect(try await client.data("GET", row, headers: ["If-None-Match": tag]).status == 304)
      #expect(try await client.data("GET", row, headers: ["If-Modified-Since": modified]).status == 304)
      #expect(try await client.data("PATCH", row, ["Phone": "1"], headers: ["If-Match": tag]).status == 204)
      #expect(try await client.data("PATCH", row, ["Phone": "2"], headers: ["If-Match": tag]).status == 412)
      client.sandbox.advance(seconds: 5)
      _ = try await client.data("PATCH", row, ["Phone": "3"])
      #expect(try await client.data("PATCH", row, ["Phone": "4"], headers: ["If-Unmodified-Since": modified]).status == 412)
      #expect(try await client.data("PATCH", row, ["Phone": "4"], headers: ["If-Unmodified-Since": "noon"]).status == 400)
      #expect(try await client.data("GET", row).json["Phone"] == "3")
    }
  }
}
