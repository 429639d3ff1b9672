import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Salesforce
import Testing

/// Reference 8.9: posts with mentions.
@Suite struct SalesforceChatterTests {
  private static let owner = "005T0000000mzCyIAI"
  private static let record = "0065w000023STAmAAO"
  private static let posted = HTTPResponse.json(#"{"id":"0D53h00000n2cWXCAY","feedElementType":"FeedItem"}"#, status: 201)

  private func call(_ to: [String], mention: [String] = [], text: String = "Renewal at risk", channel: String? = "chatter") -> NotifyCall {
    NotifyCall(connection: "salesforce", channel: channel, to: to, subject: nil, text: text, mention: mention, key: "k")
  }

  private func transport(inactive: [String] = [], _ answer: HTTPResponse) -> ScriptedTransport {
    ScriptedTransport { request, _ in
      if request.url.hasSuffix("/token") { return salesforceLogin }
      if request.url.contains("/query") {
        return .json(#"{"done":true,"records":[\#(inactive.map { "{\"Id\":\"\($0)\"}" }.joined(separator: ","))]}"#)
      }
      return answer
    }
  }

  @Test func aPostIsTextAndMentionsInSegments() async throws {
    let transport = transport(Self.posted)
    let answer = try await salesforce(transport).notify(
      call([Self.record], mention: [String(Self.owner.prefix(15)), Self.owner], text: "At \"risk\""))
    #expect(answer.id == "0D53h00000n2cWXCAY")
    let post = try #require(transport.calls.last)
    #expect(post.method == .post && post.url.hasSuffix("/services/data/v62.0/chatter/feed-elements") && !post.idempotent)
    #expect(
      post.text
        == #"{"body":{"messageSegments":[{"type":"Text","text":"At \"risk\""},{"type":"Text","text":" "},"#
        + #"{"type":"Mention","id":"005T0000000mzCyIAI"}]},"feedElementType":"FeedItem","subjectId":"0065w000023STAmAAO"}"#)
    #expect(transport.calls[0].soql == "SELECT Id FROM User WHERE IsActive = FALSE AND Id IN ('005T0000000mzCyIAI')")
  }

  @Test func whoHasLeftIsNotMentioned() async throws {
    let transport = transport(inactive: [Self.owner], Self.posted)
    _ = try await salesforce(transport).notify(call(["me"], mention: [Self.owner]))
    #expect(transport.calls.last?.text.contains("Mention") == false)
    let unchecked = self.transport(inactive: [Self.owner], Self.posted)
    _ = try await salesforce(unchecked, ["chatter.mentions": "send"]).notify(call(["me"], mention: [Self.owner]))
    #expect(unchecked.calls.count == 1 && unchecked.calls[0].text.contains(#""Mention","id":"005T0000000mzCyIAI""#))
  }

  @Test func severalReceiversAreOneRequest() async throws {
    let good = #"{"statusCode":201,"result":{"id":"0D53h00000n2cWXCAY"}}"#
    let bad = #"{"statusCode":404,"result":[{"errorCode":"NOT_FOUND","message":"m"}]}"#
    let receivers = [Self.record, "me"]
    let both = transport(.json("{\"hasErrors\":false,\"results\":[\(good),\(good)]}", status: 201))
    #expect(try await salesforce(both).notify(call(receivers)).id == "0D53h00000n2cWXCAY")
    #expect(both.calls.count == 1 && both.calls[0].url.hasSuffix("/chatter/feed-elements/batch"))
    let half = transport(.json("{\"hasErrors\":true,\"results\":[\(good),\(bad)]}", status: 201))
    let failure = try #require(await failure { try await salesforce(half).notify(call(receivers)) })
    #expect(failure.kind == .rejected && failure.message.contains("1 of 2") && failure.message.contains("me: m"))
  }

  @Test func whatChatterCannotTakeIsRefusedWithoutACall() async throws {
    let transport = transport(Self.posted)
    let connector = try salesforce(transport, ["chatter.length": "20"])
    let users = (0..<26).map { "005T0000000mz\(Character(UnicodeScalar(UInt8(65 + $0))))A" }
    for (call, code) in [
      (call(["x@y.z"]), "bad_id"), (call([Self.record], mention: [Self.record]), "bad_mention"),
      (call([Self.record], mention: users), "too_many_mentions"),
      (call([Self.record], text: String(repeating: "x", count: 21)), "too_long"), (call([Self.record], channel: "email"), "no_channel"),
      (call([]), "no_receiver"), (call([Self.record], text: ""), "no_text"),
    ] {
      #expect(await failure { try await connector.notify(call) }?.code == code)
    }
    #expect(transport.calls.isEmpty)
  }

  /// Reference 6.2: Chatter's own hourly limit is a 503, and stops nothing else.
  @Test func chattersLimitIsItsOwn() async throws {
    let limit = HTTPResponse.json(#"[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"m"}]"#, status: 503)
    let failure = try #require(await failure { try await salesforce(transport(limit)).notify(call([Self.record])) })
    #expect(failure.kind == .retry && failure.retryAfter == 600 && !failure.affectsConnection)
    let lost = try #require(await self.failed(.html("<p>We are down for maintenance</p>", status: 503)))
    #expect(lost.kind == .unknown && lost.affectsConnection)
    #expect(await self.failed(.json("{}"))?.kind == .unknown)
  }

  private func failed(_ answer: HTTPResponse) async -> CallFailure? {
    await failure { try await salesforce(transport(answer)).notify(call([Self.record])) }
  }
}
