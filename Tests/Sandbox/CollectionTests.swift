import Sandbox
import Testing

@Suite struct CollectionTests {
  private func contacts(_ names: [SandboxValue], all: Bool = false) -> SandboxValue {
    ["allOrNone": .bool(all), "records": .array(names.map { ["attributes": ["type": "Contact"], "LastName": $0] })]
  }

  @Test func `each record has its own result in the order of the request`() async throws {
    try await withSandbox { client in
      let answer = try await client.data("POST", "/composite/sobjects", contacts(["A", .null, "B"]))
      #expect(answer.status == 200)
      let results = try #require(answer.json.array)
      #expect(results.map { $0["success"] } == [true, false, true])
      #expect(
        results[1]["errors"] == [
          ["statusCode": "REQUIRED_FIELD_MISSING", "message": "Required fields are missing: [LastName]", "fields": ["LastName"]]
        ])
      #expect(results[1]["id"] == nil)
      #expect(results[0]["errors"] == [])
      let id = try #require(results[0]["id"]?.string)
      #expect(try await client.data("GET", "/sobjects/Contact/\(id)").json["Name"] == "A")
    }
  }

  @Test func `all or none takes the good ones back`() async throws {
    try await withSandbox { client in
      let answer = try await client.data("POST", "/composite/sobjects", contacts(["Kept?", .null], all: true))
      #expect(answer.status == 200)
      let codes = answer.json.array?.map { $0["errors"]?.array?.first?["statusCode"]?.string }
      #expect(codes == ["ALL_OR_NONE_OPERATION_ROLLED_BACK", "REQUIRED_FIELD_MISSING"])
      #expect(try await client.records("SELECT Id FROM Contact WHERE LastName = 'Kept?'").isEmpty)
    }
  }

  @Test func `records are changed, read and deleted`() async throws {
    try await withSandbox { client in
      let made = try await client.data("POST", "/composite/sobjects", contacts(["A", "B"])).json.array ?? []
      let ids = made.compactMap { $0["id"]?.string }
      let changes = ids.map { SandboxValue.object(SandboxObject([("attributes", ["type": "Contact"]), ("id", .string($0)), ("Title", "T")])) }
      let missing: SandboxValue = ["attributes": ["type": "Contact"], "id": "003Sb00000zzzzz", "Title": "T"]
      let changed = try await client.data("PATCH", "/composite/sobjects", ["records": .array(changes + [missing])]).json.array ?? []
      #expect(changed.map { $0["success"] } == [true, true, false])
      #expect(changed[2]["errors"]?.array?.first?["statusCode"] == "INVALID_CROSS_REFERENCE_KEY")
      let read = try await client.data("GET", "/composite/sobjects/Contact?ids=\(ids[1]),003Sb00000zzzzz,\(ids[0])&fields=Title").json.array ?? []
      #expect(read.map { $0["Id"]?.string } == [ids[1], nil, ids[0]])
      #expect(read[1] == .null)
      #expect(read[0]["Title"] == "T")
      let posted = try await client.data("POST", "/composite/sobjects/Contact", ["ids": .array(ids.map(SandboxValue.string)), "fields": ["Id"]])
      #expect(posted.json.array?.count == 2)
      let gone = try await client.data("DELETE", "/composite/sobjects?ids=\(ids.joined(separator: ","))&allOrNone=true").json.array ?? []
      #expect(gone.map { $0["success"] } == [true, true])
      #expect(try await client.records("SELECT Id FROM Contact WHERE Title = 'T'").isEmpty)
    }
  }

  @Test func `an upsert tells what was created; one key twice fails both, an ambiguous key fails`() async throws {
    try await withSandbox { client in
      func record(_ key: String, _ name: String) -> SandboxValue {
        ["attributes": ["type": "Account"], "Gainsight_GSID__c": .string(key), "Name": .string(name)]
      }
      let path = "/composite/sobjects/Account/Gainsight_GSID__c"
      let first = try await client.data("PATCH", path, ["records": [record("K1", "One"), record("K2", "Two")]]).json.array ?? []
      #expect(first.map { $0["created"] } == [true, true])
      let second = try await client.data("PATCH", path, ["records": [record("k1", "Uno"), record("K3", "A"), record("k3", "B")]]).json.array ?? []
      #expect(second[0]["created"] == false)
      #expect(second[0]["id"] == first[0]["id"])
      #expect(second[1...].map { $0["errors"]?.array?.first?["statusCode"] } == ["DUPLICATE_VALUE", "DUPLICATE_VALUE"])
      for _ in 0..<2 { _ = try await client.create("Contact", ["LastName": "Twin", "Email": "twin@acme.example"]) }
      let twin: SandboxValue = ["attributes": ["type": "Contact"], "Email": "twin@acme.example", "Title": "x"]
      let ambiguous = try await client.data("PATCH", "/composite/sobjects/Contact/Email", ["records": [twin]]).json.array ?? []
      #expect(ambiguous[0]["errors"]?.array?.first?["statusCode"] == "DUPLICATE_EXTERNAL_ID")
      #expect(try await client.data("PATCH", "/composite/sobjects/Account/Site", ["records": []]).status == 404)
    }
  }

  @Test func `what is wrong with the whole request fails the whole request`() async throws {
    try await withSandbox { client in
      let many = contacts((0..<201).map { .string("N\($0)") })
      #expect(try await client.data("POST", "/composite/sobjects", many).status == 400)
      #expect(try await client.data("POST", "/composite/sobjects", ["records": [["LastName": "x"]]]).status == 400)
      let mixed = (0..<11).map { index -> SandboxValue in
        index.isMultiple(of: 2) ? ["attributes": ["type": "Contact"], "LastName": "Chunk"] : ["attributes": ["type": "Account"], "Name": "Chunk"]
      }
      #expect(try await client.data("POST", "/composite/sobjects", ["records": .array(mixed)]).status == 400)
      #expect(try await client.data("POST", "/composite/sobjects", ["records": .array(Array(mixed.prefix(10)))]).status == 200)
      let typed = try await client.data("POST", "/composite/sobjects", contacts(["Good", 5]))
      #expect(typed.status == 400)
      #expect(typed.json.array?.first?["errorCode"] == "JSON_PARSER_ERROR")
      #expect(try await client.records("SELECT Id FROM Contact WHERE LastName = 'Good'").isEmpty)
    }
  }
}
