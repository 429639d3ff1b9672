import Foundation
import Glibc

/// A web server on a thread of its own that hands over what is posted to it and answers as it is told.
final class MessageListener: Sendable {
  let port: Int
  let bodies: AsyncStream<String>
  private let descriptor: Int32

  /// Answers the n-th post with the n-th answer, and with the last one from then on.
  init?(answers: [String]) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, address, &length) == 0
      }
    }
    guard bound else { return nil }
    port = Int(in_port_t(bigEndian: address.sin_port))
    let (bodies, continuation) = AsyncStream<String>.makeStream()
    self.bodies = bodies
    Thread.detachNewThread {
      var count = 0
      while true {
        let client = accept(descriptor, nil, nil)
        guard client >= 0 else { break }
        let body = Self.read(client)
        let answer = answers[min(count, answers.count - 1)]
        count += 1
        _ = send(client, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
        close(client)
        continuation.yield(body)
      }
      close(descriptor)
      continuation.finish()
    }
  }

  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private static func read(_ client: Int32) -> String {
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      if let end = text.firstRange(of: "\r\n\r\n"), let length = text.lowercased().firstMatch(of: /content-length: (\d+)/).flatMap({ Int($0.1) }),
        text[end.upperBound...].utf8.count >= length
      {
        return String(text[end.upperBound...])
      }
      let count = recv(client, &buffer, buffer.count, 0)
      guard count > 0 else { return text }
      text += String(decoding: buffer[..<count], as: UTF8.self)
    }
  }

  static func http(_ status: String, _ body: String) -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: text/xml\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }
}
