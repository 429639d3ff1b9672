import Foundation
import Glibc

/// A client that says exactly what a test wants said: one connection, bytes out, bytes in.
final class RawClient {
  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard connected == 0 else { throw ConnectionFailure(code: errno) }
  }

  deinit { close(descriptor) }

  /// True when the other side has ended the connection.
  var isClosed: Bool {
    var byte: UInt8 = 0
    while true {
      let count = recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT))
      if count > 0 { continue }
      return count == 0 || errno != EAGAIN
    }
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      // The server may have answered and closed already; the test looks at the answer.
      guard count > 0 else { return }
      sent += count
    }
  }

  /// Everything up to the end of the headers and of a body of known length.
  func answer() -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while !Self.complete(bytes) {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count > 0 else { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func complete(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return false }
    let head = text[..<end.lowerBound].lowercased()
    guard let length = head.range(of: "content-length: ") else { return true }
    let digits = head[length.upperBound...].prefix { $0.isNumber }
    return text[end.upperBound...].utf8.count >= Int(digits) ?? 0
  }

  /// One request on a connection of its own; the status of its answer.
  static func status(
    _ path: String, port: Int, method: String = "POST", headers: [String] = [], body: String = ""
  ) throws -> Int {
    let client = try RawClient(port: port)
    client.send(request(path, method: method, headers: headers, body: body))
    return statusCode(client.answer())
  }

  static func request(_ path: String, method: String = "POST", headers: [String] = [], body: String = "") -> String {
    (["\(method) \(path) HTTP/1.1", "Host: localhost", "Content-Length: \(body.utf8.count)"] + headers).joined(separator: "\r\n")
      + "\r\n\r\n" + body
  }

  static func statusCode(_ answer: String) -> Int {
    Int(answer.split(separator: " ").dropFirst().first ?? "") ?? 0
  }
}

struct ConnectionFailure: Error { var code: Int32 }
