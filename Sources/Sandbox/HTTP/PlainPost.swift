private import NIOCore
private import NIOHTTP1
private import NIOPosix

/// One POST over a connection of its own, for what the sandbox sends.
enum PlainPost {
  struct Answer: Sendable {
    var status: Int
    var body: String
  }

  struct Failure: Error { var message: String }

  static func send(_ url: String, headers: [(String, String)], body: String) async throws -> Answer {
    guard let target = Target(url) else { throw Failure(message: "\(url) is no http address") }
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTimeout(.seconds(10))
      .connect(host: target.host, port: target.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: target.path)
      head.headers.add(name: "Host", value: "\(target.host):\(target.port)")
      head.headers.add(name: "Connection", value: "close")
      head.headers.add(name: "Content-Length", value: String(body.utf8.count))
      for (name, value) in headers { head.headers.add(name: name, value: value) }
      try await outbound.write(.head(head))
      try await outbound.write(.body(.byteBuffer(ByteBuffer(string: body))))
      try await outbound.write(.end(nil))
      return try await read(inbound)
    }
  }

  private static func read(_ inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>) async throws -> Answer {
    var answer = Answer(status: 0, body: "")
    for try await part in inbound {
      switch part {
      case .head(let head): answer.status = Int(head.status.code)
      case .body(let buffer) where answer.body.utf8.count < 1_000_000: answer.body += String(buffer: buffer)
      case .body: throw Failure(message: "the answer is too long")
      case .end: return answer
      }
    }
    throw Failure(message: "the connection ended before the answer")
  }

  private struct Target {
    var host: String
    var port: Int
    var path: String

    init?(_ url: String) {
      guard url.hasPrefix("http://") else { return nil }
      let rest = url.dropFirst(7)
      let authority = rest.prefix { $0 != "/" }
      let parts = authority.split(separator: ":")
      guard let host = parts.first, parts.count <= 2, parts.count == 1 || Int(parts[1]) != nil else { return nil }
      self.host = String(host)
      port = parts.count == 2 ? Int(parts[1]) ?? 80 : 80
      path = authority.endIndex == rest.endIndex ? "/" : String(rest[authority.endIndex...])
    }
  }
}
