import ConnectorKit
import FlowServer
import Foundation
import Glibc
import Synchronization
import Testing

/// Senders that mean no good: they are refused, and everybody else is served meanwhile.
@Suite(.serialized) struct HostileTests {
  private static let any = ListenAddress(host: "127.0.0.1", port: 0)
  private static let token = "X-Flowrun-Token: opensesame"

  /// True when the server has closed the connection, or does so while bytes keep coming one by one.
  private static func isClosed(_ client: RawClient, feeding text: String, within seconds: Double) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    var bytes = Array(text.utf8)[...]
    while Date() < end {
      if client.isClosed { return true }
      client.send([bytes.popFirst() ?? 0x61])
      usleep(50_000)
    }
    return false
  }

  @Test func aHeaderThatTricklesIsCutOff() async throws {
    let accepted = Accepted()
    let (server, addresses) = try await started(.init(hooks: Self.any, receiveTime: 1)) { accepted.add($0) }
    let port = addresses.hooks.port
    let closed = try await blocking {
      let client = try RawClient(port: port)
      client.send("POST /hooks/sync-health-scores HTTP/1.1\r\nHost: x\r\nX-Slow: ")
      return Self.isClosed(client, feeding: "", within: 30)
    }
    #expect(closed)
    #expect(accepted.bodies.isEmpty)
    await server.stop()
  }

  @Test func aBodyThatTricklesIsCutOff() async throws {
    let accepted = Accepted()
    let (server, addresses) = try await started(.init(hooks: Self.any, receiveTime: 1)) { accepted.add($0) }
    let port = addresses.hooks.port
    let closed = try await blocking {
      let client = try RawClient(port: port)
      client.send("POST /hooks/sync-health-scores HTTP/1.1\r\nHost: x\r\n\(Self.token)\r\nContent-Length: 100000\r\n\r\n")
      return Self.isClosed(client, feeding: "{", within: 30)
    }
    #expect(closed)
    #expect(accepted.bodies.isEmpty)
    await server.stop()
  }

  @Test(arguments: ["\u{0}\u{1}\u{2}\r\n\r\n", "POST\r\n\r\n", "POST /hooks/x HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"])
  func whatIsNoHTTPStoresNothing(text: String) async throws {
    let accepted = Accepted()
    let (server, addresses) = try await started { accepted.add($0) }
    let port = addresses.hooks.port
    let answer = try await blocking {
      let client = try RawClient(port: port)
      client.send(text)
      return client.answer()
    }
    #expect(!answer.hasPrefix("HTTP/1.1 2"))
    #expect(try await blocking { try RawClient.status(hookPath, port: port, headers: [Self.token], body: "{}") } == 202)
    #expect(accepted.bodies == ["{}"])
    await server.stop()
  }

  @Test func aHeaderWithoutEndIsRefused() async throws {
    let (server, addresses) = try await started { _ in }
    let port = addresses.hooks.port
    let answer = try await blocking {
      let client = try RawClient(port: port)
      client.send("POST /hooks/sync-health-scores HTTP/1.1\r\nHost: x\r\nX-Long: \(String(repeating: "a", count: 200_000))\r\n\r\n")
      return client.answer()
    }
    #expect(!answer.hasPrefix("HTTP/1.1 2"))
    await server.stop()
  }

  /// Two thousand descriptors in one process: `make test` gives it a run of its own.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["THOUSAND_CONNECTIONS"] != nil)) func aThousandConnectionsDoNotKeepOthersOut() async throws {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_max, 8_192)
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let accepted = Accepted()
    let (server, addresses) = try await started(.init(hooks: Self.any, bodyLimit: 1 << 20, bodiesLimit: 4 << 20, receiveTime: 60)) {
      accepted.add($0)
    }
    let port = addresses.hooks.port
    let before = Self.residentBytes()
    let (status, grown) = try await blocking {
      // Half of them hold a header back, half announce a large body and send some of it.
      var clients: [RawClient] = []
      for number in 0..<1_000 {
        let client = try RawClient(port: port)
        if number % 2 == 0 {
          client.send("POST /hooks/sync-health-scores HTTP/1.1\r\nHost: x\r\n")
        } else {
          client.send("POST /hooks/sync-health-scores HTTP/1.1\r\nHost: x\r\n\(Self.token)\r\nContent-Length: 1000000\r\n\r\n")
          client.send([UInt8](repeating: 0x20, count: 4_000))
        }
        clients.append(client)
      }
      let status = try RawClient.status(hookPath, port: port, headers: [Self.token], body: #"{"fair":1}"#)
      let grown = Self.residentBytes() - before
      return withExtendedLifetime(clients) { (status, grown) }
    }
    #expect(status == 202)
    #expect(accepted.bodies == [#"{"fair":1}"#])
    #expect(grown < 300 << 20, "\(grown >> 20) MB")
    await server.stop()
  }

  private static func residentBytes() -> Int {
    let words = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return words.count > 1 ? (Int(words[1]) ?? 0) * Int(getpagesize()) : 0
  }
}
