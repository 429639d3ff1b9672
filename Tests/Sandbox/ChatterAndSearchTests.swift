import Sandbox
import Testing

@Suite struct ChatterAndSearchTests {
  @Test func `a post with a mention is a feed item`() async throws {
    try await withSandbox { client in
      let account = try await client.create("Account", ["Name": "Posted"])
      let user = try #require(try await client.records("SELECT Id, Name FROM User WHERE IsActive = true ORDER BY Id DESC LIMIT 1").first)
      let segments: SandboxValue = [
        ["type": "Text", "text": "Look, "], ["type": "Mention", "id": user["Id"] ?? .null], ["type": "Text", "text": " & <hurry>"],
      ]
      let body: SandboxValue = ["body": ["messageSegments": segments], "feedElementType": "FeedItem", "subjectId": .string(account)]
      let posted = try await client.data("POST", "/chatter/feed-elements", body)
      #expect(posted.status == 201)
      let id = try #require(posted.json["id"]?.string)
      #expect(id.hasPrefix("0D5"))
      let text = "Look, @\(user["Name"]?.string ?? "") & <hurry>"
      #expect(posted.json["body"]?["text"]?.string == text)
      #expect(posted.json["parent"]?["name"] == "Posted")
      #expect(try await client.data("GET", "/sobjects/FeedItem/\(id)").json["Body"]?.string == text)
      let comment = try await client.data(
        "POST", "/chatter/feed-elements/\(id)/capabilities/comments/items", ["body": ["messageSegments": [["type": "Text", "text": "Yes"]]]])
      #expect(comment.status == 201)
      #expect(try await client.data("GET", "/sobjects/FeedItem/\(id)").json["CommentCount"] == 1)
      #expect(client.sandbox.calls.contains { $0.kind == .post && $0.object == "FeedItem" })
      let unknown = try await client.data("POST", "/chatter/feed-elements", ["body": ["messageSegments": segments], "subjectId": "001Sb00000zzzzz"])
      #expect(unknown.status == 400)
      let many = (0..<26).map { _ in SandboxValue.object(SandboxObject([("type", "Mention"), ("id", user["Id"] ?? .null)])) }
      #expect(
        try await client.data("POST", "/chatter/feed-elements", ["body": ["messageSegments": .array(many)], "subjectId": .string(account)]).status
          == 400)
    }
  }

  @Test func `a plain feed item is a record like others`() async throws {
    try await withSandbox { client in
      let account = try await client.create("Account", ["Name": "Posted"])
      let id = try await client.create("FeedItem", ["ParentId": .string(account), "Body": "text"])
      #expect(try await client.data("GET", "/sobjects/FeedItem/\(id)").json["Type"] == "TextPost")
    }
  }

  @Test func `a search finds by words, wild cards and fields`() async throws {
    try await withSandbox { client in
      let account = try await client.create("Account", ["Name": "Zyzzyva Södra", "Site": "harbour"])
      let contact = try await client.create("Contact", ["LastName": "Zyzz", "Email": "zyzz@acme.example"])
      func search(_ text: String) async throws -> [String] {
        try await client.data("GET", "/search/?q=\(encoded(text))").json["searchRecords"]?.array?.compactMap { $0["Id"]?.string } ?? []
      }
      #expect(try await search("FIND {zyzz*} IN NAME FIELDS RETURNING Account(Id, Name), Contact(Id)") == [account, contact])
      #expect(try await search("FIND {sodra} RETURNING Account(Id WHERE Site = 'harbour' LIMIT 5)") == [account])
      #expect(try await search("FIND {sodra} RETURNING Account(Id WHERE Site = 'elsewhere')") == [])
      #expect(try await search("FIND {zyzz@acme.example} IN EMAIL FIELDS RETURNING Contact(Id)") == [contact])
      #expect(try await search("FIND {harbour} IN NAME FIELDS RETURNING Account(Id)") == [])
      #expect(try await client.data("GET", "/search/?q=FIND+acme").json.array?.first?["errorCode"] == "MALFORMED_SEARCH")
      let posted = try await client.data(
        "POST", "/parameterizedSearch", ["q": "Zyzzyva", "sobjects": [["name": "Account", "fields": ["Id", "Name"]]]])
      #expect(posted.json["searchRecords"]?.array?.first?["Name"] == "Zyzzyva Södra")
    }
  }
}
