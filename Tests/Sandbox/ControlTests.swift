import Foundation
import Sandbox
import Testing

@Suite struct ControlTests {
  @Test func `every call is logged with what it did`() async throws {
    try await withSandbox { client in
      client.sandbox.reset()
      var fresh = client
      fresh.token = try await client.clientCredentials()
      _ = try await fresh.data("GET", "/sobjects/Account/describe")
      _ = try await fresh.query("SELECT Id FROM Contact LIMIT 3", headers: ["Sforce-Call-Options": "client=flowrun-test"])
      _ = try await fresh.data(
        "POST", "/composite/sobjects", ["records": [["attributes": ["type": "Account"], "Name": "x"], ["attributes": ["type": "Account"]]]])
      _ = try await fresh.data("PATCH", "/sobjects/Account/Gainsight_GSID__c/L1", ["Name": "x"])
      _ = try await fresh.companies(["select": ["Name"], "limit": 2])
      _ = try await fresh.data("GET", "/nothing")
      let calls = client.sandbox.calls
      #expect(calls.map(\.number) == Array(1...7))
      #expect(calls.map(\.kind) == [.login, .describe, .query, .create, .upsert, .query, .other])
      #expect(calls.map(\.object) == [nil, "Account", "Contact", "Account", "Account", "company", nil])
      #expect(calls.map(\.records) == [0, 0, 3, 2, 1, 2, 0])
      #expect(calls.map(\.apiCalls) == [0, 1, 1, 1, 1, 0, 1])
      #expect(calls.map(\.status) == [200, 200, 200, 200, 201, 200, 404])
      #expect(calls.map(\.isWrite) == [false, false, false, true, true, false, false])
      #expect(calls[2].client == "flowrun-test")
      #expect(calls[5].system == "gainsight")
      let listed = try await client.send("GET", "/_sandbox/calls?after=5").json.array
      #expect(listed?.map { $0["kind"] } == ["query", "other"])
      #expect(client.sandbox.calls.count == 7)
    }
  }

  @Test func `state is counted and shown, and the clock moves`() async throws {
    try await withSandbox { client in
      let state = try await client.send("GET", "/_sandbox/state").json
      #expect(state["salesforce"]?["Account"] == 40)
      let companies = try await client.send("GET", "/_sandbox/state/company").json.array
      #expect(companies?.count == state["gainsight"]?["company"]?.int)
      #expect(try await client.send("GET", "/_sandbox/state/nothing").status == 404)
      #expect(try await client.send("GET", "/_sandbox/nothing").status == 404)
      #expect(try await client.send("POST", "/_sandbox/clock", "{\"advance\": 3600}").json["time"] == "2026-11-24T07:40:00.000Z")
      #expect(try await client.send("POST", "/_sandbox/clock", "{}").status == 400)
    }
  }

  @Test func `calls go to a file`() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("calls-\(UUID().uuidString).ndjson").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await withSandbox({ $0.logFile = path }) { client in
      _ = try await client.data("GET", "/limits")
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { try SandboxValue(json: String($0)) }
      #expect(lines.map { $0["kind"] } == ["login", "limits"])
    }
  }

  @Test func `a port that is taken is an error, and a stopped port is free`() async throws {
    try await withSandbox { client in
      let port = try #require(client.base.split(separator: ":").last.flatMap { Int($0) })
      var configuration = SandboxConfiguration()
      (configuration.port, configuration.accounts) = (port, 1)
      let second = Sandbox(configuration)
      await #expect(throws: (any Error).self) { try await second.start() }
      await client.sandbox.stop()
      try await second.start()
      await second.stop()
    }
  }

  @Test func `the credentials are those that log in`() async throws {
    try await withSandbox { client async throws in
      let credentials = try #require(try await client.send("GET", "/_sandbox/credentials").json["salesforce"])
      #expect(credentials["private_key"]?.string?.hasPrefix("-----BEGIN PRIVATE KEY-----") == true)
      let form = ["client_id", "client_secret", "username", "password", "refresh_token"].map { "\($0)=\(credentials[$0]?.string ?? "")" }
      for grant in ["client_credentials", "password", "refresh_token"] {
        let body = (form + ["grant_type=\(grant)"]).joined(separator: "&")
        #expect(try await client.send("POST", "/services/oauth2/token", body).status == 200, "\(grant)")
      }
    }
  }

  @Test(arguments: [
    #"{"fault":"reset"}"#, #"[{"fault":"reset"}]"#, #"{"rules":[{"fault":"reset"}]}"#,
  ]) func `rules are read in each form`(_ text: String) throws {
    #expect(try SandboxFault.rules(Array(text.utf8)).map(\.kind) == [.reset])
  }

  @Test(arguments: ["", "{", #"{"fault":"nope"}"#, #"[{"fault":"reset","whatever":1}]"#]) func `other rules are refused`(_ text: String) {
    #expect(throws: SandboxFault.Mistake.self) { try SandboxFault.rules(Array(text.utf8)) }
  }
}
