import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Salesforce
import Testing

@Suite struct SalesforceFailureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var status: Int
    var body: String
    var read: FailureClass
    var write: FailureClass
    var code: String
    var down = false
    var retryAfter: Double?
    var headers: [(name: String, value: String)] = []
    var testDescription: String { "\(status) \(code)" }
  }

  static func error(_ code: String, _ message: String = "m") -> String { "[{\"message\":\"\(message)\",\"errorCode\":\"\(code)\"}]" }

  /// Reference 5.1, 5.2, 6.4.
  static let cases: [Case] = [
    Case(
      status: 403, body: error("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."), read: .rate, write: .rate, code: "REQUEST_LIMIT_EXCEEDED",
      down: true, retryAfter: 300),
    Case(
      status: 403, body: error("REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded."), read: .rate, write: .rate,
      code: "REQUEST_LIMIT_EXCEEDED", down: true, retryAfter: 10),
    Case(status: 403, body: error("API_CURRENTLY_DISABLED"), read: .retry, write: .retry, code: "API_CURRENTLY_DISABLED", down: true),
    Case(status: 403, body: error("API_DISABLED_FOR_ORG"), read: .auth, write: .auth, code: "API_DISABLED_FOR_ORG", down: true),
    Case(status: 401, body: error("INVALID_AUTH_HEADER"), read: .auth, write: .auth, code: "INVALID_AUTH_HEADER", down: true),
    Case(status: 403, body: error("INSUFFICIENT_ACCESS"), read: .rejected, write: .rejected, code: "INSUFFICIENT_ACCESS"),
    Case(status: 400, body: error("UNABLE_TO_LOCK_ROW"), read: .retry, write: .retry, code: "UNABLE_TO_LOCK_ROW"),
    Case(
      status: 400, body: error("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "X_Trigger: caused by UNABLE_TO_LOCK_ROW"), read: .retry, write: .retry,
      code: "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"),
    Case(
      status: 400, body: error("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "X_Trigger: null"), read: .rejected, write: .rejected,
      code: "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY"),
    Case(status: 400, body: error("QUERY_TIMEOUT"), read: .retry, write: .unknown, code: "QUERY_TIMEOUT"),
    Case(status: 503, body: error("SERVER_UNAVAILABLE"), read: .retry, write: .unknown, code: "SERVER_UNAVAILABLE", down: true),
    Case(status: 500, body: error("UNKNOWN_EXCEPTION"), read: .retry, write: .unknown, code: "UNKNOWN_EXCEPTION"),
    Case(status: 400, body: error("DUPLICATE_VALUE"), read: .conflict, write: .conflict, code: "DUPLICATE_VALUE"),
    Case(status: 404, body: error("ENTITY_IS_DELETED"), read: .conflict, write: .conflict, code: "ENTITY_IS_DELETED"),
    Case(status: 400, body: error("MALFORMED_QUERY"), read: .rejected, write: .rejected, code: "MALFORMED_QUERY"),
    Case(
      status: 404, body: #"{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}"#, read: .rejected, write: .rejected,
      code: "NOT_FOUND"),
    Case(status: 400, body: error("SOME_NEW_CODE"), read: .rejected, write: .rejected, code: "SOME_NEW_CODE"),
    Case(status: 500, body: error("SOME_NEW_CODE"), read: .retry, write: .unknown, code: "SOME_NEW_CODE"),
    Case(status: 412, body: "", read: .conflict, write: .conflict, code: "http_412"),
    Case(status: 300, body: #"["/services/data/v62.0/sobjects/Account/001D000000K0fXOIAZ"]"#, read: .rejected, write: .rejected, code: "http_300"),
    Case(status: 408, body: "", read: .retry, write: .unknown, code: "http_408"),
    Case(status: 409, body: "", read: .rejected, write: .rejected, code: "http_409"),
    Case(status: 431, body: "", read: .rejected, write: .rejected, code: "http_431"),
    Case(status: 504, body: "", read: .retry, write: .unknown, code: "http_504", down: true),
    Case(status: 410, body: "", read: .rejected, write: .rejected, code: "http_410"),
    Case(status: 414, body: "", read: .rejected, write: .rejected, code: "http_414"),
    Case(status: 420, body: "", read: .retry, write: .retry, code: "http_420", down: true),
    Case(status: 429, body: "", read: .rate, write: .rate, code: "http_429", down: true, retryAfter: 7, headers: [("Retry-After", "7")]),
    Case(status: 502, body: "<!doctypehtml><title>Error Page</title>", read: .retry, write: .unknown, code: "http_502", down: true),
    Case(
      status: 503, body: "<!DOCTYPE HTML><html><body>We are down for maintenance.</body></html>", read: .retry, write: .unknown, code: "http_503",
      down: true),
    Case(status: 200, body: "<html>login</html>", read: .retry, write: .unknown, code: "no_json"),
    Case(
      status: 400,
      body:
        "[{\"message\":\"a\",\"errorCode\":\"UNABLE_TO_LOCK_ROW\"},{\"message\":\"b\",\"errorCode\":\"REQUIRED_FIELD_MISSING\",\"fields\":[\"Name\"]}]",
      read: .rejected, write: .rejected, code: "REQUIRED_FIELD_MISSING"),
  ]

  @Test(arguments: cases) func everyErrorHasItsClass(_ given: Case) async throws {
    let response = HTTPResponse(status: given.status, headers: given.headers, body: Array(given.body.utf8))
    let connector = try salesforce(ScriptedTransport(after: salesforceLogin, response), schema: accountSchema)
    let read = try #require(await failure { try await connector.find(findAccounts()) })
    #expect(read.kind == given.read && read.code == given.code && read.affectsConnection == given.down && read.retryAfter == given.retryAfter)
    #expect(!read.message.isEmpty && !read.message.contains("<"))
    let write = try #require(
      await failure {
        try await connector.write(WriteCall(connection: "s", object: "Account", verb: .create, records: [WriteRecord(fields: ["Name": "A"])]))
      })
    #expect(write.kind == given.write && write.code == given.code && write.affectsConnection == given.down)
  }

  @Test(arguments: [
    (TransportFailure.Kind.notSent, FailureClass.retry, FailureClass.retry), (.noAnswer, .retry, .unknown), (.tooLarge, .rejected, .unknown),
    (.cancelled, .retry, .unknown), (.badRequest, .rejected, .rejected),
  ])
  func everyLostAnswerHasItsClass(_ kind: TransportFailure.Kind, _ read: FailureClass, _ write: FailureClass) async throws {
    let transport = ScriptedTransport { request, _ in
      if request.url.hasSuffix("/token") { return salesforceLogin }
      throw TransportFailure(kind, "why")
    }
    let connector = try salesforce(transport, schema: accountSchema)
    #expect(await failure { try await connector.find(findAccounts()) }?.kind == read)
    let call = WriteCall(connection: "s", object: "Account", verb: .create, records: [WriteRecord(fields: ["Name": "A"])])
    #expect(await failure { try await connector.write(call) }?.kind == write)
    #expect(transport.calls.count == 2 && transport.calls[1].idempotent == false)
  }
}
