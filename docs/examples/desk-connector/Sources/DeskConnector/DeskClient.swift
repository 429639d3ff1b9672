import CEL
import Calls
import ConnectorKit

/// Sends the desk's requests, and says what went wrong in the engine's terms.
struct DeskClient: Sendable {
  private let url: String
  private let key: Secret
  private let timeout: Double
  private let sender: RequestSender
  private let redaction: Redaction

  init(_ settings: ConnectionSettings, _ transport: any HTTPTransport) throws(SettingsFailure) {
    url = try WebAddress.checked(settings.url, setting: "url", insecure: settings.options["insecure_http"] == "true")
    guard let key = settings.auth["key"], !key.revealed.isEmpty, settings.auth.count == 1 else {
      throw SettingsFailure(setting: "auth", message: "Write `auth: { key: \"${env.DESK_KEY}\" }`.")
    }
    self.key = key
    timeout = try SettingValue.number(settings.options["timeout"], setting: "timeout", default: 60)
    let calls = try SettingValue.number(settings.options["limits.calls"], setting: "limits.calls", default: 4)
    sender = RequestSender(transport, calls: Int(calls), of: "The desk")
    redaction = Redaction([key])
  }

  /// The body of a successful answer. `repeatable`: sending it twice does no harm.
  func send(
    _ method: HTTPRequest.Method, _ path: String, _ body: Value?, _ effect: RequestEffect, _ tally: CallTally, repeatable: Bool = false
  ) async throws(CallFailure) -> Value {
    let isOpen = effect == .write && !repeatable
    let request = HTTPRequest(
      method, url + path, headers: [("X-Desk-Key", key.revealed), ("Content-Type", "application/json"), ("Accept", "application/json")],
      body: body.map { Array($0.jsonText.utf8) } ?? [], idempotent: !isOpen, timeout: timeout)
    let response = try await sender.send(request, isOpen ? .write : .read, tally)
    let answer = try? Value(json: response.body)
    guard (200..<300).contains(response.status) else { throw failure(response, answer, isOpen) }
    guard let answer, answer.asRecord != nil else {
      throw CallFailure(isOpen ? .unknown : .retry, code: "no_answer", message: "The desk answered with something that is no JSON.")
    }
    return answer
  }

  /// One entry of `results`.
  func result(_ value: Value) -> RecordResult {
    if let id = value["id"]?.asString { return .written(id: id) }
    return .failed(refusal(value["error"]))
  }

  private func refusal(_ error: Value?) -> CallFailure {
    let code = error?["code"]?.asString ?? "refused"
    let message = error?["message"]?.asString ?? "The desk refuses the ticket and does not say why."
    return CallFailure(
      code == "number_taken" ? .conflict : .rejected, code: redaction.redacted(code), message: redaction.redacted(message),
      fields: [error?["field"]?.asString].compactMap(\.self))
  }

  private func failure(_ response: HTTPResponse, _ answer: Value?, _ isOpen: Bool) -> CallFailure {
    var failure = refusal(answer?["error"])
    if answer?["error"] == nil {
      failure.code = "http_\(response.status)"
      failure.message = "The desk answered \(response.status): \(response.excerpt(redaction))"
    }
    failure.kind =
      switch response.status {
      case 401, 403: .auth
      case 429: .rate
      case 503: .retry
      case 500...: isOpen ? .unknown : .retry
      default: failure.kind
      }
    failure.retryAfter = response.retryAfter
    failure.affectsConnection = [401, 403, 429, 502, 503, 504].contains(response.status)
    return failure
  }
}
