import Calls
import ConnectorKit

/// The failures that answers stand for. Reference 5.2: the code decides, then the status.
enum ErrorTable {
  /// Whether the error stands for a whole request or for one record of it.
  enum Scope { case request, record }

  /// The class of a status whose code says nothing.
  static func kind(status: Int, _ effect: RequestEffect) -> FailureClass {
    switch status {
    case 401: .auth
    case 412: .conflict
    case 420: .retry
    case 429: .rate
    case 408, 500...: effect == .write ? .unknown : .retry
    case 200..<300: effect == .write ? .unknown : .retry
    default: .rejected
    }
  }

  /// The failure of a request that was answered with anything but success.
  static func failure(of response: HTTPResponse, _ effect: RequestEffect, _ redaction: Redaction) -> CallFailure {
    let errors = ErrorBody.read(response)
    guard !errors.isEmpty else {
      let words = response.excerpt(redaction)
      let kind = kind(status: response.status, effect)
      return CallFailure(
        kind, code: "http_\(response.status)", message: "Salesforce answered \(response.status)\(words.isEmpty ? "" : ": \(words)").",
        retryAfter: wait(kind, response), affectsConnection: isDown(response.status) || kind == .auth || kind == .rate)
    }
    let failures = errors.map { failure($0, status: response.status, effect, .request, response, redaction) }
    return worst(failures)
  }

  /// The failure of one record of a request that was answered.
  static func failure(of errors: [ErrorBody], _ effect: RequestEffect, _ redaction: Redaction) -> CallFailure {
    guard !errors.isEmpty else {
      return CallFailure(.collateral, code: "no_error", message: "Salesforce did not write this record and named no reason of its own.")
    }
    return worst(errors.map { failure($0, status: 200, effect, .record, nil, redaction) })
  }

  private static func failure(
    _ error: ErrorBody, status: Int, _ effect: RequestEffect, _ scope: Scope, _ response: HTTPResponse?, _ redaction: Redaction
  ) -> CallFailure {
    let known = ErrorMeaning.of(error.code, error.message)
    let kind: FailureClass =
      if let known {
        effect == .write && scope == .request ? known.ofWrite : known.kind
      } else {
        scope == .record ? .rejected : kind(status: status, effect)
      }
    var failure = CallFailure(
      kind, code: redaction.redacted(error.code), message: redaction.redacted(error.message), fields: error.fields.map(redaction.redacted))
    failure.retryAfter = known?.wait ?? response.flatMap { wait(kind, $0) }
    failure.affectsConnection = known?.affectsConnection ?? (scope == .request && (kind == .auth || isDown(status) && known == nil))
    return failure
  }

  private static func isDown(_ status: Int) -> Bool { [420, 429, 502, 503, 504].contains(status) }

  private static func wait(_ kind: FailureClass, _ response: HTTPResponse) -> Double? {
    response.retryAfter ?? (kind == .rate ? 60 : nil)
  }

  /// Reference 5.2: an array may hold several errors; the gravest counts, the others are told.
  private static func worst(_ failures: [CallFailure]) -> CallFailure {
    let order: [FailureClass] = [.auth, .rate, .unknown, .rejected, .conflict, .retry, .collateral]
    var first = failures[0]
    for kind in order {
      guard let found = failures.first(where: { $0.kind == kind }) else { continue }
      first = found
      break
    }
    first.message = failures.map(\.message).joined(separator: " ")
    first.fields = failures.flatMap(\.fields)
    return first
  }
}
