import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema

extension ConformanceRun {
  func secrets() async {
    guard !settings.auth.isEmpty else { return skip(.secrets, because: "The settings hold no secret.") }
    if probe.total > 0 {
      for attempt in attempts {
        for echo in Self.echoes {
          probe.begin(.answer(echo))
          _ = await call(attempt.run)
        }
      }
    }
    var dumped = ""
    dump(connector, to: &dumped)
    for text in ["\(connector)", String(reflecting: connector), dumped] { look(at: text, where: "the connector's description") }
    let places = leaks.reduce(into: [String]()) { places, place in if !places.contains(place) { places.append(place) } }
    note(.secrets, places.isEmpty ? nil : "A secret stands in \(places.prefix(4).joined(separator: ", ")).")
  }

  /// Answers of systems that repeat what they were sent.
  private static let echoes: [@Sendable (HTTPRequest) -> HTTPResponse] = [
    { request in HTTPResponse(status: 400, headers: json, body: Array(object(told(request)).utf8)) },
    { request in HTTPResponse(status: 400, headers: json, body: Array("[\(object(told(request)))]".utf8)) },
    { request in HTTPResponse(status: 200, headers: json, body: Array(object(told(request)).utf8)) },
    { request in HTTPResponse(status: 500, headers: [("Content-Type", "text/html")], body: Array("<p>\(told(request))</p>".utf8)) },
  ]

  private static let json = [(name: "Content-Type", value: "application/json")]

  private static func told(_ request: HTTPRequest) -> String {
    let headers = request.headers.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
    return "\(headers); \(request.url); \(String(decoding: request.body.prefix(2_000), as: UTF8.self))"
  }

  /// The names that systems have for what is wrong.
  private static func object(_ text: String) -> String {
    var record: Record = ["ok": false, "result": false, "success": false]
    for name in ["error", "errorCode", "code", "category", "message", "errorDesc", "error_description", "description", "title", "detail"] {
      record[name] = .string(text)
    }
    var whole = record
    whole["errors"] = [.map(record)]
    return Value.map(whole).jsonText
  }
}
