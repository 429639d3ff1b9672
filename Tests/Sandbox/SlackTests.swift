import Sandbox
import Testing

@Suite struct SlackTests {
  private func call(_ client: SandboxClient, _ method: String, _ body: SandboxValue, token: String = "xoxb-sandbox") async throws
    -> SandboxClient.Answer
  {
    try await client.send(
      "POST", "/api/\(method)", body.json, type: "application/json; charset=utf-8", headers: ["Authorization": "Bearer \(token)"])
  }

  @Test func `a message is posted to a channel, threaded and changed`() async throws {
    try await withSandbox({ $0.slack.limitsChannels = false }, login: false) { client in
      let posted = try await call(client, "chat.postMessage", ["channel": "#revops-alerts", "text": "Hello", "blocks": [["type": "divider"]]])
      #expect(posted.json["ok"] == true)
      #expect(posted.json["channel"] == "C024BE91L")
      let stamp = try #require(posted.json["ts"]?.string)
      _ = try await call(client, "chat.postMessage", ["channel": "C024BE91L", "text": "Reply", "thread_ts": .string(stamp)])
      _ = try await call(client, "chat.update", ["channel": "C024BE91L", "ts": .string(stamp), "text": "Changed"])
      #expect(client.sandbox.messages.map(\.text) == ["Changed", "Reply"])
      #expect(client.sandbox.messages[1].thread == stamp)
    }
  }

  @Test func `errors are 200 with a code`() async throws {
    try await withSandbox({ $0.slack.limitsChannels = false }, login: false) { client async throws in
      func error(_ body: SandboxValue, token: String = "xoxb-sandbox") async throws -> String? {
        let answer = try await call(client, "chat.postMessage", body, token: token)
        #expect(answer.status == 200)
        #expect(answer.json["ok"] == false)
        return answer.json["error"]?.string
      }
      #expect(try await error(["channel": "general", "text": "x"], token: "wrong") == "invalid_auth")
      #expect(try await error(["channel": "nowhere", "text": "x"]) == "channel_not_found")
      #expect(try await error(["channel": "archived-deals", "text": "x"]) == "is_archived")
      #expect(try await error(["channel": "general"]) == "no_text")
      #expect(try await error(["channel": "general", "text": .string(String(repeating: "x", count: 40001))]) == "msg_too_long")
      #expect(try await error(["channel": "general", "text": "x", "blocks": [["type": "nothing"]]]) == "invalid_blocks")
      #expect(try await error(["channel": "general", "text": "x", "blocks": ["type": "section"]]) == "invalid_blocks_format")
      #expect(try await call(client, "no.method", [:]).json["error"] == "unknown_method")
      #expect(client.sandbox.messages.isEmpty)
    }
  }

  @Test func `a channel takes a message a second`() async throws {
    try await withSandbox(login: false) { client in
      let message: SandboxValue = ["channel": "general", "text": "x"]
      #expect(try await call(client, "chat.postMessage", message).status == 200)
      let limited = try await call(client, "chat.postMessage", message)
      #expect(limited.status == 429)
      #expect(limited.headers["retry-after"] == "1")
      #expect(try await call(client, "chat.postMessage", ["channel": "cs-handoffs", "text": "x"]).status == 200)
      client.sandbox.advance(seconds: 1)
      #expect(try await call(client, "chat.postMessage", message).status == 200)
    }
  }

  @Test func `a person is found by address and written to`() async throws {
    try await withSandbox(login: false) { client in
      let token = ["Authorization": "Bearer xoxb-sandbox"]
      let found = try await client.send("GET", "/api/users.lookupByEmail?email=priya.rao%40acme.example", headers: token).json["user"]
      #expect(found?["real_name"] == "Priya Rao")
      let user = found?["id"] ?? .null
      let opened = try await call(client, "conversations.open", ["users": user]).json["channel"]?["id"] ?? .null
      #expect(try await call(client, "chat.postMessage", ["channel": user, "text": "x"]).json["channel"] == opened)
      let none = try await client.send("GET", "/api/users.lookupByEmail?email=nobody%40x.example", headers: token)
      #expect(none.json["error"] == "users_not_found")
    }
  }

  @Test func `the incoming webhook answers in plain text`() async throws {
    try await withSandbox(login: false) { client in
      let path = "/services/" + client.sandbox.configuration.slack.hook
      let posted = try await client.send("POST", path, #"{"text":"hook"}"#)
      #expect(posted.status == 200)
      #expect(posted.text == "ok")
      #expect(try await client.send("POST", path, "x").text == "invalid_payload")
      #expect(try await client.send("POST", path, "{}").text == "no_text")
      #expect(try await client.send("POST", "/services/T1/B1/x", "{}").status == 404)
      #expect(client.sandbox.messages.map(\.text) == ["hook"])
      #expect(client.sandbox.calls.allSatisfy { $0.system == "slack" && $0.kind == .post })
    }
  }
}
