import Foundation
import Sandbox
import Testing

@Suite struct SnapshotTests {
  @Test func `records go to a file and back, and ids go on from there`() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("sandbox-\(UUID().uuidString).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let objects = ["Account", "Contact", "Task", "User", "company", "da_picklist", "person"]
    var saved: [[SandboxObject]] = []
    var id = ""
    try await withSandbox { client in
      id = try await client.create("Account", ["Name": "Saved", "Gainsight_GSID__c": "SAVED-1", "ARR__c": 5])
      let gone = try await client.create("Account", ["Name": "Gone"])
      _ = try await client.data("DELETE", "/sobjects/Account/\(gone)")
      _ = try await client.gainsight("POST", "/v1/data/objects/Company", ["records": [["Name": "Saved Company", "Stage": "Launched"]]])
      try client.sandbox.save(to: path)
      saved = objects.map { client.sandbox.records(of: $0) }
    }
    let savedID = id
    let expected = saved
    try await withSandbox({ $0.seed = 99 }) { client in
      try client.sandbox.load(from: path)
      #expect(objects.map { client.sandbox.records(of: $0) } == expected)
      var again = client
      #expect(try await client.data("GET", "/limits").status == 401)
      again.token = try await client.clientCredentials()
      #expect(try await again.data("GET", "/sobjects/Account/Gainsight_GSID__c/saved-1").json["Id"]?.string == savedID)
      let made = try await again.create("Account", ["Name": "New"])
      #expect(expected[0].allSatisfy { $0["Id"]?.string != made })
      let company = try await again.gainsight("POST", "/v1/data/objects/Company", ["records": [["Name": "New Company", "Stage": "Launched"]]])
      let gsid = company.json["data"]?["records"]?.array?.first?["Gsid"]
      #expect(gsid != nil)
      #expect(expected[4].allSatisfy { $0["Gsid"] != gsid })
      let deleted = try await again.records("SELECT Id FROM Account WHERE IsDeleted = true", all: true)
      #expect(deleted.count == 1)
    }
  }

  @Test func `what is no snapshot is refused and changes nothing`() async throws {
    try await withSandbox { client in
      let before = client.sandbox.records(of: "Account")
      for wrong in ["{}", "x", #"{"sandbox":1,"user":"a","organization":"b","apiUser":"c","random":"1"}"#] {
        let answer = try await client.send("PUT", "/_sandbox/snapshot", wrong)
        #expect(answer.status == 400)
      }
      #expect(client.sandbox.records(of: "Account") == before)
      let taken = try await client.send("GET", "/_sandbox/snapshot").text
      _ = try await client.create("Account", ["Name": "Later"])
      #expect(try await client.send("PUT", "/_sandbox/snapshot", taken).json["restored"] == true)
      #expect(client.sandbox.records(of: "Account") == before)
    }
  }
}
