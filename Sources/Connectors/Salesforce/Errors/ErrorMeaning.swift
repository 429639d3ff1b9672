import Calls

/// What one of Salesforce's error codes means for the engine.
struct ErrorMeaning: Sendable, Equatable {
  /// Of a request that reads, and of one record of a write: a record's own answer says that this record was not written.
  let kind: FailureClass
  /// Of a whole write: without a record's own answer, some errors leave open what was done.
  let ofWrite: FailureClass
  /// Seconds to wait where the answer says nothing.
  let wait: Double?
  /// Nil where the request's class decides.
  let affectsConnection: Bool?

  init(_ kind: FailureClass, ofWrite: FailureClass? = nil, wait: Double? = nil, affectsConnection: Bool? = nil) {
    self.kind = kind
    self.ofWrite = ofWrite ?? kind
    self.wait = wait
    self.affectsConnection = affectsConnection
  }

  /// Passing trouble, nothing written.
  private static let passing = ErrorMeaning(.retry)
  /// The whole organisation is away for a while.
  private static let down = ErrorMeaning(.retry, affectsConnection: true)
  /// Passing trouble of the request; a write may have been carried out.
  private static let open = ErrorMeaning(.retry, ofWrite: .unknown)
  private static let login = ErrorMeaning(.auth)
  private static let conflict = ErrorMeaning(.conflict)
  private static let collateral = ErrorMeaning(.collateral)
  /// Wrong, and wrong again when it is sent again: data, definitions, and rights to one record or field, which no new login mends.
  private static let wrong = ErrorMeaning(.rejected)

  /// Reference 5.2, with the codes that 1.6, 3.1, 3.4 and 7.3 add. A code that is not here is classed by its status.
  static let all: [String: ErrorMeaning] = [
    "INVALID_SESSION_ID": login,
    "INVALID_AUTH_HEADER": login,
    "INVALID_LOGIN": login,
    "API_DISABLED_FOR_ORG": login,
    "FUNCTIONALITY_NOT_ENABLED": login,

    // The daily quota is worth minutes; `wait(_:message:)` knows the concurrency limit, worth seconds. Neither sends Retry-After.
    "REQUEST_LIMIT_EXCEEDED": ErrorMeaning(.rate, wait: 300, affectsConnection: true),
    "STORAGE_LIMIT_EXCEEDED": ErrorMeaning(.rate, wait: 900, affectsConnection: false),

    "API_CURRENTLY_DISABLED": down,
    "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE": down,
    "SERVER_UNAVAILABLE": ErrorMeaning(.retry, ofWrite: .unknown, affectsConnection: true),
    "UNKNOWN_EXCEPTION": open,
    "REQUEST_RUNNING_TOO_LONG": open,
    "QUERY_TIMEOUT": open,
    "UNABLE_TO_LOCK_ROW": passing,
    "TOO_MANY_APEX_REQUESTS": passing,
    "TXN_SECURITY_METERING_ERROR": passing,
    "TEMPORARY_QUERY_MORE_FAILURE": passing,
    "ENTITY_IS_LOCKED": passing,
    "RECORD_IN_USE_BY_WORKFLOW": passing,

    "DUPLICATE_VALUE": conflict,
    "DUPLICATES_DETECTED": conflict,
    "MATCH_PRECONDITION_FAILED": conflict,
    "ENTITY_IS_DELETED": conflict,

    "ALL_OR_NONE_OPERATION_ROLLED_BACK": collateral,
    "PROCESSING_HALTED": collateral,
    "BATCH_PROCESSING_HALTED": collateral,

    // Several records share the key: that needs a person.
    "DUPLICATE_EXTERNAL_ID": wrong,
    "INSUFFICIENT_ACCESS": wrong,
    "INSUFFICIENT_ACCESS_OR_READONLY": wrong,
    "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY": wrong,
    "TXN_SECURITY_NO_ACCESS": wrong,
    "TXN_SECURITY_APEX_ERROR": wrong,
    "TXN_SECURITY_RUNTIME_ERROR": wrong,
    // A trigger or a flow threw; `kind(_:message:)` looks for a lock within.
    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY": wrong,
    "CANNOT_EXECUTE_FLOW_TRIGGER": wrong,
    "OPERATION_TOO_LARGE": wrong,
    "QUERY_TOO_COMPLICATED": wrong,
    "EXCEEDED_ID_LIMIT": wrong,
    "LIMIT_EXCEEDED": wrong,
    "REQUIRED_FIELD_MISSING": wrong,
    "FIELD_CUSTOM_VALIDATION_EXCEPTION": wrong,
    "FIELD_INTEGRITY_EXCEPTION": wrong,
    "STRING_TOO_LONG": wrong,
    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST": wrong,
    "INVALID_EMAIL_ADDRESS": wrong,
    "NUMBER_OUTSIDE_VALID_RANGE": wrong,
    "INVALID_TYPE_ON_FIELD_IN_RECORD": wrong,
    "INVALID_FIELD_FOR_INSERT_UPDATE": wrong,
    "INVALID_FIELD": wrong,
    "INVALID_TYPE": wrong,
    "MALFORMED_QUERY": wrong,
    "MALFORMED_SEARCH": wrong,
    "INVALID_QUERY_FILTER_OPERATOR": wrong,
    "JSON_PARSER_ERROR": wrong,
    "MALFORMED_ID": wrong,
    "INVALID_CROSS_REFERENCE_KEY": wrong,
    "NOT_FOUND": wrong,
    "INACTIVE_OWNER_OR_USER": wrong,
    "CANNOT_UPDATE_CONVERTED_LEAD": wrong,
    "DELETE_FAILED": wrong,
    "SELF_REFERENCE_FROM_TRIGGER": wrong,
    "METHOD_NOT_ALLOWED": wrong,
    "UNSUPPORTED_MEDIA_TYPE": wrong,
    "MIXED_DML_OPERATION": wrong,
    "INVALID_QUERY_LOCATOR": wrong,
    "QUERY_LOCATOR_EXPIRED": wrong,
    "QUERY_LOCATOR_NOT_FOUND": wrong,
    "UNAUTHORIZED_USER_FOR_CURSOR": wrong,
    "INVALID_REPLICATION_DATE": wrong,
    "UNSUPPORTED_API_VERSION": wrong,
  ]

  /// The meaning of a code and its message; nil for one that the reference does not name.
  static func of(_ code: String, _ message: String) -> ErrorMeaning? {
    switch code {
    case "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "CANNOT_EXECUTE_FLOW_TRIGGER":
      return message.contains("UNABLE_TO_LOCK_ROW") ? passing : wrong
    case "REQUEST_LIMIT_EXCEEDED" where message.contains("Concurrent"):
      return ErrorMeaning(.rate, wait: 10, affectsConnection: true)
    case _ where code.hasPrefix("LOGIN_"): return login
    default: return all[code]
    }
  }
}
