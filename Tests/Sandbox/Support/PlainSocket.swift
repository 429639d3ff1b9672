import Foundation
import Glibc

/// One request on a socket of its own, so that nothing sends it again.
enum PlainSocket {
  /// How the connection ended.
  struct End: Equatable {
    var received: Int
    /// 0 for an orderly close.
    var error: Int32
  }

  /// Sends a request and reads until the connection ends, on a thread of its own.
  static func exchange(port: Int, _ request: String) async -> End {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: blockingExchange(port: port, request)) }
    }
  }

  private static func blockingExchange(port: Int, _ request: String) -> End {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard connected == 0 else { return End(received: 0, error: errno) }
    let bytes = Array(request.utf8)
    _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    var buffer = [UInt8](repeating: 0, count: 4096)
    var received = 0
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { return End(received: received, error: count == 0 ? 0 : errno) }
      received += count
    }
  }
}
