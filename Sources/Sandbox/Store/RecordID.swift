/// Salesforce record ids (salesforce.md 8.10).
enum RecordID {
  private static let suffixes = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".utf8)
  private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  /// The 18 characters of a 15-character id: each of three checksum characters tells which of five letters are capitals.
  static func full(_ id: String) -> String {
    let bytes = Array(id.utf8)
    var result = bytes
    for group in 0..<3 {
      var number = 0
      for place in 0..<5 where (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[group * 5 + place]) { number |= 1 << place }
      result.append(suffixes[number])
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The 18-character form of an id given in 15 or 18 characters; nil where it is no id or its checksum is wrong.
  static func canonical(_ id: String) -> String? {
    let bytes = Array(id.utf8)
    guard bytes.count == 15 || bytes.count == 18 else { return nil }
    let isAlphanumeric = bytes.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    guard isAlphanumeric else { return nil }
    let complete = full(String(decoding: bytes[..<15], as: UTF8.self))
    return bytes.count == 15 || complete == id ? complete : nil
  }

  /// The 18-character id number `sequence` of an object: prefix, instance, base-62 sequence.
  static func make(prefix: String, sequence: Int) -> String {
    var rest = sequence
    var tail: [UInt8] = []
    for _ in 0..<7 {
      tail.append(digits[rest % 62])
      rest /= 62
    }
    return full(prefix + "Sb000" + String(decoding: tail.reversed(), as: UTF8.self))
  }
}
