import Calls
import ConnectorKit
import Salesforce
import Synchronization
import Testing

@Suite struct SalesforceLoginTests {
  private static let expired = HTTPResponse.json(#"[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]"#, status: 401)
  private static let none = HTTPResponse.json(#"{"done":true,"records":[]}"#)

  /// Reference 1.6: however many calls find the session expired, one logs in, and each is replayed once.
  @Test func oneNewLoginForAllThatNeedIt() async throws {
    let logins = Mutex(0)
    let transport = ScriptedTransport { request, _ in
      if request.url.hasSuffix("/token") {
        let number = logins.withLock { number in
          number += 1
          return number
        }
        return .json("{\"access_token\":\"token\(number)\",\"instance_url\":\"https://acme.my.salesforce.com\"}")
      }
      return request.header("Authorization") == "Bearer token1" ? Self.expired : Self.none
    }
    let connector = try salesforce(transport, schema: accountSchema)
    await withTaskGroup(of: CallFailure?.self) { group in
      for _ in 0..<6 { group.addTask { await failure { try await connector.find(findAccounts()) } } }
      for await failure in group { #expect(failure == nil) }
    }
    #expect(transport.logins.count == 2)
    #expect(transport.calls.filter { $0.header("Authorization") == "Bearer token2" }.count == 6)
  }

  @Test func aSecondRefusalIsFinal() async throws {
    let transport = ScriptedTransport(after: salesforceLogin, Self.expired)
    let connector = try salesforce(transport, schema: accountSchema)
    let failure = await failure { try await connector.find(findAccounts()) }
    #expect(failure?.kind == .auth && failure?.affectsConnection == true && failure?.code == "INVALID_SESSION_ID")
    #expect(transport.calls.count == 2 && transport.logins.count == 2)
  }

  @Test func aRefusalThatIsNoExpiryIsNotTriedAgain() async throws {
    let body = #"[{"message":"This session is not valid for use with the REST API","errorCode":"INVALID_SESSION_ID"}]"#
    let transport = ScriptedTransport(after: salesforceLogin, .json(body, status: 401))
    let connector = try salesforce(transport, schema: accountSchema)
    #expect(await failure { try await connector.find(findAccounts()) }?.kind == .auth)
    #expect(transport.calls.count == 1 && transport.logins.count == 1)
  }

  /// Reference 1.5.
  @Test(arguments: [
    (
      HTTPResponse.json(#"{"error":"invalid_client_id","error_description":"client identifier invalid 3MVG9 very secret+value"}"#, status: 400),
      FailureClass.auth, "invalid_client_id"
    ),
    (.json(#"{"error":"invalid_grant","error_description":"user hasn't approved this consumer"}"#, status: 400), .auth, "invalid_grant"),
    (.json(#"{"error":"invalid_grant","error_description":"audience is invalid"}"#, status: 400), .auth, "invalid_grant"),
    (.json(#"{"error":"invalid_grant","error_description":"invalid assertion"}"#, status: 400), .auth, "invalid_grant"),
    (.json(#"{"error":"invalid_grant","error_description":"expired access/refresh token"}"#, status: 400), .auth, "invalid_grant"),
    (.json(#"{"error":"invalid_grant","error_description":"authentication failure"}"#, status: 400), .auth, "invalid_grant"),
    (.json(#"{"error":"invalid_grant","error_description":"user is locked"}"#, status: 400), .auth, "invalid_grant"),
    (.json(#"{"error":"invalid_grant","error_description":"request not supported on this domain"}"#, status: 400), .auth, "invalid_grant"),
    (.json(#"{"error":"invalid_grant","error_description":"no client credentials user enabled"}"#, status: 400), .auth, "invalid_grant"),
    (.json(#"{"error":"invalid_client","error_description":"invalid client credentials"}"#, status: 401), .auth, "invalid_client"),
    (.json(#"{"error":"unsupported_grant_type","error_description":"grant type not supported"}"#, status: 400), .auth, "unsupported_grant_type"),
    (.json(#"{"error":"invalid_request","error_description":"m"}"#, status: 400), .auth, "invalid_request"),
    (.html("", status: 502), .retry, "http_502"),
    (.html("<html>maintenance</html>", status: 503), .retry, "http_503"), (.json("{}"), .auth, "no_token"),
  ])
  func aRefusedLoginSaysWhy(_ answer: HTTPResponse, _ kind: FailureClass, _ code: String) async throws {
    let transport = ScriptedTransport(after: answer, Self.none)
    let connector = try salesforce(transport, schema: accountSchema)
    let failure = await failure { try await connector.find(findAccounts()) }
    #expect(failure?.kind == kind && failure?.code == code && failure?.affectsConnection == true)
    #expect(failure?.message.contains("secret") == false)
    #expect(transport.calls.isEmpty)
  }

  @Test func theSessionsOwnInstanceIsFollowedUnlessTheAddressIsLocal() async throws {
    func host(_ url: String, _ instance: String, _ options: [String: String] = [:]) async throws -> String? {
      let transport = ScriptedTransport(after: .json("{\"access_token\":\"t\",\"instance_url\":\"\(instance)\"}"), Self.none)
      let connector = try SalesforceConnector(
        ConnectionSettings(
          name: "s", url: url, auth: ["client_credentials.client_id": Secret("i"), "client_credentials.client_secret": Secret("s")],
          options: options, schema: accountSchema), transport: transport)
      _ = try await connector.find(findAccounts())
      return transport.calls.first.map { String($0.url.split(separator: "/")[1]) }
    }
    #expect(try await host("https://acme.my.salesforce.com/", "https://acme2.my.salesforce.com") == "acme2.my.salesforce.com")
    #expect(try await host("https://acme.my.salesforce.com", "http://evil.example") == "acme.my.salesforce.com")
    #expect(try await host("http://127.0.0.1:8080", "https://acme.my.salesforce.com") == "127.0.0.1:8080")
    #expect(try await host("http://127.0.0.1:8080", "https://acme.my.salesforce.com", ["instance": "token"]) == "acme.my.salesforce.com")
    #expect(try await host("https://a.example", "https://b.example", ["instance": "configured"]) == "a.example")
  }

  @Test func settingsAreCheckedWithoutACall() {
    func setting(_ auth: [String: String], url: String = "https://a.example", _ options: [String: String] = [:]) -> String? {
      do {
        _ = try SalesforceConnector(
          ConnectionSettings(name: "s", url: url, auth: auth.mapValues { Secret($0) }, options: options),
          transport: ScriptedTransport { _, _ in Self.none })
        return nil
      } catch {
        return error.setting
      }
    }
    let good = ["client_credentials.client_id": "i", "client_credentials.client_secret": "s"]
    #expect(setting(good) == nil)
    #expect(setting(good, url: "acme.salesforce.com") == "url")
    #expect(setting(good, url: "http://acme.example") == "url")
    #expect(setting(good, url: "http://acme.example", ["insecure_http": "true"]) == nil)
    #expect(setting(good, url: "https://u:p@acme.example") == "url")
    #expect(setting([:]) == "auth")
    #expect(setting(["client_credentials.client_id": "i"]) == "auth.client_credentials.client_secret")
    #expect(setting(["client_credentials.client_id": "i", "client_credentials.client_secret": ""]) == "auth.client_credentials.client_secret")
    #expect(setting(["password": "p"]) == "auth.password")
    #expect(setting(good.merging(["jwt.client_id": "i"]) { a, _ in a }) == "auth")
    #expect(setting(good, ["version": "12"]) == "version")
    #expect(setting(good, ["version": "v67.0"]) == nil)
    #expect(setting(good, ["instance": "elsewhere"]) == "instance")
    #expect(setting(good, ["timeout": "soon"]) == "timeout")
  }
}
