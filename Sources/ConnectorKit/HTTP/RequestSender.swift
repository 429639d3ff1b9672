public import Calls

/// Sends a connection's requests: so many at once, each counted, and a lost one told in the engine's terms.
public struct RequestSender: Sendable {
  private let transport: any HTTPTransport
  private let gate: RequestGate
  private let system: String

  /// `calls` run at once; `system` is what messages call the other side.
  public init(_ transport: any HTTPTransport, calls: Int, of system: String) {
    (self.transport, self.system) = (transport, system)
    gate = RequestGate(calls)
  }

  /// The answer, whatever its status; its clock and `usage` go into the tally.
  public func send(
    _ request: HTTPRequest, _ effect: RequestEffect, _ tally: CallTally, usage: (HTTPResponse) -> (used: Int, allowed: Int)? = { _ in nil }
  ) async throws(CallFailure) -> HTTPResponse {
    tally.count()
    do throws(TransportFailure) {
      let response = try await gate.pass { () async throws(TransportFailure) in try await transport.send(request) }
      tally.note(response, usage: usage(response))
      return response
    } catch {
      throw error.callFailure(effect, of: system)
    }
  }
}

extension HTTPRequest {
  /// A login's form: it may be sent again, and its answer is small and soon there.
  public static func login(
    _ url: String, headers: [(name: String, value: String)] = [], form: [(name: String, value: String)], timeout: Double
  ) -> HTTPRequest {
    HTTPRequest(
      .post, url, headers: headers + [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")],
      body: Array(PercentEncoding.form(form).utf8), idempotent: true, timeout: min(timeout, 30), responseLimit: 1 << 20)
  }
}
