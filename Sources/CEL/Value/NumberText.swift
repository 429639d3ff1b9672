/// Doubles as text.
enum NumberText {
  /// Shortest digits; with an exponent of at least two digits below 1e-4 and from 1e6 on, as Go and C++ write it.
  static func general(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
    if number == 0 { return number.sign == .minus ? "-0" : "0" }
    let (digits, exponent) = shortest(number.magnitude)
    let sign = number < 0 ? "-" : ""
    if exponent < -4 || exponent >= 6 {
      return sign + scientific(digits, exponent)
    }
    return sign + plain(digits, exponent)
  }

  /// Significant digits without zeros at the end, and the power of ten of the first.
  static func shortest(_ number: Double) -> (digits: [UInt8], exponent: Int) {
    var digits: [UInt8] = []
    var exponent = 0
    var pointAt: Int?
    var text = number.description.utf8[...]
    if let mark = text.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
      exponent = Int(String(decoding: text[text.index(after: mark)...], as: UTF8.self)) ?? 0
      text = text[..<mark]
    }
    for byte in text {
      if byte == UInt8(ascii: ".") { pointAt = digits.count } else { digits.append(byte) }
    }
    exponent += (pointAt ?? digits.count) - 1
    let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    let dropped = min(zeros, digits.count - 1)
    digits.removeFirst(dropped)
    exponent -= dropped
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, exponent)
  }

  private static func scientific(_ digits: [UInt8], _ exponent: Int) -> String {
    var text = String(decoding: digits[..<1], as: UTF8.self)
    if digits.count > 1 { text += "." + String(decoding: digits[1...], as: UTF8.self) }
    let power = String(exponent.magnitude)
    return text + (exponent < 0 ? "e-" : "e+") + (power.utf8.count < 2 ? "0" : "") + power
  }

  /// Without an exponent: `1250000`, `0.001`.
  static func plain(_ digits: [UInt8], _ exponent: Int) -> String {
    if exponent < 0 {
      return "0." + String(repeating: "0", count: -exponent - 1) + String(decoding: digits, as: UTF8.self)
    }
    if digits.count <= exponent + 1 {
      return String(decoding: digits, as: UTF8.self) + String(repeating: "0", count: exponent + 1 - digits.count)
    }
    return String(decoding: digits[...exponent], as: UTF8.self) + "." + String(decoding: digits[(exponent + 1)...], as: UTF8.self)
  }
}
