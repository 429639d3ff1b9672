import CEL
import Calls
import ConnectorKit
import Foundation
import OrderedCollections
import Salesforce
import Synchronization
import Testing

/// Daily calls (reference 6.1), polls by `/updated` (7.3), refresh tokens that are replaced (1.4), a wrong clock (1.5).
@Suite struct SalesforceLimitTests {
  private static let empty = #"{"done":true,"records":[]}"#

  @Test func aSpentBudgetWaitsAndLooksWhetherThereIsRoomAgain() async throws {
    let left = Mutex(10)
    let transport = ScriptedTransport { request, _ in
      if request.url.hasSuffix("/token") { return salesforceLogin }
      if request.url.hasSuffix("/limits") {
        return .json(#"{"Other":{"x":{"Max":1}},"DailyApiRequests":{"Max":1000,"Remaining":\#(left.withLock { $0 })}}"#)
      }
      return .json(Self.empty, headers: [("Sforce-Limit-Info", "api-usage=\(1000 - left.withLock { $0 })/1000; per-app-api-usage=1/2(appName=x)")])
    }
    let connector = try salesforce(transport, ["budget": "98%"], schema: accountSchema)
    let first = try await connector.find(findAccounts())
    #expect(first.info.usage?.used == 990 && first.info.usage?.allowed == 1000)
    let failure = try #require(await failure { try await connector.find(findAccounts()) })
    #expect(failure.kind == .rate && failure.code == "daily_budget" && failure.affectsConnection && failure.retryAfter == 300)
    #expect(transport.calls.last?.url.hasSuffix("/services/data/v62.0/limits") == true)
    left.withLock { $0 = 500 }
    _ = try await connector.find(findAccounts())
    _ = try await connector.find(findAccounts())
    #expect(transport.calls.filter { $0.url.hasSuffix("/limits") }.count == 2)
    let unbounded = try salesforce(transport, ["budget": "off"], schema: accountSchema)
    left.withLock { $0 = 0 }
    _ = try await unbounded.find(findAccounts())
    _ = try await unbounded.find(findAccounts())
  }

  @Test func aPollByUpdatedReadsTheIdsAndKeepsBehindOpenTransactions() async throws {
    let transport = ScriptedTransport { request, _ in
      if request.url.hasSuffix("/token") { return salesforceLogin }
      if request.url.contains("/updated/") {
        return .json(#"{"ids":["001D000000K0fXOIAZ","001D000000K0fXPIAZ"],"latestDateCovered":"2026-05-09T02:59:00.000+0000"}"#)
      }
      return .json(
        #"""
        {"done":true,"records":[{"Id":"001D000000K0fXP","SystemModstamp":"2026-05-09T03:00:01.000+0000"},
         {"Id":"001D000000K0fXO","SystemModstamp":"2026-05-09T03:00:00.000+0000"}]}
        """#)
    }
    let connector = try salesforce(transport, ["poll": "updated"], schema: accountSchema)
    let since = try #require(Timestamp(seconds: Int64(Date().timeIntervalSince1970) - 3_600))
    let answer = try await connector.poll(PollCall(connection: "s", object: "Account", fields: ["Name"], since: since))
    #expect(answer.records.map { $0["Id"] } == ["001D000000K0fXOIAZ", "001D000000K0fXPIAZ"])
    #expect(answer.covered == Timestamp("2026-05-09T02:59:00Z") && answer.next == nil)
    let minute = String(since.description.prefix(16)).replacingOccurrences(of: ":", with: "%3A")
    #expect(transport.calls[0].url.contains("/sobjects/Account/updated/?start=\(minute)%3A00%2B00%3A00&end="))
    #expect(transport.calls[1].soql.hasSuffix("FROM Account WHERE Id IN ('001D000000K0fXOIAZ','001D000000K0fXPIAZ')"))
  }

  /// Reference 7.3: too many ids, an object that is not replicated, a start too long ago.
  @Test(arguments: ["EXCEEDED_ID_LIMIT", "INVALID_REPLICATION_DATE", "old"]) func whereUpdatedCannotSayTheStampsDo(_ why: String) async throws {
    let transport = ScriptedTransport { request, _ in
      if request.url.hasSuffix("/token") { return salesforceLogin }
      if request.url.contains("/updated/") { return .json(#"[{"errorCode":"\#(why)","message":"m"}]"#, status: 400) }
      return .json(Self.empty)
    }
    let connector = try salesforce(transport, ["poll": "updated"], schema: accountSchema)
    let since = Timestamp(seconds: Int64(Date().timeIntervalSince1970) - (why == "old" ? 40 * 86_400 : 3_600))
    let answer = try await connector.poll(PollCall(connection: "s", object: "Account", fields: [], since: since))
    #expect(answer.covered == nil && transport.calls.last?.soql.contains("WHERE SystemModstamp >= ") == true)
    #expect(transport.calls.count == (why == "old" ? 1 : 2))
  }

  @Test func copiesOfAnEventAreNotPolled() async throws {
    let transport = ScriptedTransport(after: salesforceLogin, .json(Self.empty))
    _ = try await salesforce(transport).poll(PollCall(connection: "s", object: "Event", fields: ["Subject"]))
    #expect(transport.calls[0].soql.contains(" WHERE IsChild = FALSE ORDER BY "))
  }

  private func refreshing(_ transport: ScriptedTransport, _ auth: [String: String]) throws -> SalesforceConnector {
    try SalesforceConnector(
      ConnectionSettings(name: "s", url: "https://acme.my.salesforce.com", auth: auth.mapValues { Secret($0) }, schema: accountSchema),
      transport: transport)
  }

  @Test func aReplacedRefreshTokenIsKeptInItsFile() async throws {
    let logins = Mutex(0)
    let expired = Mutex(false)
    let transport = ScriptedTransport { request, _ in
      if request.url.hasSuffix("/token") {
        let number = logins.withLock { count in
          count += 1
          return count
        }
        return .json(#"{"access_token":"t\#(number)","instance_url":"https://acme.my.salesforce.com","refresh_token":"fresh-\#(number)"}"#)
      }
      if expired.withLock({ $0 }), request.header("Authorization") == "Bearer t1" {
        return .json(#"[{"errorCode":"INVALID_SESSION_ID","message":"Session expired or invalid"}]"#, status: 401)
      }
      return .json(Self.empty)
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString).token").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let auth = ["refresh.client_id": "id", "refresh.token": "first-token", "refresh.token_file": path]
    let connector = try refreshing(transport, auth)
    _ = try await connector.find(findAccounts())
    #expect(transport.logins[0].text.contains("refresh_token=first-token"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "fresh-1")
    expired.withLock { $0 = true }
    // However many find the session expired, one logs in.
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 { group.addTask { _ = try? await connector.find(findAccounts()) } }
    }
    #expect(transport.logins.count == 2 && transport.logins[1].text.contains("refresh_token=fresh-1"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "fresh-2")
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    // A new process begins with the file's.
    _ = try await refreshing(transport, auth).find(findAccounts())
    #expect(transport.logins[2].text.contains("refresh_token=fresh-2"))
  }
}
