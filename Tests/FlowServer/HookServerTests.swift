import ConnectorKit
import FlowServer
import Foundation
import Logging
import Synchronization
import Testing

/// What reached the journal's door, in order.
final class Accepted: Sendable {
  private let state = Mutex<[String]>([])
  func add(_ body: [UInt8]) { state.withLock { $0.append(String(decoding: body, as: UTF8.self)) } }
  var bodies: [String] { state.withLock { $0 } }
}

/// Holds whoever waits until it is opened.
actor Gate {
  private var open = false
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var watchers: [CheckedContinuation<Void, Never>] = []

  func pass() async {
    if open { return }
    for watcher in watchers { watcher.resume() }
    watchers = []
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Returns when somebody waits at the gate.
  func reached() async {
    if open || !waiting.isEmpty { return }
    await withCheckedContinuation { watchers.append($0) }
  }

  func lift() {
    open = true
    for waiter in waiting { waiter.resume() }
    waiting = []
  }
}

let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

func started(
  _ configuration: ServerConfiguration = .init(hooks: .init(host: "127.0.0.1", port: 0)),
  verification: HookVerification = .token(header: "X-Flowrun-Token", secret: Secret("opensesame")),
  accept: @escaping @Sendable ([UInt8]) async throws(HookRefusal) -> Void
) async throws -> (server: FlowServer, addresses: FlowServer.Addresses) {
  let view = AdminView(unready: { nil }, metrics: { [] })
  let server = FlowServer(
    configuration, hooks: [HookRoute(flow: "sync-health-scores", verification: verification, accept: accept)], admin: view, logger: quiet)
  return (server, try await server.start())
}

/// Blocking socket work off the cooperative threads.
func blocking<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result(catching: work)) }
  }
}

let hookPath = "/hooks/sync-health-scores"
let token = "X-Flowrun-Token: opensesame"

@Suite struct HookServerTests {
  @Test func theAnswerWaitsUntilTheBodyIsKept() async throws {
    let gate = Gate()
    let accepted = Accepted()
    let (server, addresses) = try await started { body in
      await gate.pass()
      accepted.add(body)
    }
    let port = addresses.hooks.port
    let answered = Mutex(false)
    async let status = blocking {
      let status = try RawClient.status(hookPath, port: port, headers: [token], body: #"{"score":1}"#)
      answered.withLock { $0 = true }
      return status
    }
    await gate.reached()
    #expect(!answered.withLock { $0 })
    #expect(accepted.bodies.isEmpty)
    await gate.lift()
    #expect(try await status == 202)
    #expect(accepted.bodies == [#"{"score":1}"#])
    await server.stop()
  }

  @Test func aWrongOrMissingSecretStoresNothing() async throws {
    let accepted = Accepted()
    let (server, addresses) = try await started { accepted.add($0) }
    let port = addresses.hooks.port
    #expect(try await blocking { try RawClient.status(hookPath, port: port, body: "{}") } == 401)
    #expect(try await blocking { try RawClient.status(hookPath, port: port, headers: ["X-Flowrun-Token: opensesamf"], body: "{}") } == 401)
    #expect(try await blocking { try RawClient.status(hookPath, port: port, headers: ["X-Flowrun-Token: "], body: "{}") } == 401)
    #expect(accepted.bodies.isEmpty)
    await server.stop()
  }

  @Test func basicCredentialsAdmitAndAreAskedFor() async throws {
    let accepted = Accepted()
    let (server, addresses) = try await started(verification: .basic(user: Secret("gainsight"), password: Secret("päss:wörd"))) {
      accepted.add($0)
    }
    let port = addresses.hooks.port
    let right = Data("gainsight:päss:wörd".utf8).base64EncodedString()
    let wrong = Data("gainsight:päss:word".utf8).base64EncodedString()
    #expect(
      try await blocking { try RawClient.status(hookPath, port: port, headers: ["Authorization: Basic \(right)"], body: "{}") } == 202)
    #expect(
      try await blocking { try RawClient.status(hookPath, port: port, headers: ["Authorization: Basic \(wrong)"], body: "{}") } == 401)
    let answer = try await blocking {
      let client = try RawClient(port: port)
      client.send(RawClient.request(hookPath, body: "{}"))
      return client.answer()
    }
    #expect(answer.lowercased().contains("www-authenticate: basic realm="))
    #expect(accepted.bodies == ["{}"])
    await server.stop()
  }

  /// The signature is RFC 4231's way with the key and text of its test case 2.
  @Test(arguments: [
    (HookVerification.SignatureEncoding.hex, "sha256=", "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    (.hex, "", "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843"),
    (.base64, "", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="),
  ])
  func aSignatureOverTheBodyAdmits(encoding: HookVerification.SignatureEncoding, prefix: String, signature: String) async throws {
    let accepted = Accepted()
    let verification = HookVerification.hmac(header: "X-Signature", secret: Secret("Jefe"), encoding: encoding, prefix: prefix)
    let (server, addresses) = try await started(verification: verification) { accepted.add($0) }
    let port = addresses.hooks.port
    let text = "what do ya want for nothing?"
    #expect(try await blocking { try RawClient.status(hookPath, port: port, headers: ["X-Signature: \(signature)"], body: text) } == 202)
    #expect(
      try await blocking { try RawClient.status(hookPath, port: port, headers: ["X-Signature: \(signature)"], body: text + " ") } == 401)
    #expect(try await blocking { try RawClient.status(hookPath, port: port, body: text) } == 401)
    #expect(accepted.bodies == [text])
    await server.stop()
  }

  @Test func aBodyBeyondTheLimitIsRefusedWhetherAnnouncedOrNot() async throws {
    let accepted = Accepted()
    let configuration = ServerConfiguration(hooks: .init(host: "127.0.0.1", port: 0), bodyLimit: 1000)
    let (server, addresses) = try await started(configuration) { accepted.add($0) }
    let port = addresses.hooks.port
    let large = String(repeating: "x", count: 1001)
    #expect(try await blocking { try RawClient.status(hookPath, port: port, headers: [token], body: large) } == 413)
    let chunked = try await blocking {
      let client = try RawClient(port: port)
      client.send(
        "POST \(hookPath) HTTP/1.1\r\nHost: localhost\r\n\(token)\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n\(large)\r\n0\r\n\r\n")
      return RawClient.statusCode(client.answer())
    }
    #expect(chunked == 413)
    #expect(try await blocking { try RawClient.status(hookPath, port: port, headers: [token], body: String(large.dropLast())) } == 202)
    #expect(accepted.bodies.map(\.count) == [1000])
    await server.stop()
  }

  @Test func whatIsHeldAtOnceIsBounded() async throws {
    let gate = Gate()
    let configuration = ServerConfiguration(hooks: .init(host: "127.0.0.1", port: 0), bodiesLimit: 150)
    let (server, addresses) = try await started(configuration) { _ in await gate.pass() }
    let port = addresses.hooks.port
    let body = String(repeating: "x", count: 100)
    async let first = blocking { try RawClient.status(hookPath, port: port, headers: [token], body: body) }
    await gate.reached()
    #expect(try await blocking { try RawClient.status(hookPath, port: port, headers: [token], body: body) } == 503)
    await gate.lift()
    #expect(try await first == 202)
    #expect(try await blocking { try RawClient.status(hookPath, port: port, headers: [token], body: body) } == 202)
    await server.stop()
  }

  @Test func otherPathsAndMethodsAreToldSo() async throws {
    let (server, addresses) = try await started { _ in }
    let port = addresses.hooks.port
    #expect(try await blocking { try RawClient.status("/hooks/another", port: port, headers: [token]) } == 404)
    #expect(try await blocking { try RawClient.status("/hooks/", port: port, headers: [token]) } == 404)
    #expect(try await blocking { try RawClient.status("\(hookPath)/x", port: port, headers: [token]) } == 404)
    #expect(try await blocking { try RawClient.status(hookPath, port: port, method: "GET", headers: [token]) } == 405)
    #expect(
      try await blocking { try RawClient.status(hookPath, port: port, headers: [token, "Content-Encoding: gzip"], body: "{}") } == 415)
    await server.stop()
  }

  @Test(arguments: [HookRefusal.draining, .busy, .notKept])
  func aRefusedBodyAsksTheSenderToComeBack(refusal: HookRefusal) async throws {
    let (server, addresses) = try await started { _ throws(HookRefusal) in throw refusal }
    let port = addresses.hooks.port
    let answer = try await blocking {
      let client = try RawClient(port: port)
      client.send(RawClient.request(hookPath, headers: [token], body: "{}"))
      return client.answer()
    }
    #expect(RawClient.statusCode(answer) == 503)
    #expect(answer.lowercased().contains("retry-after: "))
    await server.stop()
  }
}
