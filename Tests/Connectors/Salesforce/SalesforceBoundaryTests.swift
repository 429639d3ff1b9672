import CEL
import Calls
import ConnectorKit
import HTTPClient
import JSON
import OrderedCollections
import Salesforce
import Sandbox
import Synchronization
import Testing

/// No value gets out of its place, and no answer leads anywhere else.
@Suite struct SalesforceBoundaryTests {
  private static let pieces = [
    "\"", "\"\"", ",", "\n", "\r", "\r\n", "\t", " ", "'", "\\", "=1+1", "#N/A", "@{ref.id}", "é", "👩‍👩‍👧", "a", ";", "\u{FEFF}", "\u{85}", "\u{2028}",
    "%0D%0A",
    "../", "?", "&", "\u{1}",
  ]

  private static func text(_ random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...10, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }

  /// The job's CSV, read by a reader of the test's own, holds each value exactly, whatever is in it.
  @Test func noValueEndsItsCell() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      let uploads = Mutex<[String]>([])
      let transport = ScriptedTransport { request, _ in
        if request.url.hasSuffix("/token") { return salesforceLogin }
        if request.method == .put { uploads.withLock { $0.append(request.text) } }
        // The job is still running when the call leaves it.
        return .json(#"{"id":"7505fEXAMPLE4C2AAM","state":"Open"}"#, status: request.method == .patch ? 503 : 200)
      }
      let names = (0..<4).map { _ in Self.text(&random) }.filter { $0 != "#N/A" }
      let call = WriteCall(
        connection: "s", object: "Account", verb: .update,
        records: names.enumerated().map { WriteRecord(id: "001D000000K0fX\(Array("OPQR")[$0])", fields: ["Name": .string($1), "Site__c": "end"]) },
        job: "7505fEXAMPLE4C2AAM")
      _ = await failure { try await salesforce(transport, schema: accountSchema).write(call) }
      let rows = try #require(Self.rows(uploads.withLock { $0.first ?? "" }), "seed \(seed)")
      #expect(rows.first == ["Id", "Name", "Site__c"], "seed \(seed)")
      // Text is compared by its scalars: Swift's equality is canonical.
      #expect(rows.dropFirst().map { Array($0[1].unicodeScalars) } == names.map { Array($0.unicodeScalars) }, "seed \(seed)")
      #expect(rows.dropFirst().allSatisfy { $0.count == 3 && $0[2] == "end" }, "seed \(seed)")
    }
  }

  /// RFC 4180 by scalars; nil for what it does not allow.
  private static func rows(_ text: String) -> [[String]]? {
    var rows: [[String]] = [[""]]
    var scalars = Array(text.unicodeScalars)[...]
    func append(_ scalar: Unicode.Scalar) { rows[rows.count - 1][rows[rows.count - 1].count - 1].unicodeScalars.append(scalar) }
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"":
        guard rows[rows.count - 1].last == "" else { return nil }
        while true {
          guard let next = scalars.popFirst() else { return nil }
          if next == "\"" {
            guard scalars.first == "\"" else { break }
            scalars.removeFirst()
          }
          append(next)
        }
        guard scalars.first == "," || scalars.first == "\n" else { return nil }
      case ",": rows[rows.count - 1].append("")
      case "\n": rows.append([""])
      case "\r": return nil
      default: append(scalar)
      }
    }
    return rows.last == [""] ? rows.dropLast() : nil
  }

  /// Values are in JSON bodies and percent-encoded URLs; headers hold none of them.
  @Test func noValueReachesAHeader() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let value = Self.text(&random)
      let transport = ScriptedTransport(after: salesforceLogin, .json(#"[{"id":"001D000000K0fXOIAZ","success":true,"errors":[]}]"#))
      let connector = try salesforce(transport, ["create": "upsert", "stamp.Account": "Gainsight_GSID__c"], schema: accountSchema)
      let record = WriteRecord(fields: ["Name": .string(value), "Gainsight_GSID__c": .string("k" + value)])
      _ = try await connector.write(WriteCall(connection: "s", object: "Account", verb: .create, records: [record]))
      _ = await failure {
        try await connector.notify(
          NotifyCall(connection: "s", channel: nil, to: ["me"], subject: value, text: value, mention: [], key: value))
      }
      for request in transport.calls {
        #expect(request.headers.allSatisfy { $0.value.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }, "seed \(seed)")
        #expect(request.url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "seed \(seed)")
      }
      let body = try JSONDocument(transport.calls[0].body).root
      let sent = body.member("records")?.elements.first { _ in true }
      #expect(sent?.member("Name")?.text.map { Array($0.unicodeScalars) } == Array(value.unicodeScalars), "seed \(seed)")
    }
  }

  /// A token that would end its header is not sent at all.
  @Test func aTokenThatEndsItsHeaderIsNotSent() async throws {
    let login = HTTPResponse.json(#"{"access_token":"a\r\nX-Evil: 1","instance_url":"http://127.0.0.1:9"}"#)
    let curl = CurlTransport()
    let transport = RelayTransport { request in
      if request.url.hasSuffix("/token") { return login }
      return try await curl.send(request)
    }
    let failure = try #require(await failure { try await salesforce(transport, schema: accountSchema).find(findAccounts()) })
    #expect(failure.kind == .rejected && failure.code == "bad_request")
  }

  /// Reference 6.4: a redirect is an answer and no way; the token goes to the host of the login's answer only, and over TLS only.
  @Test(arguments: [301, 302, 303, 307, 308]) func aRedirectIsNotFollowed(_ status: Int) async throws {
    let away = HTTPResponse(status: status, headers: [("Location", "https://evil.example/services")])
    let transport = ScriptedTransport(after: salesforceLogin, away)
    let failure = try #require(await failure { try await salesforce(transport, schema: accountSchema).find(findAccounts()) })
    #expect(failure.kind == .rejected && failure.code == "http_\(status)")
    #expect(transport.requests.allSatisfy { $0.url.hasPrefix("https://acme.my.salesforce.com/") })
  }

  @Test(arguments: ["https://evil.example/services/data/v62.0/query/0r8", "//evil.example/services/", "evil"])
  func aNextPageElsewhereIsNotAskedFor(_ next: String) async throws {
    let transport = ScriptedTransport(after: salesforceLogin, .json(#"{"done":false,"nextRecordsUrl":"\#(next)","records":[]}"#))
    let failure = try #require(await failure { try await salesforce(transport, schema: accountSchema).find(findAccounts()) })
    #expect(failure.code == "bad_answer" && transport.calls.count == 1)
  }

  @Test(arguments: ["http://acme.my.salesforce.com", "ftp://acme", "https://user@evil.example", "javascript:1", ""])
  func aLoginLeadsNowhereUnsafe(_ instance: String) async throws {
    let transport = ScriptedTransport(after: .json(#"{"access_token":"token","instance_url":"\#(instance)"}"#), .json(#"{"done":true,"records":[]}"#))
    _ = try await salesforce(transport, schema: accountSchema).find(findAccounts())
    #expect(transport.calls.allSatisfy { $0.url.hasPrefix("https://acme.my.salesforce.com/") })
  }

  /// Every request has an end in time and size.
  @Test func everyRequestIsBounded() async throws {
    let transport = ScriptedTransport(after: salesforceLogin, .json(#"{"done":true,"records":[]}"#))
    _ = try await salesforce(transport, ["timeout": "30"], schema: accountSchema).find(findAccounts())
    #expect(transport.requests.allSatisfy { $0.timeout <= 30 && $0.responseLimit <= 64 << 20 })
  }
}

/// Sends through a closure.
struct RelayTransport: HTTPTransport {
  let relay: @Sendable (HTTPRequest) async throws -> HTTPResponse

  init(_ relay: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse) { self.relay = relay }

  func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    do { return try await relay(request) } catch let failure as TransportFailure { throw failure } catch {
      throw TransportFailure(.badRequest, "\(error)")
    }
  }
}
