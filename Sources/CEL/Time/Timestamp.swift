/// A moment, to the nanosecond, in the years 0001 to 9999 (UTC).
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Since 1970-01-01T00:00:00Z.
  public let seconds: Int64
  /// 0 to 999,999,999, always counted forward.
  public let nanos: Int32

  /// 0001-01-01T00:00:00Z.
  public static let minimumSeconds: Int64 = -62_135_596_800
  /// 9999-12-31T23:59:59Z.
  public static let maximumSeconds: Int64 = 253_402_300_799

  /// Nil outside the years 0001 to 9999.
  public init?(seconds: Int64, nanos: Int32 = 0) {
    guard (Self.minimumSeconds...Self.maximumSeconds).contains(seconds), (0..<1_000_000_000).contains(nanos) else { return nil }
    self.seconds = seconds
    self.nanos = nanos
  }

  /// Seconds since 1970, rounded down to the nanosecond that a double can tell.
  public init?(secondsSince1970 seconds: Double) {
    guard seconds.isFinite, seconds.magnitude < 1e12 else { return nil }
    let whole = seconds.rounded(.down)
    self.init(seconds: Int64(whole), nanos: min(Int32((seconds - whole) * 1e9), 999_999_999))
  }

  public var secondsSince1970: Double { Double(seconds) + Double(nanos) / 1e9 }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { (a.seconds, a.nanos) < (b.seconds, b.nanos) }

  /// The moment that much later; nil beyond the range.
  public func adding(_ span: Timespan) -> Timestamp? {
    let total = nanos + span.nanos
    let carry: Int64 = total < 0 ? -1 : total >= 1_000_000_000 ? 1 : 0
    let (sum, overflow) = seconds.addingReportingOverflow(span.seconds + carry)
    return overflow ? nil : Timestamp(seconds: sum, nanos: total - Int32(carry) * 1_000_000_000)
  }

  /// The time from `other` to this; nil beyond the range of a duration.
  public func since(_ other: Timestamp) -> Timespan? {
    Timespan(seconds: seconds - other.seconds, addingNanos: Int64(nanos - other.nanos))
  }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC with as many fraction digits as needed.
  public var description: String {
    let civil = CivilTime(secondsSince1970: seconds)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { buffer in
      var at = 0
      func put(_ value: Int, _ width: Int, then mark: UInt8) {
        var rest = value
        for place in stride(from: at + width - 1, through: at, by: -1) {
          buffer[place] = UInt8(48 + rest % 10)
          rest /= 10
        }
        at += width
        buffer[at] = mark
        at += 1
      }
      put(civil.year, 4, then: UInt8(ascii: "-"))
      put(civil.month, 2, then: UInt8(ascii: "-"))
      put(civil.day, 2, then: UInt8(ascii: "T"))
      put(civil.hour, 2, then: UInt8(ascii: ":"))
      put(civil.minute, 2, then: UInt8(ascii: ":"))
      put(civil.second, 2, then: UInt8(ascii: "."))
      if nanos == 0 {
        at -= 1
      } else {
        put(Int(nanos), 9, then: 0)
        at -= 1
        while buffer[at - 1] == UInt8(ascii: "0") { at -= 1 }
      }
      buffer[at] = UInt8(ascii: "Z")
      return String(decoding: buffer[...at], as: UTF8.self)
    }
  }
}
