import ConnectorKit
import HTTPClient
import Synchronization
import Testing

@Suite struct TransportFailureTests {
  private func failure(_ request: HTTPRequest, _ transport: CurlTransport = CurlTransport()) async -> TransportFailure? {
    do {
      _ = try await transport.send(request)
      return nil
    } catch {
      return error
    }
  }

  /// The server commits what it reads, then resets without an answer. A `GET` has made a connection warm before.
  private func commitsThenResets() -> SocketServer {
    SocketServer { connection in
      guard connection.request()?.method == "GET" else { return connection.reset() }
      connection.answer()
      if connection.request() != nil { connection.reset() }
    }
  }

  @Test func aWriteThatMayHaveBeenCommittedIsNotSentAgain() async throws {
    let server = commitsThenResets()
    defer { server.stop() }
    let transport = CurlTransport(TransportSettings(idleConnection: 3600))
    _ = try await transport.send(HTTPRequest(.get, server.url, idempotent: true))
    let failure = await failure(HTTPRequest(.post, server.url, body: [1], idempotent: false), transport)
    #expect(failure?.kind == .noAnswer)
    #expect(server.requests.map(\.method) == ["GET", "POST"])
  }

  /// Shows that the test above can fail: over the warm connection libcurl sends the request a second time by itself.
  @Test func anIdempotentOneIsSentAgainOverTheWarmConnection() async throws {
    let server = commitsThenResets()
    defer { server.stop() }
    let transport = CurlTransport(TransportSettings(idleConnection: 3600))
    _ = try await transport.send(HTTPRequest(.get, server.url, idempotent: true))
    _ = await failure(HTTPRequest(.post, server.url, body: [1], idempotent: true), transport)
    #expect(server.requests.map(\.method) == ["GET", "POST", "POST"])
  }

  @Test(arguments: [true, false]) func anOversizedAnswerIsRefused(_ lengthIsSaid: Bool) async {
    let server = SocketServer { connection in
      guard connection.request() != nil else { return }
      connection.send(lengthIsSaid ? "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" : "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
      connection.send([UInt8](repeating: 65, count: 5000))
    }
    defer { server.stop() }
    let failure = await failure(HTTPRequest(.get, server.url, idempotent: true, responseLimit: 4999))
    #expect(failure?.kind == .tooLarge)
    #expect(await self.failure(HTTPRequest(.get, server.url, idempotent: true, responseLimit: 5000)) == nil)
  }

  @Test func endlessHeadersAreRefused() async {
    let server = SocketServer { connection in
      guard connection.request() != nil else { return }
      connection.send("HTTP/1.1 200 OK\r\n")
      for number in 0..<1000 { connection.send("X-\(number): \(String(repeating: "y", count: 1000))\r\n") }
      connection.waitForClient()
    }
    defer { server.stop() }
    #expect(await failure(HTTPRequest(.get, server.url, idempotent: true))?.kind == .tooLarge)
  }

  @Test func silenceEndsByTheTimeOut() async {
    let server = SocketServer { connection in
      _ = connection.request()
      connection.waitForClient()
    }
    defer { server.stop() }
    let failure = await failure(HTTPRequest(.post, "\(server.url)/secret-path?token=t", idempotent: false, timeout: 0.1))
    #expect(failure?.kind == .noAnswer)
    #expect(failure?.message.contains("secret-path") == false && failure?.message.contains("127.0.0.1") == true)
  }

  @Test(arguments: [
    "garbage\r\n\r\n", "", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
  ])
  func aBrokenAnswerIsNoAnswer(_ answer: String) async {
    let server = SocketServer { connection in
      if connection.request() != nil { connection.send(answer) }
    }
    defer { server.stop() }
    #expect(await failure(HTTPRequest(.post, server.url, idempotent: false))?.kind == .noAnswer)
  }

  @Test func whatNeverConnectedWasNotSent() async {
    let server = SocketServer { _ in }
    server.stop()
    #expect(await failure(HTTPRequest(.post, server.url, idempotent: false))?.kind == .notSent)
    #expect(await failure(HTTPRequest(.post, "http://no-such-host.invalid/", idempotent: false))?.kind == .notSent)
  }

  @Test func aHandshakeThatNeverEndsWasNotSent() async {
    let server = SocketServer { $0.waitForClient() }
    defer { server.stop() }
    let url = "https://127.0.0.1:\(server.port)/"
    #expect(await failure(HTTPRequest(.post, url, idempotent: false, timeout: 0.2))?.kind == .notSent)
  }

  @Test(arguments: [
    HTTPRequest(.get, "ftp://127.0.0.1/", idempotent: true), HTTPRequest(.get, "file:///etc/passwd", idempotent: true),
    HTTPRequest(.get, "/path", idempotent: true), HTTPRequest(.get, "http://127.0.0.1:99999999/", idempotent: true),
    HTTPRequest(.get, "http://user:secret@127.0.0.1/", idempotent: true), HTTPRequest(.get, "http://127.0.0.1/a b", idempotent: true),
    HTTPRequest(.get, "http://127.0.0.1/\r\nX: y", idempotent: true), HTTPRequest(.get, "http://127.0.0.1/", body: [1], idempotent: true),
    HTTPRequest(.get, "http://127.0.0.1/", headers: [("X", "a\r\nY: b")], idempotent: true),
    HTTPRequest(.get, "http://127.0.0.1/", headers: [("X", "a\u{0}b")], idempotent: true),
    HTTPRequest(.get, "http://127.0.0.1/", headers: [("X: y\r\nZ", "a")], idempotent: true),
    HTTPRequest(.get, "http://127.0.0.1/", idempotent: true, timeout: 0),
  ])
  func whatIsNoRequestIsNotSent(_ request: HTTPRequest) async {
    let failure = await failure(request)
    #expect(failure?.kind == .badRequest)
    #expect(failure?.message.contains("secret") == false)
  }

  @Test func cancellingTheTaskEndsTheTransfer() async throws {
    let (arrived, arrive) = AsyncStream.makeStream(of: Void.self)
    let (gone, go) = AsyncStream.makeStream(of: Void.self)
    let server = SocketServer { connection in
      _ = connection.request()
      arrive.yield()
      connection.waitForClient()
      go.yield()
    }
    defer { server.stop() }
    let request = HTTPRequest(.get, server.url, idempotent: true)
    let task = Task { await failure(request) }
    for await _ in arrived { break }
    task.cancel()
    #expect(await task.value?.kind == .cancelled)
    for await _ in gone { break }
  }

  @Test func aTaskThatIsCancelledAlreadySendsNothing() async {
    let server = SocketServer { connection in
      if connection.request() != nil { connection.answer() }
    }
    defer { server.stop() }
    let request = HTTPRequest(.get, server.url, idempotent: true)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure(request)
    }
    #expect(await task.value?.kind == .cancelled)
    #expect(server.connections == 0)
  }
}
