import CCrypto
public import ConnectorKit

/// How a request to `/hooks/FLOW` shows that its sender may send: `hook:` of the webhook's connection.
public enum HookVerification: Sendable, Equatable {
  /// `hook: { header: X-Flowrun-Token, token: … }`: a header that carries a shared secret.
  case token(header: String, secret: Secret)
  /// `hook: { basic: { user: …, password: … } }`.
  case basic(user: Secret, password: Secret)
  /// `hook: { hmac: { header: X-Signature, secret: …, encoding: hex | base64, prefix: "sha256=" } }`: HMAC-SHA-256 over the body as sent.
  case hmac(header: String, secret: Secret, encoding: SignatureEncoding, prefix: String)

  public enum SignatureEncoding: String, Sendable { case hex, base64 }

  /// True when the answer needs the body; others are decided before a byte of it is read.
  var readsBody: Bool {
    if case .hmac = self { true } else { false }
  }

  /// What a client without credentials is told to send.
  var challenge: String? {
    if case .basic = self { "Basic realm=\"flowrun\", charset=\"UTF-8\"" } else { nil }
  }

  /// Whether the request may be stored. Secrets are compared in constant time.
  func admits(header: (String) -> String?, body: [UInt8]) -> Bool {
    switch self {
    case .token(let name, let secret):
      guard let given = header(name) else { return false }
      return Self.same(Array(given.utf8), Array(secret.revealed.utf8))
    case .basic(let user, let password):
      guard let given = header("authorization"), given.lowercased().hasPrefix("basic ") else { return false }
      let encoded = given.dropFirst("basic ".count).drop { $0 == " " }
      return Self.same(Array(encoded.utf8), Base64.encode(Array("\(user.revealed):\(password.revealed)".utf8)))
    case .hmac(let name, let secret, let encoding, let prefix):
      guard let given = header(name), given.hasPrefix(prefix) else { return false }
      let digest = Self.hmac(body, key: Array(secret.revealed.utf8))
      let signature = Array(given.dropFirst(prefix.count).utf8)
      switch encoding {
      case .hex: return Self.same(Self.lowercased(signature), Self.hex(digest))
      case .base64: return Self.same(signature, Base64.encode(digest))
      }
    }
  }

  static func same(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    // Secrets are fixed and their length is not what protects them.
    a.count == b.count && CRYPTO_memcmp(a, b, a.count) == 0
  }

  private static func hmac(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 32
    _ = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &digest, &length)
    return digest
  }

  private static func hex(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  private static func lowercased(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }
}

/// Standard base64 (RFC 4648, section 4), padded.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for (place, byte) in group.enumerated() { bits |= UInt32(byte) << UInt32(16 - 8 * place) }
      for place in 0..<4 {
        text.append(place <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * place)) & 63] : UInt8(ascii: "="))
      }
    }
    return text
  }
}
