import Glibc
import Sandbox
import Testing

@Suite struct FaultTests {
  private func faulted(_ fault: SandboxFault, _ client: SandboxClient) async throws -> SandboxClient.Answer {
    client.sandbox.inject(fault)
    defer { client.sandbox.clearFaults() }
    return try await client.data("POST", "/sobjects/Account", ["Name": "Faulted"])
  }

  private func count(_ client: SandboxClient) -> Int { client.sandbox.records(of: "Account").count { $0["Name"] == "Faulted" } }

  @Test func `each kind answers as its system does`() async throws {
    try await withSandbox { client in
      let daily = try await faulted(SandboxFault(.requestLimit), client)
      #expect(daily.status == 403)
      #expect(daily.text == #"[{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]"#)
      #expect(daily.headers["sforce-limit-info"] == "api-usage=100000/100000")
      #expect(daily.headers["retry-after"] == nil)
      let concurrent = try await faulted(SandboxFault(.concurrentLimit), client)
      #expect(concurrent.json.array?.first?["message"] == "ConcurrentRequests (Concurrent API Requests) Limit exceeded.")
      let maintenance = try await faulted(SandboxFault(.maintenance), client)
      #expect(maintenance.status == 503)
      #expect(maintenance.headers["content-type"]?.hasPrefix("text/html") == true)
      #expect(try await faulted(SandboxFault(.edge), client).status == 502)
      var busy = SandboxFault(.rateLimit)
      busy.retryAfter = 7
      let limited = try await faulted(busy, client)
      #expect(limited.status == 429)
      #expect(limited.headers["retry-after"] == "7")
      var own = SandboxFault(.error)
      (own.status, own.code, own.message) = (503, "SERVER_UNAVAILABLE", "down")
      #expect(try await faulted(own, client).text == #"[{"message":"down","errorCode":"SERVER_UNAVAILABLE"}]"#)
      #expect(count(client) == 0)
      client.sandbox.inject(SandboxFault(.rateLimit))
      let gainsight = try await client.gainsight("POST", "/v1/data/objects/query/Company", ["select": ["Name"]])
      #expect(gainsight.status == 429)
      #expect(gainsight.json["errorCode"] == "GS_APIG_2404")
    }
  }

  @Test(arguments: [(SandboxFault.Commit.before, 0), (.after, 1)])
  func `a reset gives no answer, before or after the commit`(commit: SandboxFault.Commit, stored: Int) async throws {
    try await withSandbox { client async throws in
      var fault = SandboxFault(.reset)
      fault.commit = commit
      fault.times = 1
      client.sandbox.inject(fault)
      let token = try #require(client.token)
      let port = try #require(client.base.split(separator: ":").last.flatMap { Int($0) })
      let request =
        "POST \(SandboxClient.version)/sobjects/Account HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nContent-Length: 18\r\n\r\n"
        + #"{"Name":"Faulted"}"#
      #expect(await PlainSocket.exchange(port: port, request) == PlainSocket.End(received: 0, error: ECONNRESET))
      #expect(count(client) == stored)
      #expect(client.sandbox.calls.last?.fault == "reset")
      #expect(client.sandbox.calls.last?.kind == (commit == .after ? .create : .other))
      #expect(try await client.data("GET", "/limits").status == 200)
    }
  }

  @Test func `an error after the commit hides a write that happened`() async throws {
    try await withSandbox { client async throws in
      var fault = SandboxFault(.maintenance)
      fault.commit = .after
      #expect(try await faulted(fault, client).status == 503)
      #expect(count(client) == 1)
      #expect(client.sandbox.calls.last?.kind == .create)
      #expect(client.sandbox.calls.last?.status == 503)
    }
  }

  @Test func `records of one call fail singly, by turns or all`() async throws {
    try await withSandbox { client async throws in
      func write(_ fault: SandboxFault) async throws -> [SandboxValue?] {
        client.sandbox.inject(fault)
        defer { client.sandbox.clearFaults() }
        let records = (0..<4).map { SandboxValue.object(SandboxObject([("attributes", ["type": "Account"]), ("Name", .string("R\($0)"))])) }
        let results = try await client.data("POST", "/composite/sobjects", ["records": .array(records)]).json.array ?? []
        return results.map { $0["errors"]?.array?.first?["statusCode"] }
      }
      #expect(try await write(SandboxFault(.lockRow)) == ["UNABLE_TO_LOCK_ROW", nil, nil, nil])
      #expect(try await write(SandboxFault(.lockChunk)) == Array(repeating: "UNABLE_TO_LOCK_ROW", count: 4))
      var partial = SandboxFault(.partial)
      partial.code = "FIELD_CUSTOM_VALIDATION_EXCEPTION"
      #expect(try await write(partial) == [nil, "FIELD_CUSTOM_VALIDATION_EXCEPTION", nil, "FIELD_CUSTOM_VALIDATION_EXCEPTION"])
      #expect(client.sandbox.records(of: "Account").count { ["R0", "R1", "R2", "R3"].contains($0["Name"]?.string) } == 5)
    }
  }

  @Test func `rules match by system, method, path and body, skip, stop and draw from the seed`() async throws {
    try await withSandbox { client async throws in
      var fault = SandboxFault(.maintenance)
      (fault.method, fault.path, fault.body, fault.skip, fault.times) = ("POST", "/composite/sobjects", "Contact", 1, 1)
      client.sandbox.inject(fault)
      func post(_ object: String) async throws -> Int {
        try await client.data("POST", "/composite/sobjects", ["records": [["attributes": ["type": .string(object)], "Name": "x", "LastName": "x"]]])
          .status
      }
      #expect(try await post("Account") == 200)
      #expect(try await client.data("GET", "/composite/sobjects/Contact?ids=003Sb0000000001&fields=Id").status == 200)
      #expect(try await post("Contact") == 200)
      #expect(try await post("Contact") == 503)
      #expect(try await post("Contact") == 200)
      client.sandbox.clearFaults()
      var system = SandboxFault(.maintenance)
      system.system = "gainsight"
      client.sandbox.inject(system)
      #expect(try await client.data("GET", "/limits").status == 200)
      #expect(try await client.gainsight("GET", "/v1/meta/services/objects/list").status == 503)
    }
    func pattern() async throws -> [Int] {
      var statuses: [Int] = []
      try await withSandbox { client in
        var fault = SandboxFault(.maintenance)
        fault.rate = 0.5
        client.sandbox.inject(fault)
        for _ in 0..<30 { statuses.append(try await client.data("GET", "/limits").status) }
      }
      return statuses
    }
    let first = try await pattern()
    #expect(Set(first) == [200, 503])
    #expect(try await pattern() == first)
  }

  @Test func `a session can end under a request, and an answer can be slow`() async throws {
    try await withSandbox { client in
      var fault = SandboxFault(.expireSession)
      fault.times = 1
      client.sandbox.inject(fault)
      #expect(try await client.data("GET", "/limits").status == 401)
      var fresh = client
      fresh.token = try await client.clientCredentials()
      var slow = SandboxFault(.slow)
      slow.delay = 300
      client.sandbox.inject(slow)
      let clock = ContinuousClock()
      let start = clock.now
      #expect(try await fresh.data("GET", "/limits").status == 200)
      #expect(clock.now - start >= .milliseconds(300))
    }
  }

  @Test func `rules come over HTTP, and a wrong one is refused with what is right`() async throws {
    try await withSandbox { client in
      let rule: SandboxValue = ["id": "one", "fault": "maintenance", "path": "/limits", "times": 1]
      #expect(try await client.send("POST", "/_sandbox/faults", SandboxValue.array([rule]).json).status == 200)
      #expect(try await client.data("GET", "/limits").status == 503)
      #expect(try await client.data("GET", "/limits").status == 200)
      let counts = try await client.send("GET", "/_sandbox/faults").json["counts"]?.array
      #expect(counts == [["id": "one", "seen": 2, "struck": 1]])
      #expect(try await client.send("DELETE", "/_sandbox/faults/one").json["rules"] == [])
      for wrong in [#"{"fault":"nothing"}"#, #"{"fault":"reset","when":"now"}"#, #"{"fault":"reset","commit":"never"}"#, "x"] {
        let answer = try await client.send("POST", "/_sandbox/faults", wrong)
        #expect(answer.status == 400)
        #expect(answer.json["error"]?.string?.isEmpty == false)
      }
    }
  }
}
