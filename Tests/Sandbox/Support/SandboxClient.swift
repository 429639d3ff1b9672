import ConnectorKit
import Foundation
import HTTPClient
import Sandbox
import Testing

/// An HTTP client of a sandbox that runs for one test.
struct SandboxClient: Sendable {
  let sandbox: Sandbox
  let base: String
  var token: String?
  private let transport = CurlTransport()

  init(sandbox: Sandbox, base: String, token: String? = nil) {
    self.sandbox = sandbox
    self.base = base
    self.token = token
  }

  /// What was answered.
  struct Answer: Sendable {
    var status: Int
    var headers: [String: String]
    var body: Data

    var text: String { String(decoding: body, as: UTF8.self) }
    /// The body; null where it is no JSON.
    var json: SandboxValue { (try? SandboxValue(json: text)) ?? .null }
  }

  static let version = "/services/data/v62.0"

  /// Sends a request; the path may carry a query that is encoded already.
  func send(
    _ method: String, _ path: String, _ body: String? = nil, type: String = "application/json", headers: [String: String] = [:]
  ) async throws -> Answer {
    var sent = headers.map { (name: $0.key, value: $0.value) }
    if body != nil { sent.append(("Content-Type", type)) }
    if let token, !headers.keys.contains(where: { $0.lowercased() == "authorization" }) { sent.append(("Authorization", "Bearer \(token)")) }
    let method = try #require(HTTPRequest.Method(rawValue: method))
    let request = HTTPRequest(method, base + path, headers: sent, body: Array((body ?? "").utf8), idempotent: method == .get, timeout: 120)
    let answer = try await transport.send(request)
    let names = Dictionary(answer.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { _, last in last })
    return Answer(status: answer.status, headers: names, body: Data(answer.body))
  }

  /// Sends a request below the version with a JSON body.
  func data(_ method: String, _ path: String, _ body: SandboxValue? = nil, headers: [String: String] = [:]) async throws -> Answer {
    try await send(method, Self.version + path, body?.json, headers: headers)
  }

  func query(_ soql: String, all: Bool = false, headers: [String: String] = [:]) async throws -> Answer {
    try await data("GET", "/\(all ? "queryAll" : "query")/?q=\(encoded(soql))", headers: headers)
  }

  /// The records of a query that works.
  func records(_ soql: String, all: Bool = false) async throws -> [SandboxValue] {
    let answer = try await query(soql, all: all)
    try #require(answer.status == 200, "\(answer.text)")
    return try #require(answer.json["records"]?.array)
  }

  /// The error code of a query that does not work.
  func queryError(_ soql: String) async throws -> String? { try await query(soql).json.array?.first?["errorCode"]?.string }

  func create(_ object: String, _ fields: SandboxValue) async throws -> String {
    let answer = try await data("POST", "/sobjects/\(object)", fields)
    try #require(answer.status == 201, "\(answer.text)")
    return try #require(answer.json["id"]?.string)
  }

  /// Sends a request to Gainsight with the access key.
  func gainsight(_ method: String, _ path: String, _ body: SandboxValue? = nil, key: String? = nil) async throws -> Answer {
    try await send(method, path, body?.json, headers: ["Accesskey": key ?? sandbox.configuration.gainsight.accessKey])
  }

  func companies(_ query: SandboxValue) async throws -> [SandboxValue] {
    let answer = try await gainsight("POST", "/v1/data/objects/query/Company", query)
    try #require(answer.status == 200, "\(answer.text)")
    return try #require(answer.json["data"]?["records"]?.array)
  }
}

func encoded(_ text: String) -> String {
  text.utf8.map { byte in
    let character = Character(Unicode.Scalar(byte))
    return byte < 0x80 && (character.isLetter || character.isNumber) ? String(character) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }.joined()
}

/// Runs a test on a sandbox of its own, logged in by client credentials.
func withSandbox(
  _ change: (inout SandboxConfiguration) -> Void = { _ in }, login: Bool = true, _ body: (SandboxClient) async throws -> Void
) async throws {
  var configuration = SandboxConfiguration()
  configuration.accounts = 40
  configuration.seed = 7
  configuration.gainsight.callsPerMinute = 0
  // 2026-11-24T06:40:00Z, so that no test meets midnight.
  configuration.clock = { 1_795_502_400_000 }
  change(&configuration)
  let sandbox = Sandbox(configuration)
  let addresses = try await sandbox.start()
  var client = SandboxClient(sandbox: sandbox, base: addresses.salesforce)
  do {
    if login { client.token = try await client.clientCredentials() }
    try await body(client)
  } catch {
    await sandbox.stop()
    throw error
  }
  await sandbox.stop()
}

extension SandboxClient {
  func token(_ form: String, headers: [String: String] = [:]) async throws -> Answer {
    try await send("POST", "/services/oauth2/token", form, type: "application/x-www-form-urlencoded", headers: headers)
  }

  func clientCredentials() async throws -> String {
    let settings = sandbox.configuration.salesforce
    let answer = try await token("grant_type=client_credentials&client_id=\(settings.clientID)&client_secret=\(settings.clientSecret)")
    return try #require(answer.json["access_token"]?.string, "\(answer.text)")
  }
}
