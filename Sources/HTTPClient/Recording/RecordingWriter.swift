import CEL
import ConnectorKit
import JSON

extension Recording {
  /// The recording as YAML, to be read and edited by people.
  public var yaml: String {
    var out = """
      # Requests of one run and what came back, secrets left out. A replay compares method, path, query and body.
      recording: 1
      started: "\(started)"
      ended: "\(ended)"
      journal: \(PrettyJSON.quoted(journal))

      """
    if let sandbox { out += "sandbox: \(PrettyJSON.quoted(sandbox))\n" }
    if !redacted.isEmpty { out += "redacted: [\(redacted.map(PrettyJSON.quoted).joined(separator: ", "))]\n" }
    guard !exchanges.isEmpty else { return out + "exchanges: []\n" }
    out += "exchanges:\n"
    for exchange in exchanges { out += Self.text(exchange) }
    return out
  }

  private static func text(_ exchange: Exchange) -> String {
    var out = "  - request:\n      method: \(exchange.method.rawValue)\n      url: \(PrettyJSON.quoted(exchange.url))\n"
    if let type = exchange.contentType { out += "      type: \(PrettyJSON.quoted(type))\n" }
    out += body(exchange.body, contentType: exchange.contentType)
    switch exchange.outcome {
    case .answer(let response):
      out += "    answer:\n      status: \(response.status)\n"
      if !response.headers.isEmpty {
        out += "      headers:\n"
        for header in response.headers { out += "        - [\(PrettyJSON.quoted(header.name)), \(PrettyJSON.quoted(header.value))]\n" }
      }
      out += body(response.body, contentType: response.header("Content-Type"))
    case .failure(let failure):
      out += "    failure: { kind: \(failure.kind.rawValue), message: \(PrettyJSON.quoted(failure.message)) }\n"
    }
    return out
  }

  private static func body(_ bytes: [UInt8], contentType: String?) -> String {
    switch BodyForm(bytes, contentType: contentType) {
    case .empty: ""
    case .json(let value): "      json: |-\n" + block(PrettyJSON.text(value))
    case .form(let pairs):
      pairs.isEmpty ? "" : "      form:\n" + pairs.map { "        - [\(PrettyJSON.quoted($0.name)), \(PrettyJSON.quoted($0.value))]\n" }.joined()
    case .text(let text): "      text: \(PrettyJSON.quoted(text))\n"
    case .binary(let bytes): "      base64: \(PrettyJSON.quoted(Base64.encode(bytes)))\n"
    }
  }

  private static func block(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "        \($0)\n" }.joined()
  }
}
