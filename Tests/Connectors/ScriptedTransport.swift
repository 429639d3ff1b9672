import ConnectorKit
import JSON
import Synchronization

/// Answers requests as a test says, and keeps them.
final class ScriptedTransport: HTTPTransport {
  private let sent = Mutex<[HTTPRequest]>([])
  private let answer: @Sendable (HTTPRequest, Int) throws -> HTTPResponse

  /// The closure gets the request and how many came before it.
  init(_ answer: @escaping @Sendable (HTTPRequest, Int) throws -> HTTPResponse) { self.answer = answer }

  /// Answers in order, logins aside, which always succeed; the last one again and again.
  convenience init(after login: HTTPResponse, _ responses: HTTPResponse...) {
    let next = Mutex(0)
    self.init { request, _ in
      if request.url.hasSuffix("/token") { return login }
      let index = next.withLock { next in
        defer { next += 1 }
        return next
      }
      return responses[min(index, responses.count - 1)]
    }
  }

  var requests: [HTTPRequest] { sent.withLock { $0 } }
  /// Those that are no login.
  var calls: [HTTPRequest] { requests.filter { !$0.url.hasSuffix("/token") } }
  var logins: [HTTPRequest] { requests.filter { $0.url.hasSuffix("/token") } }

  func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
    let before = sent.withLock { sent in
      sent.append(request)
      return sent.count - 1
    }
    await Task.yield()
    do {
      return try answer(request, before)
    } catch let failure as TransportFailure {
      throw failure
    } catch {
      throw TransportFailure(.badRequest, "\(error)")
    }
  }
}

extension HTTPResponse {
  static func json(_ text: String, status: Int = 200, headers: [(name: String, value: String)] = []) -> HTTPResponse {
    HTTPResponse(status: status, headers: [("Content-Type", "application/json;charset=UTF-8")] + headers, body: Array(text.utf8))
  }

  static func html(_ text: String, status: Int) -> HTTPResponse {
    HTTPResponse(status: status, headers: [("Content-Type", "text/html; charset=utf-8")], body: Array(text.utf8))
  }
}

extension HTTPRequest {
  /// The value of `q`, decoded.
  var soql: String {
    guard let start = url.range(of: "?q=") else { return "" }
    return Self.decoded(String(url[start.upperBound...]))
  }

  static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2, let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

extension String {
  func range(of other: String) -> Range<String.Index>? {
    indices.first { self[$0...].hasPrefix(other) }.map { $0..<index($0, offsetBy: other.count) }
  }
}

/// A generator whose seed is printed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
