/// One error of a write or a request, as salesforce.md 5.1 shows it: `errorCode` at the top, `statusCode` in a record of many.
struct RecordError: Sendable, Hashable {
  var code: String
  var message: String
  var fields: [String] = []

  /// The HTTP status of the code on a direct REST call (salesforce.md 5.2).
  var status: Int {
    switch code {
    case "INVALID_SESSION_ID", "INVALID_AUTH_HEADER": 401
    case "REQUEST_LIMIT_EXCEEDED", "API_DISABLED_FOR_ORG", "FUNCTIONALITY_NOT_ENABLED", "API_CURRENTLY_DISABLED", "INSUFFICIENT_ACCESS",
      "INSUFFICIENT_ACCESS_OR_READONLY", "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY":
      403
    case "NOT_FOUND", "ENTITY_IS_DELETED": 404
    case "METHOD_NOT_ALLOWED": 405
    case "MATCH_PRECONDITION_FAILED": 412
    case "URI_TOO_LONG": 414
    case "UNSUPPORTED_MEDIA_TYPE": 415
    case "UNKNOWN_EXCEPTION": 500
    case "SERVER_UNAVAILABLE": 503
    default: 400
    }
  }

  /// `{"message":…,"errorCode":…,"fields":[…]}`.
  var top: SandboxValue {
    var object = SandboxObject([("message", .string(message)), ("errorCode", .string(code))])
    if !fields.isEmpty { object.append("fields", .array(fields.map(SandboxValue.string))) }
    return .object(object)
  }

  /// `{"statusCode":…,"message":…,"fields":[…]}`.
  var item: SandboxValue {
    ["statusCode": .string(code), "message": .string(message), "fields": .array(fields.map(SandboxValue.string))]
  }
}

/// Why a record was not written, or a request not done.
struct Rejection: Error, Sendable {
  var errors: [RecordError]
  /// The status where it is not the code's own.
  var status: Int?
  /// True where the body itself cannot be read, which fails the whole request and not one record of it.
  var isWholeRequest = false
  /// The record that a duplicate rule found.
  var duplicate: String?

  init(_ code: String, _ message: String, fields: [String] = [], status: Int? = nil) {
    errors = [RecordError(code: code, message: message, fields: fields)]
    self.status = status
  }

  init(_ errors: [RecordError]) { self.errors = errors }

  var httpStatus: Int { status ?? errors.first?.status ?? 400 }

  static func unparsable(_ message: String) -> Rejection {
    var rejection = Rejection("JSON_PARSER_ERROR", message)
    rejection.isWholeRequest = true
    return rejection
  }
}
