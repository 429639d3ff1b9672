/// Text in a URL or a form: everything but letters, digits and `-._~` is escaped, so that no value can end what it stands in.
public enum PercentEncoding {
  /// A value of a query or an `application/x-www-form-urlencoded` body; a space is `+`.
  public static func query(_ text: String) -> String {
    encode(text, space: "+")
  }

  /// One segment of a path.
  public static func segment(_ text: String) -> String {
    encode(text, space: "%20")
  }

  /// `a=1&b=2`.
  public static func form(_ fields: [(name: String, value: String)]) -> String {
    fields.map { "\(query($0.name))=\(query($0.value))" }.joined(separator: "&")
  }

  /// How many bytes `query` makes of the text.
  public static func queryLength(_ text: some StringProtocol) -> Int {
    text.utf8.reduce(0) { $0 + (isPlain($1) || $1 == 0x20 ? 1 : 3) }
  }

  private static func encode(_ text: String, space: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + text.utf8.count / 2)
    for byte in text.utf8 {
      if isPlain(byte) {
        out.append(byte)
      } else if byte == 0x20 {
        out.append(contentsOf: space.utf8)
      } else {
        out.append(contentsOf: [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }
}
