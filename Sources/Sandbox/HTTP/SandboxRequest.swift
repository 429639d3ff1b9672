/// A request as the sandbox's systems see it, whatever carried it: a connection, or a part of a composite request.
struct SandboxRequest: Sendable {
  var method: String
  /// The path as it was sent, without the query.
  var path: String
  var segments: [String]
  var query: [(name: String, value: String)]
  var headers: [String: String]
  var body: [UInt8]
  /// The length of path and query in bytes.
  var uriLength: Int

  /// A request for `target`, the path with its query.
  init(method: String, target: String, headers: [String: String] = [:], body: [UInt8] = []) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.method = method
    path = parts.first.map(String.init) ?? ""
    segments = path.split(separator: "/").map { Self.decoded($0, plusIsSpace: false) }
    query = parts.count > 1 ? Self.form(parts[1]) : []
    self.headers = headers
    self.body = body
    uriLength = target.utf8.count
  }

  /// The value of a query parameter.
  func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// The value of a header; names are held in lower case.
  func header(_ name: String) -> String? { headers[name.lowercased()] }

  /// The value of `key` in a header of the form `key=value; key=value`.
  func option(_ header: String, _ key: String) -> String? {
    for part in self.header(header)?.split(separator: ";") ?? [] {
      let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmingSpace() }
      if pair.count == 2, pair[0].lowercased() == key.lowercased() { return pair[1] }
    }
    return nil
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The body as a form: `a=1&b=2`.
  var form: [(name: String, value: String)] { Self.form(text[...]) }

  static func form(_ text: Substring) -> [(name: String, value: String)] {
    text.split(separator: "&").map { part in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (decoded(pair[0], plusIsSpace: true), pair.count > 1 ? decoded(pair[1], plusIsSpace: true) : "")
    }
  }

  static func decoded(_ text: Substring, plusIsSpace: Bool) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") && plusIsSpace ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension StringProtocol {
  func trimmingSpace() -> String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(self[first...last])
  }
}
