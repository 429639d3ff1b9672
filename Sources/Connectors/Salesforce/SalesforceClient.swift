import Calls
import ConnectorKit
import JSON

/// Sends requests with the connection's session, and says what went wrong in the engine's terms.
struct SalesforceClient: Sendable {
  let settings: SalesforceSettings
  private let sender: RequestSender
  private let login: Login<SalesforceSession>
  private let budget: DailyBudget

  init(_ settings: SalesforceSettings, _ transport: any HTTPTransport) {
    self.settings = settings
    sender = RequestSender(transport, calls: settings.calls, of: "Salesforce")
    budget = DailyBudget(share: settings.budget)
    let attempt = SalesforceLogin(settings: settings, transport: transport)
    login = Login { await attempt.attempt() }
  }

  /// Bytes that a percent-encoded query may have. Reference 2: URI and headers together stay within 16,384 bytes.
  func queryRoom() async throws(CallFailure) -> Int {
    let session = try await login.session().session
    return 16_384 - session.base.utf8.count - session.token.revealed.utf8.count - 1_000
  }

  /// The path of an address that an answer gives: host-relative as documented, or whole with the host that requests go to. Nil for any other.
  func ownPath(_ address: String) async throws(CallFailure) -> String? {
    if address.hasPrefix("/services/") { return address }
    let base = try await login.session().session.base
    return address.hasPrefix("\(base)/services/") ? String(address.dropFirst(base.count)) : nil
  }

  /// A path below `/services/data/vXX.X`.
  func path(_ rest: String) -> String { "/services/data/\(settings.version)\(rest)" }

  /// The JSON of a successful answer; nil for an empty body.
  ///
  /// A request that is not `repeatable` changes something that needs no settling; it goes over a fresh connection, as writes do.
  /// With `results` a refusal that has a result for each record counts as the answer that it is.
  func send(
    _ method: HTTPRequest.Method, _ path: String, body: [UInt8] = [], headers: [(name: String, value: String)] = [], _ effect: RequestEffect,
    _ tally: CallTally, repeatable: Bool = true, results: Bool = false
  ) async throws(CallFailure) -> JSONNode? {
    var sent = Exchange(method, path, effect)
    sent.headers += headers
    sent.repeatable = effect == .read && repeatable
    sent.readsResults = results
    if !body.isEmpty { (sent.body, sent.type) = (body, "application/json; charset=UTF-8") }
    let response = try await answer(sent, tally)
    if response.body.isEmpty { return nil }
    do {
      return try JSONDocument(response.body).root
    } catch {
      // A login page, a proxy's page: a 200 that is no answer.
      throw CallFailure(
        effect == .write ? .unknown : .retry, code: "no_json",
        message: "Salesforce answered with something else than JSON: \(response.excerpt(settings.redaction)).")
    }
  }

  /// Puts a job's CSV where the job says. It writes nothing before the job is closed.
  func upload(_ csv: [UInt8], to path: String, _ tally: CallTally) async throws(CallFailure) {
    var sent = Exchange(.put, path, .read)
    (sent.body, sent.type, sent.repeatable) = (csv, "text/csv", false)
    sent.timeout = max(settings.timeout, 600)
    _ = try await answer(sent, tally)
  }

  /// The bytes of a CSV.
  func download(_ path: String, _ tally: CallTally) async throws(CallFailure) -> [UInt8] {
    var sent = Exchange(.get, path, .read)
    (sent.accept, sent.limit) = ("text/csv", 256 << 20)
    sent.timeout = max(settings.timeout, 600)
    return try await answer(sent, tally).body
  }

  /// A request before it has a session.
  private struct Exchange {
    var method: HTTPRequest.Method
    var path: String
    var effect: RequestEffect
    var headers: [(name: String, value: String)] = []
    var accept = "application/json"
    var type: String?
    var body: [UInt8] = []
    var repeatable: Bool
    var timeout: Double?
    var limit = 64 << 20
    var readsResults = false

    init(_ method: HTTPRequest.Method, _ path: String, _ effect: RequestEffect) {
      (self.method, self.path, self.effect) = (method, path, effect)
      repeatable = effect == .read
    }
  }

  /// A successful answer, after one new login where the session has expired.
  private func answer(_ sent: Exchange, _ tally: CallTally) async throws(CallFailure) -> HTTPResponse {
    var session = try await login.session()
    if budget.isSpent {
      // The window moves on without our calls: `/limits` tells when there is room again.
      let limits = try await exchange(Exchange(.get, path("/limits"), .read), session.session, tally)
      budget.note(Self.daily(limits))
      if budget.isSpent { throw budget.failure }
    }
    var response = try await exchange(sent, session.session, tally)
    if isExpired(response) {
      session = try await login.session(after: session)
      response = try await exchange(sent, session.session, tally)
    }
    guard (200..<300).contains(response.status) || sent.readsResults && Self.holdsResults(response) else {
      throw ErrorTable.failure(of: response, sent.effect, settings.redaction)
    }
    return response
  }

  /// Reference 4.2 has 200 whatever became of the records; stand-ins for Salesforce answer 400 where one of them failed, and others were written.
  private static func holdsResults(_ response: HTTPResponse) -> Bool {
    guard response.status == 400, let root = try? JSONDocument(response.body).root, root.kind == .array, root.count > 0 else { return false }
    return root.elements.allSatisfy { $0.member("success") != nil }
  }

  private func exchange(_ sent: Exchange, _ session: SalesforceSession, _ tally: CallTally) async throws(CallFailure) -> HTTPResponse {
    var request = HTTPRequest(
      sent.method, session.base + sent.path,
      headers: [
        ("Authorization", "Bearer \(session.token.revealed)"), ("Accept", sent.accept), ("Sforce-Call-Options", "client=\(settings.client)"),
      ] + sent.headers, body: sent.body, idempotent: sent.repeatable, timeout: sent.timeout ?? settings.timeout, responseLimit: sent.limit)
    if let type = sent.type { request.headers.append(("Content-Type", type)) }
    return try await sender.send(request, sent.effect, tally) { response in
      let usage = response.header("Sforce-Limit-Info").flatMap(Self.usage)
      budget.note(usage)
      return usage
    }
  }

  /// Reference 1.6: a 401 was not executed, so any request may be repeated; some 401s are no expiry, and a new login changes nothing.
  private func isExpired(_ response: HTTPResponse) -> Bool {
    guard response.status == 401 else { return false }
    let lasting = ["not valid for use with the REST API", "not attached to Agent"]
    let errors = ErrorBody.read(response)
    // Without a word of Salesforce's it may be one: a gateway's page, an empty body.
    if errors.isEmpty { return true }
    return errors.contains { error in
      error.code == "INVALID_SESSION_ID" && !lasting.contains { error.message.contains($0) }
    }
  }

  /// `DailyApiRequests` of `/limits`. Reference 6.1: other entries may hold anything.
  static func daily(_ response: HTTPResponse) -> (used: Int, allowed: Int)? {
    guard response.status == 200, let daily = (try? JSONDocument(response.body).root)?.member("DailyApiRequests"),
      let most = daily.member("Max"), let left = daily.member("Remaining"), most.kind == .int, left.kind == .int
    else { return nil }
    return (Int(most.int - left.int), Int(most.int))
  }

  /// `api-usage=25/5000; per-app-api-usage=17/250(appName=x)`. Reference 6.1.
  static func usage(_ text: String) -> (used: Int, allowed: Int)? {
    for part in text.split(separator: ";") {
      let words = part.split(separator: "=", maxSplits: 1).map { $0.drop { $0 == " " } }
      guard words.count == 2, words[0] == "api-usage" else { continue }
      let numbers = words[1].split(separator: "/").compactMap { Int($0) }
      if numbers.count == 2 { return (numbers[0], numbers[1]) }
    }
    return nil
  }
}
