import CCrypto

/// Names made of content.
enum Digest {
  /// The first 32 hexadecimal digits of the SHA-256 of these parts; where one ends and the next begins counts.
  static func hex(_ parts: [String]) -> String {
    var bytes: [UInt8] = []
    for part in parts {
      bytes += Array(String(part.utf8.count).utf8)
      bytes.append(UInt8(ascii: ":"))
      bytes += Array(part.utf8)
    }
    var digest = [UInt8](repeating: 0, count: 32)
    _ = SHA256(bytes, bytes.count, &digest)
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 32) { buffer in
      for index in 0..<16 {
        buffer[2 * index] = digits[Int(digest[index] >> 4)]
        buffer[2 * index + 1] = digits[Int(digest[index] & 15)]
      }
      return 32
    }
  }
}
