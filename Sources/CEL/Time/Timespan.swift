/// A length of time, to the nanosecond: CEL's duration. Seconds and nanoseconds have the same sign.
public struct Timespan: Sendable, Hashable, Comparable {
  public let seconds: Int64
  public let nanos: Int32

  /// Ten thousand years, the range of a duration's text.
  public static let maximumSeconds: Int64 = 315_576_000_000

  public static let zero = Timespan(unchecked: 0, 0)

  private init(unchecked seconds: Int64, _ nanos: Int32) {
    self.seconds = seconds
    self.nanos = nanos
  }

  /// Nil beyond what 64 bits of nanoseconds hold, about 292 years either way.
  public init?(seconds: Int64, addingNanos nanos: Int64 = 0) {
    let (whole, overflow) = seconds.addingReportingOverflow(nanos / 1_000_000_000)
    let (scaled, tooLong) = whole.multipliedReportingOverflow(by: 1_000_000_000)
    let (total, outside) = scaled.addingReportingOverflow(nanos % 1_000_000_000)
    guard !overflow, !tooLong, !outside else { return nil }
    self.init(nanoseconds: total)
  }

  public init(nanoseconds: Int64) {
    self.init(unchecked: nanoseconds / 1_000_000_000, Int32(nanoseconds % 1_000_000_000))
  }

  public init?(_ duration: Swift.Duration) {
    let parts = duration.components
    self.init(seconds: parts.seconds, addingNanos: parts.attoseconds / 1_000_000_000)
  }

  /// The whole length in nanoseconds; every span fits.
  public var nanoseconds: Int64 { seconds * 1_000_000_000 + Int64(nanos) }

  public var inSeconds: Double { Double(seconds) + Double(nanos) / 1e9 }

  public static func < (a: Timespan, b: Timespan) -> Bool { (a.seconds, a.nanos) < (b.seconds, b.nanos) }

  /// Nil on overflow.
  public func adding(_ other: Timespan) -> Timespan? {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(other.nanoseconds)
    return overflow ? nil : Timespan(nanoseconds: sum)
  }

  /// Nil on overflow.
  public func subtracting(_ other: Timespan) -> Timespan? {
    let (difference, overflow) = nanoseconds.subtractingReportingOverflow(other.nanoseconds)
    return overflow ? nil : Timespan(nanoseconds: difference)
  }

  /// Nil on overflow.
  public var negated: Timespan? {
    let (value, overflow) = Int64(0).subtractingReportingOverflow(nanoseconds)
    return overflow ? nil : Timespan(nanoseconds: value)
  }
}

extension Timespan: CustomStringConvertible {
  /// Seconds with as many fraction digits as needed: `1.5s`.
  public var description: String {
    let sign = seconds < 0 || nanos < 0 ? "-" : ""
    guard nanos != 0 else { return "\(sign)\(seconds.magnitude)s" }
    var digits = String(nanos.magnitude)
    digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
    while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
    return "\(sign)\(seconds.magnitude).\(digits)s"
  }
}
