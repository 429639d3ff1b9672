extension Timespan {
  /// Reads a duration: decimal numbers with units `h`, `m`, `s`, `ms`, `us` (`µs`), `ns`, as `1h30m`, `-1.5s`; or `0`. Nil for anything else,
  /// and beyond about 292 years.
  public init?(_ text: String) {
    var rest = Substring(text).utf8
    var isNegative = false
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { isNegative = rest.removeFirst() == UInt8(ascii: "-") }
    if rest.elementsEqual("0".utf8) {
      self = .zero
      return
    }
    guard !rest.isEmpty else { return nil }
    var total: UInt64 = 0
    while !rest.isEmpty {
      guard let part = Self.part(&rest) else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !overflow, sum <= UInt64(Int64.max) + 1 else { return nil }
      total = sum
    }
    if isNegative {
      self.init(nanoseconds: total > UInt64(Int64.max) ? .min : -Int64(total))
    } else {
      guard total <= UInt64(Int64.max) else { return nil }
      self.init(nanoseconds: Int64(total))
    }
  }

  /// Nanoseconds of one number with its unit.
  private static func part(_ rest: inout Substring.UTF8View) -> UInt64? {
    var whole: UInt64 = 0
    var digits = 0
    while let digit = digit(rest.first) {
      let (scaled, tooLong) = whole.multipliedReportingOverflow(by: 10)
      let (sum, outside) = scaled.addingReportingOverflow(digit)
      guard !tooLong, !outside else { return nil }
      whole = sum
      digits += 1
      rest.removeFirst()
    }
    var fraction: UInt64 = 0
    var fractionScale: UInt64 = 1
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      while let digit = digit(rest.first) {
        // Digits beyond the fifteenth are below a nanosecond, even of an hour.
        if fractionScale < 1_000_000_000_000_000 {
          fraction = fraction * 10 + digit
          fractionScale *= 10
        }
        digits += 1
        rest.removeFirst()
      }
    }
    guard digits > 0, let unit = unit(&rest) else { return nil }
    let (nanos, overflow) = whole.multipliedReportingOverflow(by: unit)
    let product = fraction.multipliedFullWidth(by: unit)
    guard !overflow, product.high < fractionScale else { return nil }
    let (sum, outside) = nanos.addingReportingOverflow(fractionScale.dividingFullWidth(product).quotient)
    return outside ? nil : sum
  }

  private static func digit(_ byte: UInt8?) -> UInt64? {
    guard let byte, (48...57).contains(byte) else { return nil }
    return UInt64(byte - 48)
  }

  private static let units: [(text: [UInt8], nanos: UInt64)] = [
    (Array("ns".utf8), 1), (Array("us".utf8), 1000), (Array("µs".utf8), 1000), (Array("μs".utf8), 1000), (Array("ms".utf8), 1_000_000),
    (Array("s".utf8), 1_000_000_000), (Array("m".utf8), 60_000_000_000), (Array("h".utf8), 3_600_000_000_000),
  ]

  private static func unit(_ rest: inout Substring.UTF8View) -> UInt64? {
    for unit in units where rest.starts(with: unit.text) {
      rest.removeFirst(unit.text.count)
      return unit.nanos
    }
    return nil
  }
}
