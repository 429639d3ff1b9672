internal import CCrypto

/// Digests of text.
enum Hash {
  /// SHA-256 of the UTF-8 bytes, in hexadecimal digits.
  static func sha256(_ text: String) -> String {
    var text = text
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    text.withUTF8 { _ = SHA256($0.baseAddress, $0.count, &digest) }
    return FormatText.hexadecimal(digest)
  }
}
