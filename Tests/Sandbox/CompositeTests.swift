import Sandbox
import Testing

@Suite struct CompositeTests {
  private let base = "/services/data/v62.0"

  private func part(_ method: String, _ path: String, _ reference: String, _ body: SandboxValue? = nil) -> SandboxValue {
    var object = SandboxObject([("method", .string(method)), ("url", .string(base + path)), ("referenceId", .string(reference))])
    object["body"] = body
    return .object(object)
  }

  @Test func `later requests refer to earlier ones`() async throws {
    try await withSandbox { client in
      let answer = try await client.data(
        "POST", "/composite",
        [
          "allOrNone": true,
          "compositeRequest": [
            part("POST", "/sobjects/Account", "a", ["Name": "Composed"]),
            part("POST", "/sobjects/Contact", "c", ["LastName": "Of @{a.id}", "AccountId": "@{a.id}"]),
            part("GET", "/query/?q=SELECT+Id,Name+FROM+Contact+WHERE+AccountId='@{a.id}'", "q"),
            part("PATCH", "/sobjects/Account/@{a.id}", "u", ["Site": "@{q.records[0].Name}"]),
          ],
        ])
      #expect(answer.status == 200)
      let parts = try #require(answer.json["compositeResponse"]?.array)
      #expect(parts.map { $0["httpStatusCode"] } == [201, 201, 200, 204])
      #expect(parts.map { $0["referenceId"] } == ["a", "c", "q", "u"])
      let id = try #require(parts[0]["body"]?["id"]?.string)
      #expect(parts[0]["httpHeaders"]?["Location"]?.string == base + "/sobjects/Account/\(id)")
      #expect(try await client.data("GET", "/sobjects/Account/\(id)").json["Site"]?.string == "Of \(id)")
      #expect(client.sandbox.calls.last { $0.kind == .composite }?.apiCalls == 1)
    }
  }

  @Test func `one failure takes all back, and the real error is the one that was not halted`() async throws {
    try await withSandbox { client in
      let body: SandboxValue = [
        "allOrNone": true,
        "compositeRequest": [
          part("POST", "/sobjects/Account", "a", ["Name": "Rolled Back"]), part("POST", "/sobjects/Contact", "c", ["AccountId": "@{a.id}"]),
          part("POST", "/sobjects/Account", "b", ["Name": "Never"]),
        ],
      ]
      let parts = try #require(try await client.data("POST", "/composite", body).json["compositeResponse"]?.array)
      #expect(parts.map { $0["body"]?.array?.first?["errorCode"] } == ["PROCESSING_HALTED", "REQUIRED_FIELD_MISSING", "PROCESSING_HALTED"])
      #expect(parts.map { $0["httpStatusCode"] } == [400, 400, 400])
      #expect(try await client.records("SELECT Id FROM Account WHERE Name IN ('Rolled Back', 'Never')").isEmpty)
    }
  }

  @Test func `without all or none only what depends on a failure is not run`() async throws {
    try await withSandbox { client in
      let body: SandboxValue = [
        "compositeRequest": [
          part("POST", "/sobjects/Account", "a", [:]), part("POST", "/sobjects/Contact", "c", ["LastName": "x", "AccountId": "@{a.id}"]),
          part("POST", "/sobjects/Account", "b", ["Name": "Independent"]),
        ]
      ]
      let parts = try #require(try await client.data("POST", "/composite", body).json["compositeResponse"]?.array)
      #expect(parts[1]["body"]?.array?.first?["errorCode"] == "PROCESSING_HALTED")
      #expect(parts[2]["httpStatusCode"] == 201)
    }
  }

  @Test func `a bad envelope is 400`() async throws {
    try await withSandbox { client async throws in
      let same = part("POST", "/sobjects/Account", "a", ["Name": "x"])
      #expect(try await client.data("POST", "/composite", ["compositeRequest": [same, same]]).status == 400)
      #expect(try await client.data("POST", "/composite", ["compositeRequest": []]).status == 400)
      let many = (0..<26).map { part("POST", "/sobjects/Account", "a\($0)", ["Name": "x"]) }
      #expect(try await client.data("POST", "/composite", ["compositeRequest": .array(many)]).status == 400)
      let queries = (0..<6).map { part("GET", "/query/?q=SELECT+Id+FROM+Account+LIMIT+1", "q\($0)") }
      #expect(try await client.data("POST", "/composite", ["compositeRequest": .array(queries)]).status == 400)
    }
  }

  @Test func `each part of a batch stands alone and counts`() async throws {
    try await withSandbox { client in
      let id = try await client.create("Account", ["Name": "Batched"])
      let before = try await client.data("GET", "/limits").json["DailyApiRequests"]?["Remaining"]?.int ?? 0
      let requests: SandboxValue = [
        ["method": "PATCH", "url": .string("v62.0/sobjects/account/\(id)"), "richInput": ["Name": "Renamed"]],
        ["method": "GET", "url": "v62.0/sobjects/account/001Sb00000zzzzz"],
        ["method": "GET", "url": .string("v62.0/sobjects/account/\(id)?fields=Name")],
      ]
      let answer = try await client.data("POST", "/composite/batch", ["batchRequests": requests]).json
      #expect(answer["hasErrors"] == true)
      #expect(answer["results"]?.array?.map { $0["statusCode"] } == [204, 404, 200])
      #expect(answer["results"]?.array?.first?["result"] == .null)
      let after = try await client.data("GET", "/limits").json["DailyApiRequests"]?["Remaining"]?.int ?? 0
      #expect(before - after == 4)
      let halted = try await client.data("POST", "/composite/batch", ["haltOnError": true, "batchRequests": requests]).json
      #expect(halted["results"]?.array?.map { $0["statusCode"] } == [204, 404, 412])
      #expect(halted["results"]?.array?.last?["result"]?.array?.first?["errorCode"] == "BATCH_PROCESSING_HALTED")
    }
  }

  @Test func `graphs succeed and fail each for itself`() async throws {
    try await withSandbox { client in
      let good: SandboxValue = ["graphId": "g1", "compositeRequest": [part("POST", "/sobjects/Account", "a", ["Name": "Graph"])]]
      let bad: SandboxValue = [
        "graphId": "g2",
        "compositeRequest": [part("POST", "/sobjects/Account", "a", ["Name": "Lost"]), part("POST", "/sobjects/Account", "b", [:])],
      ]
      let graphs = try await client.data("POST", "/composite/graph", ["graphs": [good, bad]]).json["graphs"]?.array ?? []
      #expect(graphs.map { $0["isSuccessful"] } == [true, false])
      #expect(try await client.records("SELECT Name FROM Account WHERE Name IN ('Graph', 'Lost')").map { $0["Name"] } == ["Graph"])
    }
  }

  @Test func `a tree is created whole or not at all`() async throws {
    try await withSandbox { client in
      func account(_ contacts: [SandboxValue]) -> SandboxValue {
        [
          "records": [
            ["attributes": ["type": "Account", "referenceId": "a"], "Name": "Tree", "Contacts": ["records": .array(contacts)]]
          ]
        ]
      }
      let contact: SandboxValue = ["attributes": ["type": "Contact", "referenceId": "c"], "LastName": "Leaf"]
      let answer = try await client.data("POST", "/composite/tree/Account", account([contact]))
      #expect(answer.status == 201)
      #expect(answer.json["hasErrors"] == false)
      #expect(answer.json["results"]?.array?.map { $0["referenceId"] } == ["a", "c"])
      #expect(try await client.records("SELECT Account.Name FROM Contact WHERE LastName = 'Leaf'").first?["Account"]?["Name"] == "Tree")
      let broken = try await client.data("POST", "/composite/tree/Account", account([["attributes": ["type": "Contact", "referenceId": "d"]]]))
      #expect(broken.status == 400)
      #expect(try await client.records("SELECT Id FROM Account WHERE Name = 'Tree'").count == 1)
    }
  }
}
