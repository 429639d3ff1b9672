import Glibc
import Synchronization

/// A server on a plain socket, so that a test decides each byte, reset and silence itself. One thread accepts, each connection has its own.
final class SocketServer: Sendable {
  let port: Int
  private let listener: Int32
  private let counts = Mutex((connections: 0, requests: [SocketRequest]()))

  var url: String { "http://127.0.0.1:\(port)" }
  var connections: Int { counts.withLock { $0.connections } }
  var requests: [SocketRequest] { counts.withLock { $0.requests } }

  /// `handle` has a connection from its first byte until it returns; then it is closed.
  init(_ handle: @escaping @Sendable (SocketConnection) -> Void) {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        let failed = bind(descriptor, address, length) != 0 || listen(descriptor, 256) != 0
        return !failed && getsockname(descriptor, address, &length) == 0
      }
    }
    precondition(bound, "no port to listen on")
    port = Int(UInt16(bigEndian: address.sin_port))
    thread { [self] in accept(handle) }
  }

  private func accept(_ handle: @escaping @Sendable (SocketConnection) -> Void) {
    while true {
      let descriptor = Glibc.accept(listener, nil, nil)
      guard descriptor >= 0 else { break }
      counts.withLock { $0.connections += 1 }
      thread { [self] in
        let connection = SocketConnection(descriptor) { request in self.counts.withLock { $0.requests.append(request) } }
        handle(connection)
        connection.close()
      }
    }
    // Nobody else closes it: a number that is free again may be another server's the next moment, and this thread would take its connections.
    Glibc.close(listener)
  }

  /// Listens no more; a connection attempt is refused from now on.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }
}

struct SocketRequest: Sendable, Equatable {
  var method: String
  var target: String
  var headers: [String: String]
  var body: [UInt8]
}

/// One accepted connection. Only its own thread uses it.
final class SocketConnection {
  private let descriptor: Int32
  private let note: (SocketRequest) -> Void
  private var buffer: [UInt8] = []
  private var isClosed = false

  init(_ descriptor: Int32, note: @escaping (SocketRequest) -> Void) {
    self.descriptor = descriptor
    self.note = note
  }

  /// The next request, whole; nil when the client has closed.
  func request() -> SocketRequest? {
    while true {
      if let request = parse() {
        note(request)
        return request
      }
      guard fill() else { return nil }
    }
  }

  private func fill() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    buffer += chunk[..<count]
    return true
  }

  private func parse() -> SocketRequest? {
    let ending = Array("\r\n\r\n".utf8)
    guard let end = buffer.indices.first(where: { buffer[$0...].starts(with: ending) }) else { return nil }
    let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      headers[parts[0].lowercased()] = parts[1].drop { $0 == " " }.description
    }
    let length = Int(headers["content-length"] ?? "0") ?? 0
    guard buffer.count >= end + 4 + length else { return nil }
    let body = Array(buffer[(end + 4)..<(end + 4 + length)])
    buffer.removeFirst(end + 4 + length)
    let words = lines[0].split(separator: " ")
    return SocketRequest(method: String(words[0]), target: String(words[1]), headers: headers, body: body)
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  func answer(_ status: String = "200 OK", headers: [String] = [], _ body: String = "") {
    send("HTTP/1.1 \(status)\r\n" + headers.map { "\($0)\r\n" }.joined() + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  /// Says nothing until the client goes.
  func waitForClient() {
    while fill() {}
  }

  /// Ends with RST instead of FIN.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  func close() {
    if !isClosed { Glibc.close(descriptor) }
    isClosed = true
  }
}

private func thread(_ body: @escaping @Sendable () -> Void) {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let context = Unmanaged.passRetained(Box(body)).toOpaque()
  let code = pthread_create(
    &thread, nil,
    { context in
      Unmanaged<Box>.fromOpaque(context!).takeRetainedValue().body()
      return nil
    }, context)
  precondition(code == 0, "no thread")
  pthread_detach(thread)
}
