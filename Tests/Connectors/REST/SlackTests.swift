import CEL
import Calls
import ConnectorKit
import FlowCheck
import OrderedCollections
import Synchronization
import Testing

@testable import RESTConnector

/// Reference: gainsight.md 9.1 to 9.5.
@Suite struct SlackTests {
  static let posted = #"{"ok":true,"channel":"C024BE91L","ts":"1772442927.000247","message":{"type":"message"}}"#
  static let jo = #"{"ok":true,"user":{"id":"W012A3CDE","name":"jo","deleted":false,"real_name":"Jo Lee"}}"#

  @Test func aMessageIsPosted() async throws {
    let transport = ScriptedTransport { _, _ in .json(Self.posted) }
    let answer = try await rest(shipped("slack"), transport).notify(message("*Acme* is won", to: ["#cs-handoffs"], subject: "A deal"))
    #expect(answer.id == "1772442927.000247")
    let request = try #require(transport.requests.first)
    #expect(request.method == .post && request.url == "https://slack.com/api/chat.postMessage")
    #expect(request.header("Authorization") == "Bearer xoxb-secret-token")
    #expect(request.header("Content-Type") == "application/json; charset=utf-8")
    #expect(!request.idempotent)
    #expect(request.json["channel"] == "cs-handoffs")
    #expect(request.json["text"] == "A deal\n*Acme* is won")
    #expect(request.json["blocks"]?.asList?.count == 2)
    #expect(request.json["blocks"]?.asList?[0]["text"] == ["type": "plain_text", "text": "A deal"])
    #expect(request.json["thread_ts"] == nil)
  }

  @Test func peopleAreNamedByTheirEMail() async throws {
    let transport = ScriptedTransport { request, _ in .json(request.method == .get ? Self.jo : Self.posted) }
    let slack = try rest(shipped("slack"), transport)
    _ = try await slack.notify(message("Hello", to: ["Jo+x@Example.com"], mention: ["jo+x@example.com", "U0OTHER"]))
    #expect(transport.requests.map(\.url).first == "https://slack.com/api/users.lookupByEmail?email=jo%2Bx%40example.com")
    #expect(transport.requests.count == 2)
    #expect(transport.requests.last?.json["channel"] == "W012A3CDE")
    #expect(transport.requests.last?.json["text"] == "<@W012A3CDE> <@U0OTHER>\nHello")
    let deleted = ScriptedTransport { _, _ in .json(#"{"ok":true,"user":{"id":"W1","deleted":true}}"#) }
    let gone = try await refused {
      try await rest(shipped("slack"), deleted).notify(message("Hello", to: ["jo@example.com"]))
    }
    #expect(gone.kind == .rejected && gone.code == "no_person")
  }

  /// Reference 9.3, code by code. What may have been done is unknown; what only a channel or a payload is to blame for is refused.
  static let codes: [FailureClass: [String]] = [
    .rate: ["ratelimited", "rate_limited"], .retry: ["service_unavailable"], .unknown: ["internal_error", "fatal_error", "request_timeout"],
    .auth: [
      "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "no_permission", "missing_scope", "access_denied",
      "ekm_access_denied", "org_login_required",
    ],
    .rejected: [
      "channel_not_found", "not_in_channel", "is_archived", "users_not_found", "user_not_found", "restricted_action", "no_text", "msg_too_long",
      "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format", "too_many_attachments", "invalid_arguments", "invalid_json",
      "json_not_object", "invalid_form_data", "invalid_charset", "invalid_post_type", "missing_post_type", "invalid_array_arg", "invalid_arg_name",
      "a_code_of_tomorrow",
    ],
  ]

  @Test(arguments: FailureClass.allCases)
  func errorsOfA200HaveTheirClass(kind: FailureClass) async throws {
    for code in Self.codes[kind] ?? [] {
      let transport = ScriptedTransport { _, _ in .json(#"{"ok":false,"error":"\#(code)"}"#) }
      let failure = try await refused { try await rest(shipped("slack"), transport).notify(message("x")) }
      #expect(failure.kind == kind && failure.code == code && failure.message.contains("`\(code)`"), "\(code)")
      #expect(failure.affectsConnection == [.auth, .rate].contains(kind), "\(code)")
      #expect(transport.requests.count == 1)
    }
  }

  @Test func statusesHaveTheirClass() async throws {
    let limited = ScriptedTransport { _, _ in .json(#"{"ok":false,"error":"ratelimited"}"#, status: 429, headers: [("Retry-After", "30")]) }
    let rate = try await refused { try await rest(shipped("slack"), limited).notify(message("x")) }
    #expect(rate.kind == .rate && rate.retryAfter == 30 && rate.affectsConnection)
    let down = ScriptedTransport { _, _ in .html("<h1>Down</h1>", status: 503) }
    #expect(try await refused { try await rest(shipped("slack"), down).notify(message("x")) }.kind == .retry)
    let broken = ScriptedTransport { _, _ in .html("<h1>Oops</h1>", status: 502) }
    #expect(try await refused { try await rest(shipped("slack"), broken).notify(message("x")) }.kind == .unknown)
    let page = ScriptedTransport { _, _ in .html("<h1>Sign in</h1>", status: 200) }
    #expect(try await refused { try await rest(shipped("slack"), page).notify(message("x")) }.kind == .unknown)
    let lost = ScriptedTransport { _, _ in throw TransportFailure(.noAnswer, "reset") }
    #expect(try await refused { try await rest(shipped("slack"), lost).notify(message("x")) }.kind == .unknown)
    let unreached = ScriptedTransport { _, _ in throw TransportFailure(.notSent, "refused") }
    #expect(try await refused { try await rest(shipped("slack"), unreached).notify(message("x")) }.kind == .retry)
  }

  @Test func aMissingScopeIsNamed() async throws {
    let transport = ScriptedTransport { _, _ in .json(#"{"ok":false,"error":"missing_scope","needed":"chat:write"}"#) }
    let failure = try await refused { try await rest(shipped("slack"), transport).notify(message("x")) }
    #expect(failure.message == "Slack answered `missing_scope`; the token needs chat:write.")
  }

  @Test func oneMessageASecondGoesIntoAChannel() throws {
    #expect(try shipped("slack").operations["post_message"]?.request.limit?.perSecond == 1)
    let (pace, start) = (Pace(1, window: .seconds(1)), ContinuousClock.now)
    // The first of each channel goes at once; each further one a second after the one before, however late it is asked for.
    let slots = [0, 100, 200, 2_500, 2_600].map { pace.slot("general", now: start + .milliseconds($0)) - start }
    #expect(slots == [0, 1_000, 2_000, 3_000, 4_000].map { .milliseconds($0) })
    #expect(pace.slot("cs-handoffs", now: start) == start)
  }

  @Test func aReceiverThatHasItIsNotWrittenToTwice() async throws {
    let transport = ScriptedTransport { request, index in
      index == 1 ? .json(#"{"ok":false,"error":"service_unavailable"}"#) : .json(Self.posted)
    }
    let slack = try rest(shipped("slack"), transport)
    let call = message("x", to: ["general", "cs-handoffs"])
    #expect(try await refused { try await slack.notify(call) }.kind == .retry)
    _ = try await slack.notify(call)
    #expect(transport.requests.map { $0.json["channel"] } == ["general", "cs-handoffs", "cs-handoffs"])
  }

  @Test(arguments: ["", "<!channel>", "a b", "x\ny", "general\"}", "@here"])
  func whatIsNoReceiverIsRefusedBeforeAnythingIsSent(receiver: String) async throws {
    let transport = ScriptedTransport { _, _ in .json(Self.posted) }
    let failure = try await refused {
      try await rest(shipped("slack"), transport).notify(message("x", to: ["general", receiver]))
    }
    #expect(failure.kind == .rejected && failure.code == "bad_receiver")
    #expect(transport.requests.isEmpty)
  }

  @Test func nobodyIsMentionedThroughAValue() async throws {
    let transport = ScriptedTransport { _, _ in .json(Self.posted) }
    let slack = try rest(shipped("slack"), transport)
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    let pieces = ["<!channel>", "<@U123>", "<https://x|y>", "&lt;", "&", "<", ">", "!here", "\"", "\\", "\n", "\0", "ü", "👩‍👩‍👧", "a"]
    for index in 0..<200 {
      let text = (0..<Int.random(in: 1...8, using: &generator)).compactMap { _ in pieces.randomElement(using: &generator) }.joined()
      let subject: String? = index.isMultiple(of: 2) ? text : nil
      _ = try await slack.notify(message(text, subject: subject, key: "k\(index)"))
      _ = try await slack.operate(operation("post_message", ["channel": "c", "text": .string(text), "blocks": [["t": .string(text)]]]))
      for sent in transport.requests.suffix(2) {
        let markup = Self.markup(sent.json)
        #expect(!markup.contains("<") && !markup.contains(">"), "seed \(seed): \(text)")
        // What stands there is the text again: nothing is lost but NUL.
        let shown = Self.unescaped(sent.json["text"]?.asString ?? "")
        let wanted = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" }))
        #expect(Array(shown.unicodeScalars.suffix(wanted.unicodeScalars.count)) == Array(wanted.unicodeScalars))
      }
    }
  }

  /// All text in which Slack would read markup.
  private static func markup(_ value: Value) -> String {
    if let list = value.asList { return list.map(markup).joined() }
    guard let record = value.asRecord else { return value.asString ?? "" }
    return record["type"] == "plain_text" ? "" : record.values.map(markup).joined()
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
  }
}
