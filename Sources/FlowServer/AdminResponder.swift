import HTTPTypes
import Hummingbird

/// What the admin port tells: whether the process lives, whether it can take events, what it counts.
public struct AdminView: Sendable {
  /// Why no event could be taken now, in a sentence; nil when all is well.
  public var unready: @Sendable () async -> String?
  public var metrics: @Sendable () async -> [Metric]
  /// The page for people; nil: there is none.
  public var page: AdminPage?

  public init(unready: @escaping @Sendable () async -> String?, metrics: @escaping @Sendable () async -> [Metric], page: AdminPage? = nil) {
    self.unready = unready
    self.metrics = metrics
    self.page = page
  }
}

/// Answers `/health`, `/ready` and `/metrics`, and hands on what is the page's.
struct AdminResponder: Sendable {
  let view: AdminView
  let counts: RequestCounts
  let page: AdminPageResponder?

  func respond(to request: Request) async -> Response {
    if let page, let response = await page.respond(to: request) { return response }
    guard request.method == .get || request.method == .head else {
      return Self.text("Only GET is served here.\n", .methodNotAllowed, [.allow: "GET, HEAD"])
    }
    switch request.uri.path {
    case "/health": return Self.text("ok\n", .ok)
    case "/ready":
      guard let reason = await view.unready() else { return Self.text("ready\n", .ok) }
      return Self.text(reason + "\n", .serviceUnavailable)
    case "/metrics":
      let metrics = await view.metrics() + [counts.metric]
      return Self.text(metrics.map(\.text).joined(), .ok, [.contentType: "text/plain; version=0.0.4; charset=utf-8"])
    default: return Self.text("Served here: /health, /ready, /metrics.\n", .notFound)
    }
  }

  private static func text(_ text: String, _ status: HTTPResponse.Status, _ extra: HTTPFields = [:]) -> Response {
    var headers = extra
    if headers[.contentType] == nil { headers[.contentType] = "text/plain; charset=utf-8" }
    return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
