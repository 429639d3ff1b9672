import CEL

/// Base64 with the alphabet for URLs and tokens, without padding (RFC 4648, 5).
public enum Base64URL {
  public static func encode(_ bytes: [UInt8]) -> String {
    var text = Base64.encode(bytes)
    while text.hasSuffix("=") { text.removeLast() }
    return String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
  }
}
