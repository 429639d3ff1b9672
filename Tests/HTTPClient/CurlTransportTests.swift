import ConnectorKit
import HTTPClient
import Testing

@Suite struct CurlTransportTests {
  @Test func sendsWhatItIsGivenAndGivesBackWhatCame() async throws {
    let server = SocketServer { connection in
      guard let request = connection.request() else { return }
      connection.answer("201 Created", headers: ["X-One: 1", "x-one:  two words ", "Set-Cookie: a=b"], "got \(request.body.count)")
    }
    defer { server.stop() }
    let body = [UInt8](0...255)
    let response = try await CurlTransport().send(
      HTTPRequest(
        .patch, "\(server.url)/a%20b?q=%27", headers: [("Content-Type", "application/json"), ("X-Empty", "")], body: body, idempotent: false
      ))
    #expect(response.status == 201)
    #expect(response.headers.map { "\($0.name)=\($0.value)" }.prefix(3) == ["X-One=1", "x-one=two words", "Set-Cookie=a=b"])
    #expect(String(decoding: response.body, as: UTF8.self) == "got 256")
    let request = try #require(server.requests.first)
    #expect(request.method == "PATCH" && request.target == "/a%20b?q=%27" && request.body == body)
    #expect(request.headers["content-type"] == "application/json" && request.headers["x-empty"] == "")
    #expect(request.headers["expect"] == nil && request.headers["user-agent"] == "flowrun")
  }

  @Test(arguments: [HTTPRequest.Method.get, .post, .put, .patch, .delete])
  func everyMethodWithoutBody(_ method: HTTPRequest.Method) async throws {
    let server = SocketServer { connection in
      if connection.request() != nil { connection.answer("204 No Content") }
    }
    defer { server.stop() }
    #expect(try await CurlTransport().send(HTTPRequest(method, "\(server.url)/", idempotent: true)).status == 204)
    #expect(server.requests.map(\.method) == [method.rawValue])
    #expect(server.requests[0].headers["content-type"] == nil)
  }

  @Test func keepsConnectionsForWhatMayBeSentAgainAndOpensNewOnesForWhatMayNot() async throws {
    let server = SocketServer { connection in
      while connection.request() != nil { connection.answer() }
    }
    defer { server.stop() }
    // However long a busy machine takes from one request to the next.
    let transport = CurlTransport(TransportSettings(idleConnection: 3600))
    for _ in 0..<3 { _ = try await transport.send(HTTPRequest(.get, server.url, idempotent: true)) }
    #expect(server.connections == 1)
    for _ in 0..<2 { _ = try await transport.send(HTTPRequest(.post, server.url, idempotent: false)) }
    #expect(server.connections == 3)
  }

  @Test func interimAnswersAreNotTheAnswer() async throws {
    let server = SocketServer { connection in
      guard connection.request() != nil else { return }
      connection.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
      connection.answer("200 OK", headers: ["Real: yes"])
    }
    defer { server.stop() }
    let response = try await CurlTransport().send(HTTPRequest(.get, server.url, idempotent: true))
    #expect(response.status == 200 && response.header("real") == "yes" && response.header("Link") == nil)
  }

  @Test func redirectsAreAnswersLikeOthers() async throws {
    let server = SocketServer { connection in
      while connection.request() != nil { connection.answer("302 Found", headers: ["Location: /elsewhere"]) }
    }
    defer { server.stop() }
    let request = HTTPRequest(.get, server.url, headers: [("Authorization", "Bearer t")], idempotent: true)
    #expect(try await CurlTransport().send(request).status == 302)
    #expect(server.requests.count == 1)
  }

  @Test func manyAtOnce() async throws {
    let server = SocketServer { connection in
      while let request = connection.request() { connection.answer("200 OK", request.target) }
    }
    defer { server.stop() }
    let transport = CurlTransport()
    let url = server.url
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<200 {
        group.addTask {
          let response = try await transport.send(HTTPRequest(.get, "\(url)/\(number)", idempotent: number % 3 > 0))
          return String(decoding: response.body, as: UTF8.self) == "/\(number)"
        }
      }
      for try await same in group { #expect(same) }
    }
    #expect(server.requests.count == 200)
  }
}
