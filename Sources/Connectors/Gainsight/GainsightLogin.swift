import CEL
import Calls
import ConnectorKit
import JSON

/// The header that says who calls.
struct GainsightSession: Sendable {
  let header: String
  let value: Secret
  /// Seconds since 1970 after which a new one is asked for; nil for one that lasts.
  var renewal: Double?

  /// Reference 1.2: five minutes before it ends.
  static let margin = 300.0
}

/// One attempt to get it: an access key is there already, a token is asked for. Reference 1.2.
struct GainsightLogin: Sendable {
  let settings: GainsightSettings
  let transport: any HTTPTransport

  func attempt() async -> Result<GainsightSession, CallFailure> {
    guard case .oauth(let key, let secret) = settings.access else {
      guard case .key(let key) = settings.access else { return .failure(refused("no_access", "There is no access key.")) }
      return .success(GainsightSession(header: "Accesskey", value: key))
    }
    let basic = Base64.encode(Array("\(key):\(secret.revealed)".utf8))
    let request = HTTPRequest.login(
      "\(settings.url)/v1/users/m2m/oauth/token", headers: [("Authorization", "Basic \(basic)")], form: [("grant_type", "client_credentials")],
      timeout: settings.timeout)
    let response: HTTPResponse
    do {
      response = try await transport.send(request)
    } catch {
      return .failure(error.callFailure(.read, of: "Gainsight's login"))
    }
    if let root = try? JSONDocument(response.body).root, let token = root.member("access_token")?.text, response.status == 200 {
      settings.redaction.learn(Secret(token))
      let life = root.member("expires_in").flatMap { Lenient.number(Value($0)) }
      // A life that is shorter than the margin is not cut: such a token is renewed when it is refused.
      let renewal = life.flatMap { $0 > 2 * GainsightSession.margin ? FixedWindow.clock() + $0 - GainsightSession.margin : nil }
      return .success(GainsightSession(header: "Authorization", value: Secret("Bearer \(token)"), renewal: renewal))
    }
    if (200..<300).contains(response.status), Envelope(response)?.code == nil {
      // Its words are not repeated: they may hold a token that we did not find.
      return .failure(
        CallFailure(.retry, code: "no_token", message: "Gainsight answered the login without an access token.", affectsConnection: true))
    }
    if (400..<500).contains(response.status), response.status != 429 {
      return .failure(refused("http_\(response.status)", "Gainsight refuses the login: \(response.excerpt(settings.redaction))."))
    }
    return .failure(ErrorTable.failure(of: response, .read, settings.redaction))
  }

  private func refused(_ code: String, _ message: String) -> CallFailure {
    CallFailure(.auth, code: code, message: message, affectsConnection: true)
  }
}
