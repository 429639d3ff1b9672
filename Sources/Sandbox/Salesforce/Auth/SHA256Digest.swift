private import CCrypto

/// SHA-256 through libcrypto.
enum SHA256Digest {
  static func hex(_ text: String) -> String {
    let input = Array(text.utf8)
    var digest = [UInt8](repeating: 0, count: 32)
    _ = SHA256(input, input.count, &digest)
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
