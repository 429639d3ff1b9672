import CEL
import ConnectorKit
import Diagnostics
import HTTPClient
import Synchronization
import Testing

/// Recording, redaction and replay at the HTTP boundary.
@Suite struct RecordingTests {
  private let start = Timestamp("2026-03-14T09:00:00Z")!
  private let end = Timestamp("2026-03-14T09:00:05Z")!

  /// Answers from a list, in order, and remembers what it was asked.
  private final class Script: HTTPTransport {
    private let outcomes: Mutex<[Recording.Exchange.Outcome]>
    init(_ outcomes: [Recording.Exchange.Outcome]) { self.outcomes = Mutex(outcomes) }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
      switch outcomes.withLock({ $0.removeFirst() }) {
      case .answer(let response): return response
      case .failure(let failure): throw failure
      }
    }
  }

  private func json(_ text: String, status: Int = 200, headers: [(name: String, value: String)] = []) -> Recording.Exchange.Outcome {
    .answer(HTTPResponse(status: status, headers: [("Content-Type", "application/json")] + headers, body: Array(text.utf8)))
  }

  private func post(_ path: String, _ body: String, type: String = "application/json") -> HTTPRequest {
    HTTPRequest(
      .post, "https://org.example\(path)", headers: [("Content-Type", type), ("Authorization", "Bearer s3cr3t-token")], body: Array(body.utf8),
      idempotent: false)
  }

  private func recording(_ requests: [HTTPRequest], _ outcomes: [Recording.Exchange.Outcome], redact: [String] = []) async -> Recording {
    let transport = RecordingTransport(Script(outcomes))
    for request in requests { _ = try? await transport.send(request) }
    var redaction = RecordingRedaction(secrets: [Secret("hunter22")], fields: redact)
    return Recording(started: start, ended: end, journal: "recording", redacted: redact, exchanges: redaction.cleaned(transport.recorded))
  }

  private func replay(_ recording: Recording) throws -> ReplayTransport {
    ReplayTransport(try Recording(SourceFile(name: "r.yaml", text: recording.yaml))) { [end] in end }
  }

  @Test func aRecordingReadsBackAsItWasWritten() async throws {
    let hostile = "tab\t quote\" colon: # hash \u{0085}\u{2028}\u{FEFF}\u{7F} é 🦊\r\nline\0end"
    let recorded = await recording(
      [
        post("/a?b=1&c=x%20y", #"{"n":42.0,"big":18446744073709551615,"t":"é\u2028","deep":[[],{}]}"#),
        post("/soap", "<a>\(hostile)</a>", type: "text/xml"), post("/bytes", "x"), HTTPRequest(.get, "https://org.example", idempotent: true),
      ],
      [
        json("[]", headers: [("Retry-After", "7"), ("Set-Cookie", "sid=1")]),
        .answer(HTTPResponse(status: 503, body: Array("<html>down\n  now</html>".utf8))),
        .answer(HTTPResponse(status: 200, body: [0, 255, 254])), .failure(TransportFailure(.noAnswer, "reset: by peer")),
      ])
    let read = try Recording(SourceFile(name: "r.yaml", text: recorded.yaml))
    #expect(read.yaml == recorded.yaml)
    #expect(read.exchanges.count == 4)
    #expect(String(decoding: read.exchanges[1].body, as: UTF8.self) == "<a>\(hostile)</a>")
    guard case .answer(let bytes) = read.exchanges[2].outcome, case .answer(let first) = read.exchanges[0].outcome else {
      Issue.record("An answer was lost.")
      return
    }
    #expect(bytes.body == [0, 255, 254])
    #expect(first.header("Retry-After") == "7")
    #expect(first.header("Set-Cookie") == nil)
    #expect(recorded.yaml.contains("42.0") && recorded.yaml.contains("18446744073709551615"))
  }

  @Test func secretsAndChosenFieldsLeaveNoTrace() async throws {
    let recorded = await recording(
      [
        post(
          "/token", "grant_type=password&username=ann%40acme.example&password=hunter22&client_secret=abcd1234",
          type: "application/x-www-form-urlencoded"),
        HTTPRequest(.get, "https://org.example/query?q=SELECT+Id+WHERE+Email+%3D+%27bob%40acme.example%27", idempotent: true),
        post("/x", #"{"Email":"bob@acme.example","note":"mail bob@acme.example","Age":"hunter22"}"#),
        post("/soap", "<u:login><password>tr0ub4dor</password></u:login>", type: "text/xml"),
      ],
      [
        json(#"{"access_token":"00D!tok.en","instance_url":"https://org.example"}"#),
        json(#"{"records":[{"Email":"bob@acme.example","Phone":5551234}]}"#),
        json(#"{"echo":"00D!tok.en"}"#), json("{}"),
      ], redact: ["email", "Phone"])
    for secret in ["hunter22", "abcd1234", "00D!tok.en", "bob@acme", "bob%40acme", "tr0ub4dor", "s3cr3t", "5551234", "ann@acme"] {
      #expect(!recorded.yaml.contains(secret), "\(secret) is in the recording")
    }
    // The same value is the same other one everywhere, so that the records still fit together.
    #expect(recorded.yaml.components(of: "email-1@redacted.example") + recorded.yaml.components(of: "email-1%40redacted.example") == 4)
  }

  @Test func aReplayAnswersInAnyOrderAndTellsAlikeRequestsApart() async throws {
    let recorded = await recording(
      [post("/a", #"{"x":1,"y":2}"#), post("/b", "{}"), post("/a", #"{"x":1,"y":2}"#)], [json(#""first""#), json(#""b""#), json(#""second""#)])
    let replay = try replay(recorded)
    let bodies = [
      try await replay.send(post("/b", "{}")).body, try await replay.send(post("/a", #"{ "y": 2, "x": 1 }"#)).body,
      try await replay.send(post("/a", #"{"x":1,"y":2}"#)).body,
    ].map { String(decoding: $0, as: UTF8.self) }
    #expect(bodies == [#""b""#, #""first""#, #""second""#])
    #expect(replay.refused.isEmpty && replay.unasked.isEmpty)
    await #expect(throws: TransportFailure(.notRecorded, "`POST /a` is asked more often than the 2 times of the recording.")) {
      _ = try await replay.send(post("/a", #"{"x":1,"y":2}"#))
    }
    #expect(replay.refused.count == 1)
  }

  @Test func anUnknownRequestShowsItsDifferenceFromTheNearest() async throws {
    let recorded = await recording([post("/a?p=1&q=2", #"{"x":1,"y":2}"#), post("/b", "{}")], [json("{}"), json("{}")])
    let replay = try replay(recorded)
    await #expect(
      throws: TransportFailure(
        .notRecorded,
        """
        The recording has no such request (`-` recorded, `+` asked):
          POST /a
          p=1
          q=2
          {
            "x": 1,
        -   "y": 2
        +   "y": 3
          }
        """)
    ) { _ = try await replay.send(post("/a?q=2&p=1", #"{"y":3,"x":1}"#)) }
    #expect(replay.unasked == ["POST /a", "POST /b"])
  }

  @Test func timesOfTheRunAreAlikeAndOthersAreNot() async throws {
    let recorded = await recording(
      [post("/a", #"{"at":"2026-03-14T09:00:01.123+0000","due":"2026-03-15T09:00:01Z"}"#)], [json("{}")])
    let replay = try replay(recorded)
    await #expect(throws: TransportFailure.self) {
      _ = try await replay.send(post("/a", #"{"at":"2026-03-14T09:00:04Z","due":"2026-03-16T09:00:01Z"}"#))
    }
    _ = try await replay.send(post("/a", #"{"at":"2026-03-14T09:00:04Z","due":"2026-03-15T09:00:01Z"}"#))
    #expect(replay.unasked.isEmpty)
  }

  @Test(arguments: [
    ("recording: 2\nstarted: x\n", "r.yaml:1:1: `recording` is the version of the form: write `recording: 1`."),
    (
      "recording: 1\nsteps: []\n",
      "r.yaml:2:1: `steps` is no key of a recording. It has: `recording`, `started`, `ended`, `journal`, `sandbox`, `redacted`, `exchanges`."
    ),
    ("recording: 1\nstarted: noon\n", "r.yaml:2:10: `started` is a time such as \"2026-03-14T09:00:00Z\"."),
    ("- a\n", "r.yaml:1:1: Expected a recording, a mapping, and found a list."),
  ])
  func aFileThatIsNoRecordingIsRefusedWithItsPlace(text: String, message: String) {
    #expect(throws: RecordingFailure(description: message)) { _ = try Recording(SourceFile(name: "r.yaml", text: text)) }
  }
}

extension String {
  fileprivate func components(of part: String) -> Int { split(separator: part, omittingEmptySubsequences: false).count - 1 }
}
