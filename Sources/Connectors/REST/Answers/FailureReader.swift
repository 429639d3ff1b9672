import CEL
import Calls
import ConnectorKit
import FlowCheck

/// What an answer that is none of success means for the engine.
struct FailureReader: Sendable {
  let name: String
  let errors: CheckedManifest.Errors
  let redaction: Redaction

  /// Nil for a success. `mayRepeat`: sending the request again does no harm.
  func failure(of answer: Answer, _ bindings: ManifestBindings, changes: Bool, mayRepeat: Bool) -> CallFailure? {
    let status = answer.response.status
    let isSuccess = (200..<300).contains(status)
    if isSuccess {
      switch errors.failed.map(bindings.value) {
      case .bool(true)?: break
      case .error(let error)? where answer.response.isJSON:
        var failure = noAnswer(answer, changes: changes, mayRepeat: mayRepeat)
        failure.message = "`failed` of the manifest cannot be computed for what \(name) answered: \(redaction.redacted(error.message))"
        return failure
      case .error?: return noAnswer(answer, changes: changes, mayRepeat: mayRepeat)
      default: return answer.response.isPage ? noAnswer(answer, changes: changes, mayRepeat: mayRepeat) : nil
      }
    }
    let code = Lenient.text(bindings.found(errors.code)).asString ?? "http_\(status)"
    let found = errors.classes.first { fits($0, code, status, bindings) }
    var kind = found.flatMap { FailureClass(rawValue: $0.kind) } ?? Self.kind(status, changes: changes)
    if kind == .unknown, mayRepeat || !changes { kind = .retry }
    var message = Lenient.text(bindings.found(errors.message)).asString ?? ""
    if message.isEmpty {
      let said = answer.response.excerpt(redaction)
      message = code.hasPrefix("http_") ? "\(name) answered \(status)\(said.isEmpty ? "" : ": \(said)")" : "\(name) answered `\(code)`"
    }
    if let last = message.last, !".!?".contains(last) { message += "." }
    if let hint = found?.hint { message += " " + hint }
    let wait = bindings.found(errors.wait).asDouble ?? answer.response.retryAfter
    return CallFailure(
      kind, code: redaction.redacted(code), message: redaction.redacted(message),
      fields: (bindings.found(errors.fields).asList ?? []).compactMap(\.asString).map(redaction.redacted),
      retryAfter: wait.flatMap { $0 >= 0 && $0 < 1e6 ? $0 : nil },
      affectsConnection: kind == .auth || kind == .rate || [502, 503, 504].contains(status))
  }

  /// A login page, a proxy's page: a success that is no answer.
  private func noAnswer(_ answer: Answer, changes: Bool, mayRepeat: Bool) -> CallFailure {
    CallFailure(
      changes && !mayRepeat ? .unknown : .retry, code: "no_answer",
      message: "\(name) answered with something else than expected: \(answer.response.excerpt(redaction)).")
  }

  private func fits(_ kind: CheckedManifest.Errors.Class, _ code: String, _ status: Int, _ bindings: ManifestBindings) -> Bool {
    (kind.codes.isEmpty || kind.codes.contains(code)) && (kind.status.isEmpty || kind.status.contains(status))
      && (kind.when == nil || bindings.found(kind.when).asBool == true)
  }

  /// What a status alone says.
  static func kind(_ status: Int, changes: Bool) -> FailureClass {
    switch status {
    case 429: .rate
    case 401, 403: .auth
    case 409, 412: .conflict
    case 425, 503: .retry
    case 408, 500...: changes ? .unknown : .retry
    default: .rejected
    }
  }
}

extension HTTPResponse {
  /// True for HTML: a page for people.
  fileprivate var isPage: Bool {
    header("Content-Type")?.lowercased().contains("html") ?? false && body.first { $0 > 0x20 } == UInt8(ascii: "<")
  }
}
