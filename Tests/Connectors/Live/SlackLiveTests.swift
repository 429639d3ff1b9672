import CEL
import Calls
import ConnectorKit
import HTTPClient
import OrderedCollections
import RESTConnector
import Sandbox
import Testing

/// Slack's manifest at the sandbox's Slack, over real HTTP.
@Suite struct SlackLiveTests {
  private func slack(_ live: Live, token: String? = nil) throws -> RESTConnector {
    try RESTConnector(
      shipped("slack"),
      ConnectionSettings(
        name: "slack", url: "\(live.addresses.salesforce)/api", auth: ["bearer": Secret(token ?? SandboxConfiguration().slack.token)]),
      transport: CurlTransport(.patient))
  }

  @Test func aMessageArrives() async throws {
    try await Live.run { live in
      let slack = try slack(live)
      let answer = try await slack.notify(message("<!channel> & more", to: ["#cs-handoffs"], subject: "Won"))
      let kept = try #require(live.sandbox.messages.last)
      #expect(kept.channel == "C024BE92M" && kept.stamp == answer.id)
      #expect(kept.text == "Won\n&lt;!channel&gt; &amp; more")
      let other = try await slack.operate(operation("post_message", ["channel": "general", "text": "<!here>"]))
      #expect(other.value["channel"] == "C024BE93N")
      #expect(live.sandbox.messages.last?.text == "&lt;!here&gt;")
    }
  }

  @Test func aPersonIsWrittenToAndWhoIsUnknownIsNot() async throws {
    try await Live.run { live in
      let slack = try slack(live)
      let active = live.sandbox.records(of: "User").filter { $0["IsActive"]?.bool != false }
      let email = try #require(texts(active, "Email").first)
      _ = try await slack.notify(message("Hello", to: [email], mention: [email]))
      let kept = try #require(live.sandbox.messages.last)
      #expect(kept.channel.hasPrefix("D"))
      #expect(kept.text.hasPrefix("<@U"))
      let unknown = try await refused { try await slack.notify(message("Hello", to: ["nobody@nowhere.example"])) }
      #expect(unknown.kind == .rejected && unknown.code == "users_not_found")
      #expect(
        try await refused { try await slack.notify(message("x", to: ["archived-deals"])) }.code == "is_archived")
    }
  }

  @Test func aRevokedTokenIsAMatterOfTheLogin() async throws {
    try await Live.run { live in
      let failure = try await refused { try await slack(live, token: "xoxb-other").notify(message("x")) }
      #expect(failure.kind == .auth && failure.code == "invalid_auth" && failure.affectsConnection)
    }
  }
}
