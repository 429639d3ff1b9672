/// Base64 as RFC 4648 has it, for `Authorization: Basic` and tokens.
public enum Base64 {
  /// The usual alphabet, padded.
  public static func encode(_ bytes: [UInt8]) -> String {
    encode(bytes, "+/", padded: true)
  }

  /// The alphabet for URLs and tokens, without padding.
  public static func encodeForURL(_ bytes: [UInt8]) -> String {
    encode(bytes, "-_", padded: false)
  }

  private static func encode(_ bytes: [UInt8], _ last: String, padded: Bool) -> String {
    let letters = Array(("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + last).utf8)
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0...group.count { out.append(letters[bits >> (18 - 6 * place) & 63]) }
      if padded { out.append(contentsOf: [UInt8](repeating: UInt8(ascii: "="), count: 3 - group.count)) }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
