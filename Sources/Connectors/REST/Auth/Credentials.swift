import CCrypto
import CEL
import Calls
import ConnectorKit
import FlowCheck
import JSON

/// Encodings of what requests log in with.
enum Credentials {
  static func base64(_ text: String) -> String { Base64.encode(Array(text.utf8)) }

  /// HMAC with SHA-256.
  static func hmac(_ message: String, key: Secret) -> [UInt8] {
    let key = Array(key.revealed.utf8)
    let message = Array(message.utf8)
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    _ = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &digest, &length)
    return digest
  }

  static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

/// One attempt to get an OAuth token by client credentials.
struct TokenRequest: Sendable {
  let name: String
  let settings: RESTSettings
  let transport: any HTTPTransport

  func attempt() async -> Result<Secret, CallFailure> {
    guard case .oauth(let url, let id, let secret, let scope, let sendsForm) = settings.access else { return .success(Secret("")) }
    var form = [(name: "grant_type", value: "client_credentials")]
    if let scope { form.append(("scope", scope)) }
    var headers = [(name: "Content-Type", value: "application/x-www-form-urlencoded"), ("Accept", "application/json")]
    if sendsForm {
      form += [("client_id", id.revealed), ("client_secret", secret.revealed)]
    } else {
      // RFC 6749, 2.3.1: both are form-encoded before they are put together.
      let pair = "\(PercentEncoding.query(id.revealed)):\(PercentEncoding.query(secret.revealed))"
      headers.append(("Authorization", "Basic \(Credentials.base64(pair))"))
    }
    let request = HTTPRequest(
      .post, url, headers: headers, body: Array(PercentEncoding.form(form).utf8), idempotent: true, timeout: min(settings.timeout, 30),
      responseLimit: 1 << 20)
    let response: HTTPResponse
    do {
      response = try await transport.send(request)
    } catch {
      return .failure(error.callFailure(.read, of: "The login of \(name)"))
    }
    if response.status == 200, let token = try? JSONDocument(response.body).root.member("access_token")?.text, isPlain(token) {
      settings.redaction.learn(Secret(token))
      return .success(Secret(token))
    }
    if (200..<300).contains(response.status) {
      // Its words are not repeated: they may hold a token that we did not find.
      return .failure(
        CallFailure(
          .retry, code: "no_token", message: "\(name) answered the login without an access token: is `token_url` right?", affectsConnection: true))
    }
    let said = response.excerpt(settings.redaction)
    if (400..<500).contains(response.status), response.status != 429 {
      return .failure(
        CallFailure(.auth, code: "http_\(response.status)", message: "\(name) refuses the login: \(said).", affectsConnection: true))
    }
    return .failure(
      CallFailure(
        response.status == 429 ? .rate : .retry, code: "http_\(response.status)",
        message: "\(name) answered the login with \(response.status): \(said).",
        retryAfter: response.retryAfter, affectsConnection: true))
  }

  private func isPlain(_ token: String) -> Bool { !token.isEmpty && token.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
}
