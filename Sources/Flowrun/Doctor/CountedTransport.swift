import ConnectorKit
import Synchronization

/// Tells whether anybody was asked, and whether anything came back: a connector may answer from what it knows.
final class CountedTransport: HTTPTransport {
  private let transport: any HTTPTransport
  private let answers = Mutex(0)

  init(_ transport: any HTTPTransport) { self.transport = transport }

  /// Answers of any status.
  var answered: Int { answers.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    let response = try await transport.send(request)
    answers.withLock { $0 += 1 }
    return response
  }
}
