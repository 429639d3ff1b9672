import Calls
import ConnectorKit

/// What Salesforce's error codes mean for the engine. Reference 5.2: the code decides, then the status.
enum ErrorTable {
  /// Whether the error stands for a whole request or for one record of it.
  enum Scope { case request, record }

  /// The class of a code; nil for one that the reference does not name.
  static func kind(_ code: String, _ message: String, _ effect: RequestEffect, _ scope: Scope) -> FailureClass? {
    switch code {
    case "UNABLE_TO_LOCK_ROW", "API_CURRENTLY_DISABLED", "TXN_SECURITY_METERING_ERROR", "TOO_MANY_APEX_REQUESTS", "TEMPORARY_QUERY_MORE_FAILURE",
      "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE", "ENTITY_IS_LOCKED", "RECORD_IN_USE_BY_WORKFLOW":
      return .retry
    case "SERVER_UNAVAILABLE", "UNKNOWN_EXCEPTION", "REQUEST_RUNNING_TOO_LONG", "QUERY_TIMEOUT":
      // A record's own answer says that this record was not written; without one nobody knows.
      return effect == .write && scope == .request ? .unknown : .retry
    case "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "CANNOT_EXECUTE_FLOW_TRIGGER":
      return message.contains("UNABLE_TO_LOCK_ROW") ? .retry : .rejected
    case "REQUEST_LIMIT_EXCEEDED", "STORAGE_LIMIT_EXCEEDED": return .rate
    case "INVALID_SESSION_ID", "INVALID_AUTH_HEADER", "API_DISABLED_FOR_ORG", "FUNCTIONALITY_NOT_ENABLED", "INVALID_LOGIN": return .auth
    case "DUPLICATE_VALUE", "DUPLICATES_DETECTED", "MATCH_PRECONDITION_FAILED", "ENTITY_IS_DELETED": return .conflict
    case "ALL_OR_NONE_OPERATION_ROLLED_BACK", "PROCESSING_HALTED", "BATCH_PROCESSING_HALTED": return .collateral
    case _ where code.hasPrefix("LOGIN_"): return .auth
    case _ where rejected.contains(code): return .rejected
    default: return nil
    }
  }

  /// Wrong, and wrong again when it is sent again: data, definitions, and rights to one record or field, which no new login mends.
  static let rejected: Set<String> = [
    "INSUFFICIENT_ACCESS", "INSUFFICIENT_ACCESS_OR_READONLY", "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", "TXN_SECURITY_NO_ACCESS",
    "TXN_SECURITY_APEX_ERROR", "TXN_SECURITY_RUNTIME_ERROR", "OPERATION_TOO_LARGE", "QUERY_TOO_COMPLICATED", "EXCEEDED_ID_LIMIT", "LIMIT_EXCEEDED",
    "DUPLICATE_EXTERNAL_ID", "REQUIRED_FIELD_MISSING", "FIELD_CUSTOM_VALIDATION_EXCEPTION", "FIELD_INTEGRITY_EXCEPTION", "STRING_TOO_LONG",
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "INVALID_EMAIL_ADDRESS", "NUMBER_OUTSIDE_VALID_RANGE", "INVALID_TYPE_ON_FIELD_IN_RECORD",
    "INVALID_FIELD_FOR_INSERT_UPDATE", "INVALID_FIELD", "INVALID_TYPE", "MALFORMED_QUERY", "INVALID_QUERY_FILTER_OPERATOR", "JSON_PARSER_ERROR",
    "MALFORMED_ID", "INVALID_CROSS_REFERENCE_KEY", "NOT_FOUND", "INACTIVE_OWNER_OR_USER", "CANNOT_UPDATE_CONVERTED_LEAD", "DELETE_FAILED",
    "SELF_REFERENCE_FROM_TRIGGER", "METHOD_NOT_ALLOWED", "UNSUPPORTED_MEDIA_TYPE", "MIXED_DML_OPERATION", "INVALID_QUERY_LOCATOR",
  ]

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
      let words = redaction.redacted(response.excerpt)
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
    let known = kind(error.code, error.message, effect, scope)
    let kind = known ?? (scope == .record ? .rejected : kind(status: status, effect))
    var failure = CallFailure(kind, code: error.code, message: redaction.redacted(error.message), fields: error.fields)
    failure.retryAfter = response.flatMap { wait(kind, $0) }
    switch error.code {
    case "REQUEST_LIMIT_EXCEEDED":
      // Reference 5.2 and 6.3: the daily quota is worth minutes, the concurrency limit seconds; neither sends Retry-After.
      failure.retryAfter = error.message.contains("Concurrent") ? 10 : 300
      failure.affectsConnection = true
    case "STORAGE_LIMIT_EXCEEDED": failure.retryAfter = 900
    case "API_CURRENTLY_DISABLED", "SERVER_UNAVAILABLE", "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE": failure.affectsConnection = true
    default: failure.affectsConnection = scope == .request && (kind == .auth || isDown(status) && known == nil)
    }
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
