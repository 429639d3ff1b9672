import ConnectorKit
import Foundation
import HTTPClient
import Sandbox

/// People at work in the sandbox's systems.
struct Client {
  struct Refused: Error { var text: String }

  let sandbox: Sandbox
  let url: String
  private let transport = CurlTransport()
  private let token: String

  init(_ sandbox: Sandbox, url: String) async throws {
    self.sandbox = sandbox
    self.url = url
    let configuration = sandbox.configuration.salesforce
    let form = "grant_type=client_credentials&client_id=\(configuration.clientID)&client_secret=\(configuration.clientSecret)"
    let answer = try await Self.send(
      transport, .post, "\(url)/services/oauth2/token", [("Content-Type", "application/x-www-form-urlencoded")], Array(form.utf8))
    token = answer["access_token"] as? String ?? ""
  }

  /// Changes a Salesforce record.
  func change(_ object: String, _ id: String, _ fields: [String: Any]) async throws {
    _ = try await salesforce(.patch, "/sobjects/\(object)/\(id)", fields)
  }

  /// Makes a Salesforce record; gives its id.
  func create(_ object: String, _ fields: [String: Any]) async throws -> String {
    try await salesforce(.post, "/sobjects/\(object)", fields)["id"] as? String ?? ""
  }

  func salesforce(_ method: HTTPRequest.Method, _ path: String, _ body: [String: Any]) async throws -> [String: Any] {
    try await Self.send(
      transport, method, "\(url)/services/data/v62.0\(path)", [("Authorization", "Bearer \(token)"), ("Content-Type", "application/json")],
      Array(try JSONSerialization.data(withJSONObject: body)))
  }

  func gainsight(_ method: HTTPRequest.Method, _ path: String, _ body: [String: Any]) async throws -> [String: Any] {
    try await Self.send(
      transport, method, "\(url)\(path)",
      [("Accesskey", sandbox.configuration.gainsight.accessKey), ("Content-Type", "application/json")],
      Array(try JSONSerialization.data(withJSONObject: body)))
  }

  private static func send(
    _ transport: CurlTransport, _ method: HTTPRequest.Method, _ url: String, _ headers: [(name: String, value: String)], _ body: [UInt8]
  ) async throws -> [String: Any] {
    var request = HTTPRequest(method, url, idempotent: true, timeout: 30)
    request.headers = headers
    request.body = body
    let response = try await transport.send(request)
    guard (200..<300).contains(response.status) else { throw Refused(text: "\(url): \(String(decoding: response.body, as: UTF8.self))") }
    return (try? JSONSerialization.jsonObject(with: Data(response.body))) as? [String: Any] ?? [:]
  }
}
