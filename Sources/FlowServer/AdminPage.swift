import HTTPTypes
import Hummingbird

/// What stands behind the page of the admin port: reads for everyone who reaches the port, changes for whoever has the token.
public struct AdminPage: Sendable {
  /// A request below `/api/`.
  public struct Request: Sendable {
    /// Below `/api/`, cut at the slashes.
    public var path: [String]
    public var query: [String: String]
    /// Nil for a GET.
    public var body: [UInt8]?
  }

  public enum Answer: Sendable {
    /// JSON text.
    case json(String)
    /// What is wrong, for people.
    case refused(String)
    case notFound
    case failed(String)
  }

  /// What a change must carry in `X-Flowrun-Token`.
  public var token: String
  public var answer: @Sendable (Request) async -> Answer

  public init(token: String, answer: @escaping @Sendable (Request) async -> Answer) {
    self.token = token
    self.answer = answer
  }
}

/// Answers `/`, `/page.css`, `/page.js` and `/api/…`.
///
/// A page of another site cannot read or change anything: what is asked under another name than a loopback one is refused (its name may have been
/// pointed here), a change needs a header that only the same origin can set, and nothing from outside is loaded.
struct AdminPageResponder: Sendable {
  private static let bodyLimit = 64 << 10

  let page: AdminPage
  /// The port listens on loopback only. Elsewhere reads need the token as well.
  let isLoopback: Bool

  /// Nil for paths that are not the page's.
  func respond(to request: Request) async -> Response? {
    let path = request.uri.path
    let asset: (text: String, type: String)? =
      switch path {
      case "/": (Self.html, "text/html; charset=utf-8")
      case "/page.css": (Self.style, "text/css; charset=utf-8")
      case "/page.js": (Self.script, "text/javascript; charset=utf-8")
      default: nil
      }
    guard asset != nil || path.hasPrefix("/api/") else { return nil }
    if isLoopback, !Self.isLoopbackName(request.head.authority ?? "") {
      return Self.reply("This page answers to localhost only.\n", "text/plain; charset=utf-8", .forbidden)
    }
    if let asset {
      guard request.method == .get || request.method == .head else { return Self.reply("", "text/plain", .methodNotAllowed) }
      return Self.reply(asset.text, asset.type, .ok)
    }
    guard request.method == .get || request.method == .post else { return Self.reply("", "text/plain", .methodNotAllowed) }
    let isChange = request.method == .post
    if isChange || !isLoopback, !Self.equal(request.headers[.flowrunToken] ?? "", page.token) {
      return Self.error("The token is missing or wrong: open the address that `flowrun run` printed.", .forbidden)
    }
    var body: [UInt8]?
    if isChange {
      guard let buffer = try? await request.body.collect(upTo: Self.bodyLimit) else { return Self.error("The body is too long.", .contentTooLarge) }
      body = Array(buffer.readableBytesView)
    }
    let parts = path.dropFirst("/api/".count).split(separator: "/").map(String.init)
    var query: [String: String] = [:]
    for item in request.uri.queryParameters { query[String(item.key)] = String(item.value) }
    switch await page.answer(.init(path: parts, query: query, body: body)) {
    case .json(let text): return Self.reply(text, "application/json; charset=utf-8", .ok)
    case .refused(let text): return Self.error(text, .badRequest)
    case .notFound: return Self.error("There is nothing here.", .notFound)
    case .failed(let text): return Self.error(text, .internalServerError)
    }
  }

  private static func reply(_ text: String, _ type: String, _ status: HTTPResponse.Status) -> Response {
    var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff"]
    headers[.contentSecurityPolicy] =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    headers[.referrerPolicy] = "no-referrer"
    return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  private static func error(_ text: String, _ status: HTTPResponse.Status) -> Response {
    let quoted = text.reduce(into: "") { result, character in
      switch character {
      case "\\", "\"": result += "\\\(character)"
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
    return reply("{\"error\": \"\(quoted)\"}", "application/json; charset=utf-8", status)
  }

  /// `localhost:9090`, `127.0.0.1`, `[::1]:9090`.
  static func isLoopbackName(_ authority: String) -> Bool {
    let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
    return ["localhost", "127.0.0.1", "[::1]"].contains(host.lowercased())
  }

  /// In the same time wherever they differ.
  private static func equal(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension HTTPField.Name {
  fileprivate static let flowrunToken = Self("X-Flowrun-Token")!  // Cannot fail: a constant of letters and hyphens.
  fileprivate static let referrerPolicy = Self("Referrer-Policy")!  // Cannot fail: a constant of letters and hyphens.
}
