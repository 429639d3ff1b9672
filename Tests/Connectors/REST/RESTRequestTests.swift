import CEL
import Calls
import ConnectorKit
import Foundation
import OrderedCollections
import RESTConnector
import Testing

@Suite struct RESTRequestTests {
  private static let head = "flowrun: 1\nconnector: desk\nurl: https://desk.example/api\n"
  private static let places = """
    auth: { none: true }
    operations:
      all:
        input: { v: string }
        post: /a/${input.v}/b
        query: { q: =input.v }
        headers: { X-Value: =input.v }
        body: { v: =input.v }
      form:
        input: { v: string }
        post: /form
        form: { v: =input.v, w: fixed }
    """

  /// Whatever a value is, it stays one segment, one parameter, one header, one JSON text; or the request is refused.
  @Test func noValueLeavesItsPlace() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    let pieces = ["/", "..", ".", "?", "#", "&", "=", "%2F", "%", "\r\n", "\n", "\0", "\"", "\\", "}", ";", " ", "+", "ü", "👩‍👩‍👧", "a", "X-Evil: 1"]
    let transport = ScriptedTransport { _, _ in .json("{}") }
    let desk = try rest(manifest(Self.head + Self.places), transport, auth: [:])
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 1...6, using: &generator)).compactMap { _ in pieces.randomElement(using: &generator) }.joined()
      let isHeader = text.utf8.allSatisfy { $0 == 9 || $0 >= 0x20 && $0 != 0x7F }
      let before = transport.requests.count
      let failure = await failure { try await desk.operate(operation("all", ["v": .string(text)])) }
      if !isHeader || text == "." || text == ".." {
        #expect(failure?.kind == .rejected && transport.requests.count == before, "seed \(seed): \(text)")
      } else {
        let request = try #require(transport.requests.last)
        let parts = request.url.split(separator: "?", omittingEmptySubsequences: false)
        let segments = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        #expect(parts.count == 2 && segments.count == 7 && segments[6] == "b", "seed \(seed): \(text)")
        #expect(String(segments[5]).removingPercentEncoding == text)
        #expect(
          parts[1].split(separator: "&", omittingEmptySubsequences: false).count == 1 && HTTPRequest.decoded(String(parts[1].dropFirst(2))) == text)
        #expect(request.headers.map(\.name) == ["Accept", "X-Value", "Content-Type"] && request.header("X-Value") == text)
        #expect(request.json == ["v": .string(text)])
      }
      _ = try await desk.operate(operation("form", ["v": .string(text)]))
      let fields = try #require(transport.requests.last).text.split(separator: "&", omittingEmptySubsequences: false)
      #expect(fields.count == 2 && HTTPRequest.decoded(String(fields[0].dropFirst(2))) == text && fields[1] == "w=fixed", "seed \(seed): \(text)")
    }
  }

  @Test func aRequestCanBeSigned() async throws {
    let text =
      Self.head + "auth: { hmac: { header: X-Signature, over: =request.time + request.method + request.path + request.body, prefix: sha256=, "
      + "time_header: X-Timestamp } }\noperations: { ping: { post: /ping, body: { a: 1 } } }\n"
    let transport = ScriptedTransport { _, _ in .json("{}") }
    _ = try await rest(manifest(text), transport, auth: ["hmac": "key"], now: 1_700_000_000).operate(operation("ping"))
    let request = try #require(transport.requests.first)
    #expect(request.header("X-Timestamp") == "1700000000")
    // python3: hmac.new(b"key", b'1700000000POST/ping{"a":1}', "sha256").hexdigest()
    #expect(request.header("X-Signature") == "sha256=3e4bd57dcfff277d7507faccb100c16f930f71020241fe66b49fe183aaff7158")
  }

  @Test func aTokenIsRenewedOnceWhenItIsRefused() async throws {
    let text = Self.head + "auth: { client_credentials: { token_url: /token, scope: all } }\noperations: { ping: { get: /ping } }\n"
    let transport = ScriptedTransport { request, index in
      if request.url.hasSuffix("/token") { return .json(#"{"access_token":"t\#(index)"}"#) }
      return request.header("Authorization") == "Bearer t0" ? .json("{}", status: 401) : .json("{}")
    }
    let desk = try rest(
      manifest(text), transport, auth: ["client_credentials.client_id": "id", "client_credentials.client_secret": "long-secret"])
    _ = try await desk.operate(operation("ping"))
    #expect(transport.logins.count == 2 && transport.calls.count == 2)
    #expect(transport.logins[0].text == "grant_type=client_credentials&scope=all")
    #expect(transport.logins[0].header("Authorization") == "Basic aWQ6bG9uZy1zZWNyZXQ=")
  }

  @Test func aKnownKeyMakesALostAnswerHarmless() async throws {
    let text = Self.head + "auth: { header: X-Key }\nidempotency: { header: Idempotency-Key }\noperations: { pay: { post: /pay } }\n"
    let transport = ScriptedTransport { _, _ in throw TransportFailure(.noAnswer, "reset") }
    let lost = try await refused { try await rest(manifest(text), transport, auth: ["header": "k"]).operate(operation("pay", key: "effect-7")) }
    #expect(lost.kind == .retry)
    #expect(transport.requests.first?.header("Idempotency-Key") == "effect-7" && transport.requests.first?.header("X-Key") == "k")
  }

  @Test func aChangeHasNoKey() async throws {
    let text =
      Self.head + "auth: { none: true }\nidempotency: { header: Idempotency-Key }\nobjects:\n  t:\n"
      + "    fields: { id: { type: id, read_only: true }, name: string }\n"
      + "    find: { by: [id], get: '/t/${key.id}', records: '=[response.body]' }\n"
      + "    create: { post: /t, body: =record, id: =response.body.id }\n    update: { put: '/t/${id}', body: =record }\n"
    let transport = ScriptedTransport { _, _ in .json(#"{"id":7}"#) }
    let desk = try rest(manifest(text), transport, auth: [:])
    for verb in [WriteCall.Verb.create, .create, .update] {
      let record = WriteRecord(id: verb == .update ? "7" : nil, fields: ["name": "x"])
      let answer = try await desk.write(WriteCall(connection: "c", object: "t", verb: verb, records: [record]))
      #expect(answer.results == [.written(id: "7")])
    }
    let keys = transport.requests.map { $0.header("Idempotency-Key") }
    #expect(keys[0] != nil && keys[0] == keys[1] && keys[2] == nil)
  }

  @Test func aPasswordIsNotToldInAnyForm() async throws {
    let transport = ScriptedTransport { request, _ in .json(#"{"message":"Refused: \#(request.header("Authorization") ?? "")"}"#, status: 400) }
    let text = Self.head + "auth: { basic: true }\nerrors: { message: =response.body.message }\noperations: { ping: { get: /ping } }\n"
    let desk = try rest(manifest(text), transport, auth: ["basic.user": "someone", "basic.password": "secret-word"])
    #expect(try await refused { try await desk.operate(operation("ping")) }.message == "Refused: Basic •••.")
  }

  @Test(arguments: [true, false])
  func aLostAnswerIsLookedFor(wasDone: Bool) async throws {
    let text =
      Self.head + "auth: { none: true }\noperations:\n  pay:\n    input: { ref: string }\n    post: /pay\n    body: { ref: =input.ref }\n"
      + "    read_back: { get: /pay, query: { ref: =input.ref }, found: =size(response.body.items) > 0 }\n"
    let transport = ScriptedTransport { request, _ in
      if request.method == .post { throw TransportFailure(.noAnswer, "reset") }
      return .json(wasDone ? #"{"items":[1]}"# : #"{"items":[]}"#)
    }
    let desk = try rest(manifest(text), transport, auth: [:])
    if wasDone {
      #expect(try await desk.operate(operation("pay", ["ref": "r"])).value == ["items": [1]])
    } else {
      #expect(try await refused { try await desk.operate(operation("pay", ["ref": "r"])) }.kind == .retry)
    }
    #expect(transport.requests.map(\.url).last == "https://desk.example/api/pay?ref=r")
  }

  @Test func pagesAreFollowedAtTheSameHostOnly() async throws {
    func desk(_ paging: String, _ transport: ScriptedTransport) throws -> RESTConnector {
      try rest(
        manifest(
          Self.head + "auth: { bearer: true }\nobjects:\n  t:\n    fields: { id: { type: id, read_only: true }, name: string }\n"
            + "    find: { by: [name], get: /t, query: { name: =key.name, from: =offset }, records: =response.body.t, paging: { \(paging) } }\n"),
        transport)
    }
    let call = FindCall(connection: "c", object: "t", fields: [], match: ["name"], keys: [["x"]])
    let linked = ScriptedTransport { _, index in
      .json(
        #"{"t":[{"id":\#(index)}]}"#,
        headers: index == 0 ? [("Link", "<https://desk.example/api/t?p=0>; rel=\"prev\", <https://desk.example/api/t?p=2>; rel=\"next\"")] : [])
    }
    #expect(try await desk("link: true", linked).find(call).records.map { $0["id"] } == ["0", "1"])
    #expect(linked.requests.last?.url == "https://desk.example/api/t?p=2")
    for other in ["https://evil.example/api/t", "https://desk.example.evil.example/t", "//evil.example/t", "https://desk.example@evil.example/"] {
      let named = ScriptedTransport { _, _ in .json(#"{"t":[],"next":"\#(other)"}"#) }
      #expect(try await refused { try await desk("url: =response.body.next", named).find(call) }.code == "other_host")
      #expect(named.requests.count == 1)
    }
    let counted = ScriptedTransport { _, index in .json(index == 0 ? #"{"t":[{"id":1},{"id":2}]}"# : #"{"t":[{"id":3}]}"#) }
    #expect(try await desk("size: 2", counted).find(call).records.count == 3)
    #expect(counted.requests.map(\.url).last?.hasSuffix("from=2") == true)
  }

  @Test func noSecretIsTold() async throws {
    let transport = ScriptedTransport { _, _ in .json(#"{"message":"Token xoxb-secret-token is bad"}"#, status: 400) }
    let text = Self.head + "auth: { bearer: true }\nerrors: { message: =response.body.message }\noperations: { ping: { get: /ping } }\n"
    let failure = try await refused { try await rest(manifest(text), transport).operate(operation("ping")) }
    #expect(failure.message == "Token ••• is bad.")
  }
}
