private import CTLS

/// A key and a certificate that nobody has signed but itself, made anew for each sandbox.
final class MailCertificate: Sendable {
  // libssl takes care of a context that several threads make sessions of.
  nonisolated(unsafe) private let server: OpaquePointer
  /// In PEM.
  let text: String

  /// Nil where this machine has no libssl.
  init?(host: String) {
    let isNumber = host.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }
    guard let server = ctls_server_new("DNS:localhost,IP:127.0.0.1,\(isNumber ? "IP" : "DNS"):\(host)") else { return nil }
    var bytes = [CChar](repeating: 0, count: 8192)
    guard ctls_server_certificate(server, &bytes, bytes.count) else {
      ctls_server_free(server)
      return nil
    }
    self.server = server
    text = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { ctls_server_free(server) }

  func session() -> TLSSession? { ctls_session_new(server).map { TLSSession($0, of: self) } }
}

/// The server's half of one client's TLS: bytes in, bytes out, no socket. Of one task only.
final class TLSSession {
  private let session: OpaquePointer
  private let certificate: MailCertificate

  init(_ session: OpaquePointer, of certificate: MailCertificate) {
    self.session = session
    self.certificate = certificate
  }

  deinit { ctls_session_free(session) }

  /// What the client said by these bytes; nil when the connection is over.
  func receive(_ bytes: [UInt8]) -> [UInt8]? {
    ctls_session_receive(session, bytes, bytes.count)
    var said: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = ctls_session_read(session, &chunk, chunk.count)
      if count < 0 { return nil }
      if count == 0 { return said }
      said += chunk[..<count]
    }
  }

  func say(_ bytes: [UInt8]) { _ = ctls_session_say(session, bytes, bytes.count) }

  /// What is to be sent now.
  func send() -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while case let count = ctls_session_send(session, &chunk, chunk.count), count > 0 { bytes += chunk[..<count] }
    return bytes
  }
}
