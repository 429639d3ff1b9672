import Calls
import ConnectorKit

/// Requests that Gainsight counts together. Reference 2: fixed windows of a minute, one tenant's integrations together.
enum RequestFamily: Hashable {
  case objects, timeline, plans

  static func of(_ path: String) -> RequestFamily {
    if path.hasPrefix("/v1/ant/") { return .timeline }
    return path.hasPrefix("/v2/successPlan") ? .plans : .objects
  }

  /// Of 100, 200 and 5,000 a minute the share that `per_minute` is of the first.
  static func windows(_ settings: GainsightSettings) -> [RequestFamily: FixedWindow] {
    guard let perMinute = settings.perMinute else { return [:] }
    return [
      .objects: FixedWindow(perMinute), .timeline: FixedWindow(2 * perMinute), .plans: FixedWindow(50 * perMinute),
    ]
  }
}

/// Sends requests with the connection's key or token, and says what went wrong in the engine's terms.
struct GainsightClient: Sendable {
  let settings: GainsightSettings
  private let sender: RequestSender
  private let login: Login<GainsightSession>
  private let windows: [RequestFamily: FixedWindow]

  init(_ settings: GainsightSettings, _ transport: any HTTPTransport) {
    self.settings = settings
    sender = RequestSender(transport, calls: settings.calls, of: "Gainsight")
    windows = transport.isReplay ? [:] : RequestFamily.windows(settings)
    let attempt = GainsightLogin(settings: settings, transport: transport)
    login = Login { await attempt.attempt() }
  }

  /// The envelope of a successful answer; nil where a read found nothing.
  func send(
    _ method: HTTPRequest.Method, _ path: String, body: [UInt8] = [], _ effect: RequestEffect, _ tally: CallTally
  ) async throws(CallFailure) -> Envelope? {
    var session = try await login.session()
    if let renewal = session.session.renewal, FixedWindow.clock() > renewal { session = try await login.session(after: session) }
    var response = try await exchange(method, path, body, effect, session.session, tally)
    // A refused key stays refused; a token may have run out. Reference 1.2: refresh once, then fail.
    if response.status == 401, case .oauth = settings.access {
      session = try await login.session(after: session)
      response = try await exchange(method, path, body, effect, session.session, tally)
    }
    if let envelope = Envelope(response) {
      if (200..<300).contains(response.status), envelope.isSuccess { return envelope }
      if effect == .read, envelope.saysNothingFound { return nil }
    }
    throw ErrorTable.failure(of: response, effect, settings.redaction)
  }

  private func exchange(
    _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8], _ effect: RequestEffect, _ session: GainsightSession, _ tally: CallTally
  ) async throws(CallFailure) -> HTTPResponse {
    var request = HTTPRequest(
      method, settings.url + path, headers: [(session.header, session.value.revealed), ("Accept", "application/json")], body: body,
      idempotent: effect == .read, timeout: settings.timeout)
    if !body.isEmpty { request.headers.append(("Content-Type", "application/json")) }
    if let window = windows[.of(path)] {
      do { try await window.enter() } catch {
        throw CallFailure(.retry, code: "cancelled", message: "The call was cancelled before it was sent.")
      }
    }
    return try await sender.send(request, effect, tally)
  }
}
