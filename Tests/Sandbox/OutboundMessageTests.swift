import Sandbox
import Testing

@Suite struct OutboundMessageTests {
  private func ack(_ flag: Bool) -> String {
    MessageListener.http(
      "200 OK",
      """
      <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>
      <notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>\(flag)</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>
      """)
  }

  private func ids(_ body: String) -> [String] { body.matches(of: /<Notification>\s*<Id>(04l\w{15})<\/Id>/).map { String($0.1) } }

  @Test func `changes are posted with current values and repeated until they are accepted`() async throws {
    let listener = try #require(MessageListener(answers: [MessageListener.http("503 Busy", "<html/>"), ack(false), ack(true)]))
    defer { listener.stop() }
    try await withSandbox({ $0.salesforce.outboundRetryMilliseconds = 1 }) { client in
      let definition: SandboxValue = [
        "object": "opportunity", "url": .string("http://127.0.0.1:\(listener.port)/messages/sf"),
        "fields": ["Name", "StageName", "IsWon", "Amount", "LastModifiedDate", "NextStep"],
      ]
      let action = try await client.send("POST", "/_sandbox/outbound", definition.json).json["action"]?.string
      let id = try await client.create("Opportunity", ["Name": "A & <B>", "StageName": "Prospecting", "CloseDate": "2026-12-01", "Amount": 45000])
      var bodies = listener.bodies.makeAsyncIterator()
      let first = try #require(await bodies.next())
      #expect(first.contains("<ActionId>\(action ?? "")</ActionId>"))
      #expect(first.contains("<sf:Id>\(id)</sf:Id>"))
      #expect(first.contains("<sf:Name>A &amp; &lt;B&gt;</sf:Name>"))
      #expect(first.contains("<sf:Amount>45000.0</sf:Amount>"))
      #expect(first.contains("<sf:IsWon>false</sf:IsWon>"))
      #expect(first.contains("<sf:LastModifiedDate>2026-11-24T06:40:00.000Z</sf:LastModifiedDate>"))
      #expect(!first.contains("NextStep"))
      let second = try #require(await bodies.next())
      let third = try #require(await bodies.next())
      #expect(ids(first).count == 1)
      #expect(ids(first) == ids(second))
      #expect(ids(first) == ids(third))
      _ = try await client.data("PATCH", "/sobjects/Opportunity/\(id)", ["StageName": "Closed Won"])
      // An acceptance that gets lost on the way makes a message come once more: delivery is at least once.
      var fourth = try #require(await bodies.next())
      while ids(fourth) == ids(first) { fourth = try #require(await bodies.next()) }
      #expect(fourth.contains("<sf:IsWon>true</sf:IsWon>"))
    }
  }

  @Test(.timeLimit(.minutes(1))) func `what is refused holds up nothing else`() async throws {
    let refusing = try #require(MessageListener(answers: [ack(false)]))
    defer { refusing.stop() }
    let listener = try #require(MessageListener(answers: [ack(true)]))
    defer { listener.stop() }
    // Longer than the test may take: whatever waits for the refused one comes too late.
    try await withSandbox({ $0.salesforce.outboundRetryMilliseconds = 60_000 }) { client in
      for port in [refusing.port, listener.port] {
        client.sandbox.send(OutboundMessage(object: "Account", url: "http://127.0.0.1:\(port)/", fields: ["Name"]))
      }
      var bodies = listener.bodies.makeAsyncIterator()
      for name in ["First", "Second", "Third"] {
        _ = try await client.create("Account", ["Name": .string(name)])
        #expect(try #require(await bodies.next()).contains("<sf:Name>\(name)</sf:Name>"))
      }
      // New ones of the refused definition are sent, each once.
      var refused = refusing.bodies.makeAsyncIterator()
      for name in ["First", "Second", "Third"] { #expect(try #require(await refused.next()).contains("<sf:Name>\(name)</sf:Name>")) }
    }
  }

  @Test func `a message has a hundred notifications at most, and can come twice and reversed`() async throws {
    let listener = try #require(MessageListener(answers: [ack(true)]))
    defer { listener.stop() }
    try await withSandbox { client in
      var message = OutboundMessage(object: "Account", url: "http://127.0.0.1:\(listener.port)/", fields: ["Name"])
      message.repeats = true
      message.reorders = true
      client.sandbox.send(message)
      let records = (0..<120).map { SandboxValue.object(SandboxObject([("attributes", ["type": "Account"]), ("Name", .string("N\($0)"))])) }
      _ = try await client.data("POST", "/composite/sobjects", ["records": .array(records)])
      var bodies = listener.bodies.makeAsyncIterator()
      var counts: [Int] = []
      var first = ""
      for _ in 0..<4 {
        let body = try #require(await bodies.next())
        if counts.isEmpty { first = body }
        counts.append(ids(body).count)
      }
      #expect(counts == [100, 100, 20, 20])
      let names = first.matches(of: /<sf:Name>(N\d+)</).map { String($0.1) }
      #expect(names.first == "N99")
      #expect(names.last == "N0")
    }
  }

  @Test func `a wrong definition is refused`() async throws {
    try await withSandbox { client async throws in
      for wrong in [
        #"{"object":"Nope","url":"http://x/","fields":[]}"#, #"{"object":"Account","url":"ftp://x","fields":[]}"#,
        #"{"object":"Account","url":"http://x/","fields":["Nope"]}"#,
      ] {
        #expect(try await client.send("POST", "/_sandbox/outbound", wrong).status == 400)
      }
    }
  }
}
