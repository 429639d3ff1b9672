import CEL
import ConnectorKit
import Sandbox

/// Where a sandbox listens, and what it takes as credentials.
struct SandboxAddress {
  /// Where `flowrun sandbox` listens unless it is told otherwise.
  static let standard = "http://127.0.0.1:7070"

  private static let attempts = 10

  /// Without a slash at its end.
  var url: String
  /// Where it takes mail, once it was asked.
  var mail: String?
  /// Its organisation's id, once it was asked.
  var organization: String?
  let hookToken = "sandbox-hook"
  private let configuration = SandboxConfiguration()

  init(url: String) {
    self.url = url
    while self.url.hasSuffix("/") { self.url.removeLast() }
  }

  /// Makes sure that a sandbox listens there, and asks where it takes mail.
  mutating func check(_ transport: any HTTPTransport) async throws(CommandFailure) {
    let response: HTTPResponse
    do throws(TransportFailure) {
      response = try await answer(transport)
    } catch {
      throw CommandFailure(
        .fault, "The sandbox at \(url) does not answer: \(error.message) Start it with `flowrun sandbox`, in another terminal or behind `&`.")
    }
    let facts = try? Value(json: response.body)
    (mail, organization) = (facts?["mail"]?.asString, facts?["organization"]?.asString)
    guard response.status == 200 else {
      throw CommandFailure(
        .fault, "What listens at \(url) is no flowrun sandbox. Start one with `flowrun sandbox --port PORT` and name it with --sandbox-url.")
    }
  }

  /// A sandbox that was started a moment ago, behind `&`, is waited for.
  private func answer(_ transport: any HTTPTransport) async throws(TransportFailure) -> HTTPResponse {
    for _ in 1..<Self.attempts {
      if let response = try? await transport.send(HTTPRequest(.get, "\(url)/_sandbox", idempotent: true, timeout: 10)) { return response }
      try? await Task.sleep(for: .milliseconds(200))
    }
    return try await transport.send(HTTPRequest(.get, "\(url)/_sandbox", idempotent: true, timeout: 10))
  }

  /// What it takes as logins.
  var credentials: (client: String, secret: String, accessKey: String) {
    (configuration.salesforce.clientID, configuration.salesforce.clientSecret, configuration.gainsight.accessKey)
  }

  /// The settings that lead a connection of that kind to the sandbox; nil for a kind that it does not play.
  func settings(name: String, kind: String) -> ConnectionSettings? {
    switch kind {
    case "salesforce":
      let salesforce = configuration.salesforce
      return ConnectionSettings(
        name: name, url: url,
        auth: [
          "client_credentials.client_id": Secret(salesforce.clientID), "client_credentials.client_secret": Secret(salesforce.clientSecret),
        ],
        options: ["stamp.Task": "Flow_Key__c", "stamp.Case": "Flow_Key__c"])
    case "gainsight":
      return ConnectionSettings(name: name, url: url, auth: ["access_key": Secret(configuration.gainsight.accessKey)])
    case "slack":
      return ConnectionSettings(name: name, url: "\(url)/api", auth: ["bearer": Secret(configuration.slack.token)])
    case "mail":
      // In a replay nobody is asked, and nothing is sent.
      return ConnectionSettings(name: name, url: mail ?? "smtp://127.0.0.1:25", options: ["from": "flows@sandbox.example"])
    default: return nil
    }
  }
}
