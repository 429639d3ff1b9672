/// Salesforce record ids: 15 characters that differ by case, or 18 with a checksum of the case.
///
/// Here, and not in the Salesforce connector, because other systems hold such ids in fields of their own.
/// Source: Salesforce reference, "Ids": each bit of three five-bit numbers says that a character is an upper-case letter.
public enum SalesforceID {
  /// The 18-character form of a 15- or 18-character id; nil when the text is no id or its checksum is wrong.
  public static func eighteen(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count == 15 || bytes.count == 18, bytes.allSatisfy(isAlphanumeric) else { return nil }
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".utf8)
    var out = Array(bytes.prefix(15))
    for group in 0..<3 {
      var index = 0
      for bit in 0..<5 where (65...90).contains(bytes[group * 5 + bit]) { index |= 1 << bit }
      out.append(letters[index])
    }
    guard bytes.count == 15 || out == bytes else { return nil }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}
