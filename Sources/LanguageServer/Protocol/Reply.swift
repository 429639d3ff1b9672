/// The messages that a server sends.
enum Reply {
  /// Codes of JSON-RPC and of the protocol.
  enum Code: Int {
    case parseError = -32_700
    case invalidRequest = -32_600
    case methodNotFound = -32_601
    case invalidParams = -32_602
    case serverNotInitialized = -32_002
    case requestCancelled = -32_800
  }

  static func result(_ id: JSONTree, _ value: JSONTree) -> JSONTree { .object(["jsonrpc": "2.0", "id": id, "result": value]) }

  static func failure(_ id: JSONTree, _ code: Code, _ message: String) -> JSONTree {
    .object(["jsonrpc": "2.0", "id": id, "error": .object(["code": .int(code.rawValue), "message": .string(message)])])
  }

  static func notification(_ method: String, _ params: JSONTree) -> JSONTree {
    .object(["jsonrpc": "2.0", "method": .string(method), "params": params])
  }
}
