import CEL
import Calls
import ConnectorKit
import JSON

/// The header that says who calls.
struct GainsightSession: Sendable {
  let header: String
  let value: Secret
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
    let request = HTTPRequest(
      .post, "\(settings.url)/v1/users/m2m/oauth/token",
      headers: [
        ("Authorization", "Basic \(Base64.encode(Array("\(key):\(secret.revealed)".utf8)))"), ("Content-Type", "application/x-www-form-urlencoded"),
        ("Accept", "application/json"),
      ], body: Array("grant_type=client_credentials".utf8), idempotent: true, timeout: min(settings.timeout, 30), responseLimit: 1 << 20)
    let response: HTTPResponse
    do {
      response = try await transport.send(request)
    } catch {
      return .failure(error.callFailure(.read, of: "Gainsight's login"))
    }
    if let token = try? JSONDocument(response.body).root.member("access_token")?.text, response.status == 200 {
      return .success(GainsightSession(header: "Authorization", value: Secret("Bearer \(token)")))
    }
    if (400..<500).contains(response.status), response.status != 429 {
      return .failure(refused("http_\(response.status)", "Gainsight refuses the login: \(settings.redaction.redacted(response.excerpt))."))
    }
    return .failure(ErrorTable.failure(of: response, .read, settings.redaction))
  }

  private func refused(_ code: String, _ message: String) -> CallFailure {
    CallFailure(.auth, code: code, message: message, affectsConnection: true)
  }
}
