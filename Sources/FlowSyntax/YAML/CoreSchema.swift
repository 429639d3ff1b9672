/// What a plain scalar is: YAML 1.2's core schema, except that a number with a leading zero is text.
enum CoreSchema {
  enum Resolution: Equatable {
    case scalar(Scalar)
    /// All digits, but beyond 64 bits.
    case tooLarge
  }

  static func resolve(_ text: String) -> Resolution {
    switch text {
    case "null", "Null", "NULL", "~": return .scalar(.null)
    case "true", "True", "TRUE": return .scalar(.bool(true))
    case "false", "False", "FALSE": return .scalar(.bool(false))
    case ".nan", ".NaN", ".NAN": return .scalar(.double(.nan))
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .scalar(.double(.infinity))
    case "-.inf", "-.Inf", "-.INF": return .scalar(.double(-.infinity))
    default: return number(Array(text.utf8)) ?? .scalar(.string(text))
    }
  }

  private static func number(_ bytes: [UInt8]) -> Resolution? {
    guard let first = bytes.first, bytes.count < 400,
      isDigit(first) || first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || first == UInt8(ascii: ".")
    else { return nil }
    if bytes.starts(with: Array("0x".utf8)) { return whole(bytes.dropFirst(2), radix: 16) }
    if bytes.starts(with: Array("0o".utf8)) { return whole(bytes.dropFirst(2), radix: 8) }
    var index = first == UInt8(ascii: "-") || first == UInt8(ascii: "+") ? 1 : 0
    let start = index
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    let digits = index - start
    if digits > 1, bytes[start] == UInt8(ascii: "0") { return nil }
    let text = String(decoding: first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...], as: UTF8.self)
    if index == bytes.count { return digits == 0 ? nil : Int64(text).map { .scalar(.int($0)) } ?? .tooLarge }
    var fraction = 0
    if bytes[index] == UInt8(ascii: ".") {
      index += 1
      let from = index
      while index < bytes.count, isDigit(bytes[index]) { index += 1 }
      fraction = index - from
    }
    guard digits + fraction > 0 else { return nil }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") { index += 1 }
      let from = index
      while index < bytes.count, isDigit(bytes[index]) { index += 1 }
      guard index > from else { return nil }
    }
    guard index == bytes.count else { return nil }
    return Double(padded(text)).map { .scalar(.double($0)) }
  }

  /// Swift wants digits on both sides of the point.
  private static func padded(_ text: String) -> String {
    var text = text
    if text.hasPrefix(".") { text = "0" + text }
    if text.hasPrefix("-.") { text = "-0" + text.dropFirst() }
    for (short, long) in [(".e", ".0e"), (".E", ".0E")] {
      if let range = text.firstRange(of: short) { text.replaceSubrange(range, with: long) }
    }
    return text.hasSuffix(".") ? text + "0" : text
  }

  private static func whole(_ digits: ArraySlice<UInt8>, radix: Int) -> Resolution? {
    guard !digits.isEmpty, digits.allSatisfy({ Character(Unicode.Scalar($0)).hexDigitValue.map { $0 < radix } ?? false }) else { return nil }
    return Int64(String(decoding: digits, as: UTF8.self), radix: radix).map { .scalar(.int($0)) } ?? .tooLarge
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
