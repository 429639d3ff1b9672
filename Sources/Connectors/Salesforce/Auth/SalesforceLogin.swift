import CEL
import Calls
import ConnectorKit
import Glibc
import JSON

/// What a login gives.
struct SalesforceSession: Sendable {
  let token: Secret
  /// Where requests go: `https://acme.my.salesforce.com`.
  let base: String
}

/// One attempt at the token endpoint.
struct SalesforceLogin: Sendable {
  let settings: SalesforceSettings
  let transport: any HTTPTransport

  func attempt() async -> Result<SalesforceSession, CallFailure> {
    await attempt(at: Int64(time(nil)), again: true)
  }

  private func attempt(at now: Int64, again: Bool) async -> Result<SalesforceSession, CallFailure> {
    do throws(CallFailure) {
      let form = try fields(now)
      let response: HTTPResponse
      do {
        response = try await transport.send(.login(settings.tokenURL, form: form, timeout: settings.timeout))
      } catch {
        throw error.callFailure(.read, of: "Salesforce's login")
      }
      if again, let there = skewed(response) { return await attempt(at: there, again: false) }
      return .success(try session(response))
    } catch {
      return .failure(error)
    }
  }

  /// Salesforce's clock, when it calls a new assertion expired: ours is wrong. Reference 1.5.
  private func skewed(_ response: HTTPResponse) -> Int64? {
    guard case .jwt = settings.grant, let answer = try? JSONDocument(response.body).root, answer.member("error")?.text == "invalid_grant",
      answer.member("error_description")?.text?.contains("expired authorization code") == true
    else { return nil }
    return response.header("Date").flatMap(HTTPDate.parse)?.seconds ?? Int64(time(nil))
  }

  private func fields(_ now: Int64) throws(CallFailure) -> [(name: String, value: String)] {
    switch settings.grant {
    case .clientCredentials(let id, let secret):
      return [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret.revealed)]
    case .refresh(let id, let secret, let token):
      return [("grant_type", "refresh_token"), ("refresh_token", token.current.revealed), ("client_id", id)]
        + (secret.map { [("client_secret", $0.revealed)] } ?? [])
    case .jwt(let id, let user, let key, let audience):
      guard let assertion = JWTAssertion.make(id: id, user: user, key: key, audience: audience, now: now) else {
        throw failed("bad_key", "`auth.jwt.key` is no private RSA key in PEM without a password.")
      }
      return [("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion)]
    }
  }

  private func session(_ response: HTTPResponse) throws(CallFailure) -> SalesforceSession {
    let answer = try? JSONDocument(response.body).root
    if response.status == 200, let token = answer?.member("access_token")?.text {
      if case .refresh(_, _, let refresh) = settings.grant, let rotated = answer?.member("refresh_token")?.text {
        settings.redaction.learn(Secret(rotated))
        refresh.replace(with: Secret(rotated), of: settings.name)
      }
      settings.redaction.learn(Secret(token))
      return SalesforceSession(token: Secret(token), base: base(answer?.member("instance_url")?.text))
    }
    if let error = answer?.member("error")?.text {
      let words = settings.redaction.redacted(answer?.member("error_description")?.text ?? error)
      let code = settings.redaction.redacted(error)
      throw failed(code, "Salesforce refuses the login (\(code)): \(words).")
    }
    if (200..<300).contains(response.status) {
      throw failed("no_token", "\(settings.tokenURL) answered without an access token: is `token_url` right?")
    }
    throw ErrorTable.failure(of: response, .read, settings.redaction)
  }

  private func failed(_ code: String, _ message: String) -> CallFailure {
    CallFailure(.auth, code: code, message: message, affectsConnection: true)
  }

  /// The token is never sent anywhere in plain text because an answer said so.
  private func base(_ instance: String?) -> String {
    guard !settings.keepsURL, let instance, let url = try? WebAddress.checked(instance, setting: "instance_url", insecure: false),
      url.hasPrefix("https://") || settings.url.hasPrefix("http://")
    else { return settings.url }
    return url
  }
}
