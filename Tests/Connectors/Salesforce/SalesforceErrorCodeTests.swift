import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Salesforce
import Testing

/// Every error code of the reference (5.2, 1.6, 3.1, 3.4, 7.3), as the answer to a query, to a whole write, and to one record of a write.
@Suite struct SalesforceErrorCodeTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var code: String
    var status: Int
    var message = "m"
    /// Of a query, of a whole write, of one record.
    var classes: [FailureClass]
    /// Whether the whole connection is concerned, as the answer to a request.
    var down = false
    var wait: Double?
    var testDescription: String { "\(code) \(message)" }
  }

  /// One class for all three.
  static func rows(_ kind: FailureClass, _ status: Int, down: Bool = false, wait: Double? = nil, _ codes: String...) -> [Row] {
    codes.map { Row(code: $0, status: status, classes: [kind, kind, kind], down: down, wait: wait) }
  }

  static let table: [Row] =
    // The session is made anew once; the second refusal stops the connection.
    rows(.auth, 401, down: true, "INVALID_SESSION_ID", "INVALID_AUTH_HEADER")
    + rows(
      .auth, 403, down: true, "API_DISABLED_FOR_ORG", "FUNCTIONALITY_NOT_ENABLED", "INVALID_LOGIN", "LOGIN_DURING_RESTRICTED_TIME",
      "LOGIN_DURING_RESTRICTED_DOMAIN") + [
      Row(
        code: "REQUEST_LIMIT_EXCEEDED", status: 403, message: "TotalRequests Limit exceeded.", classes: [.rate, .rate, .rate], down: true, wait: 300),
      Row(
        code: "REQUEST_LIMIT_EXCEEDED", status: 403, message: "ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
        classes: [.rate, .rate, .rate], down: true, wait: 10),
    ] + rows(.rate, 403, wait: 900, "STORAGE_LIMIT_EXCEEDED")
    + rows(.retry, 403, down: true, "API_CURRENTLY_DISABLED", "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE")
    + rows(
      .retry, 400, "UNABLE_TO_LOCK_ROW", "TOO_MANY_APEX_REQUESTS", "TXN_SECURITY_METERING_ERROR", "TEMPORARY_QUERY_MORE_FAILURE", "ENTITY_IS_LOCKED",
      "RECORD_IN_USE_BY_WORKFLOW")
    // A write that was answered by none of its records may have been carried out.
    + [
      Row(code: "SERVER_UNAVAILABLE", status: 503, classes: [.retry, .unknown, .retry], down: true),
      Row(code: "UNKNOWN_EXCEPTION", status: 500, classes: [.retry, .unknown, .retry]),
      Row(code: "QUERY_TIMEOUT", status: 400, classes: [.retry, .unknown, .retry]),
      Row(code: "REQUEST_RUNNING_TOO_LONG", status: 503, classes: [.retry, .unknown, .retry]),
    ] + rows(.conflict, 400, "DUPLICATE_VALUE", "DUPLICATES_DETECTED") + rows(.conflict, 412, "MATCH_PRECONDITION_FAILED")
    + rows(.conflict, 404, "ENTITY_IS_DELETED")
    + rows(.collateral, 400, "ALL_OR_NONE_OPERATION_ROLLED_BACK", "PROCESSING_HALTED") + rows(.collateral, 412, "BATCH_PROCESSING_HALTED")
    + [
      Row(
        code: "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", status: 400, message: "X_Trigger: execution of BeforeInsert caused by UNABLE_TO_LOCK_ROW",
        classes: [.retry, .retry, .retry]),
      Row(
        code: "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", status: 400, message: "X_Trigger: caused by: NullPointerException",
        classes: [.rejected, .rejected, .rejected]),
      Row(code: "CANNOT_EXECUTE_FLOW_TRIGGER", status: 400, message: "UNABLE_TO_LOCK_ROW", classes: [.retry, .retry, .retry]),
      Row(code: "CANNOT_EXECUTE_FLOW_TRIGGER", status: 400, classes: [.rejected, .rejected, .rejected]),
    ]
    // Rights to one record or field are no matter of the login.
    + rows(
      .rejected, 403, "INSUFFICIENT_ACCESS", "INSUFFICIENT_ACCESS_OR_READONLY", "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
      "TXN_SECURITY_NO_ACCESS", "TXN_SECURITY_APEX_ERROR", "TXN_SECURITY_RUNTIME_ERROR")
    + rows(
      .rejected, 400, "DUPLICATE_EXTERNAL_ID", "OPERATION_TOO_LARGE", "QUERY_TOO_COMPLICATED", "EXCEEDED_ID_LIMIT", "LIMIT_EXCEEDED",
      "REQUIRED_FIELD_MISSING", "FIELD_CUSTOM_VALIDATION_EXCEPTION", "FIELD_INTEGRITY_EXCEPTION", "STRING_TOO_LONG",
      "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "INVALID_EMAIL_ADDRESS", "NUMBER_OUTSIDE_VALID_RANGE", "INVALID_TYPE_ON_FIELD_IN_RECORD",
      "INVALID_FIELD_FOR_INSERT_UPDATE", "INVALID_FIELD", "INVALID_TYPE", "MALFORMED_QUERY", "MALFORMED_SEARCH", "INVALID_QUERY_FILTER_OPERATOR",
      "JSON_PARSER_ERROR", "MALFORMED_ID", "INVALID_CROSS_REFERENCE_KEY", "INACTIVE_OWNER_OR_USER", "CANNOT_UPDATE_CONVERTED_LEAD", "DELETE_FAILED",
      "SELF_REFERENCE_FROM_TRIGGER", "MIXED_DML_OPERATION", "INVALID_QUERY_LOCATOR", "QUERY_LOCATOR_EXPIRED", "QUERY_LOCATOR_NOT_FOUND",
      "UNAUTHORIZED_USER_FOR_CURSOR", "INVALID_REPLICATION_DATE", "UNSUPPORTED_API_VERSION")
    + rows(.rejected, 404, "NOT_FOUND") + rows(.rejected, 405, "METHOD_NOT_ALLOWED") + rows(.rejected, 415, "UNSUPPORTED_MEDIA_TYPE")

  private static let create = WriteCall(connection: "s", object: "Account", verb: .create, records: [WriteRecord(fields: ["Name": "A"])])

  @Test(arguments: table) func ofARequest(_ row: Row) async throws {
    let answer = HTTPResponse.json("[{\"message\":\"\(row.message)\",\"errorCode\":\"\(row.code)\"}]", status: row.status)
    let connector = try salesforce(ScriptedTransport(after: salesforceLogin, answer), schema: accountSchema)
    let read = try #require(await failure { try await connector.find(findAccounts()) })
    #expect(read.kind == row.classes[0] && read.code == row.code && read.message == row.message)
    #expect(read.affectsConnection == row.down && read.retryAfter == row.wait)
    let write = try #require(await failure { try await connector.write(Self.create) })
    #expect(write.kind == row.classes[1] && write.code == row.code && write.affectsConnection == row.down && write.retryAfter == row.wait)
  }

  @Test(arguments: table) func ofOneRecord(_ row: Row) async throws {
    let answer = HTTPResponse.json(
      "[{\"success\":false,\"errors\":[{\"statusCode\":\"\(row.code)\",\"message\":\"\(row.message)\",\"fields\":[\"Name\"]}]}]")
    let connector = try salesforce(ScriptedTransport(after: salesforceLogin, answer), schema: accountSchema)
    let result = try await connector.write(Self.create).results[0]
    guard case .failed(let failure) = result else { return #expect(Bool(false), "\(result)") }
    #expect(failure.kind == row.classes[2] && failure.code == row.code && failure.fields == ["Name"] && failure.retryAfter == row.wait)
  }

  /// An array of errors has the class of its gravest.
  @Test func theGravestDecides() async throws {
    let body = #"[{"success":false,"errors":[{"statusCode":"UNABLE_TO_LOCK_ROW","message":"a"},{"statusCode":"STRING_TOO_LONG","message":"b"}]}]"#
    let connector = try salesforce(ScriptedTransport(after: salesforceLogin, .json(body)), schema: accountSchema)
    guard case .failed(let failure) = try await connector.write(Self.create).results[0] else { return #expect(Bool(false)) }
    #expect(failure.kind == .rejected && failure.code == "STRING_TOO_LONG" && failure.message == "a b")
  }
}
