import CEL
import ConnectorKit
import JSON
import OrderedCollections

/// An answer as formulas see it: `response`.
struct Answer: Sendable {
  let response: HTTPResponse
  /// Status, body and headers.
  let value: Value

  init(_ response: HTTPResponse) {
    self.response = response
    var headers = Record()
    for header in response.headers where headers[header.name.lowercased()] == nil { headers[header.name.lowercased()] = .string(header.value) }
    value = .map(["status": .int(Int64(response.status)), "body": Self.body(response), "headers": .map(headers)])
  }

  private static func body(_ response: HTTPResponse) -> Value {
    if response.body.isEmpty { return .null }
    if let value = try? Value(json: response.body) { return value }
    return .string(String(decoding: response.body.prefix(1 << 16), as: UTF8.self))
  }
}
