/// A day of the calendar, in the years 0001 to 9999. Formulas hold it as text `yyyy-MM-dd`, whose order is that of days.
public struct Day: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01.
  public let number: Int

  private static let first = CivilTime(year: 1, month: 1, day: 1).days
  private static let last = CivilTime(year: 9999, month: 12, day: 31).days

  /// Nil outside the years 0001 to 9999.
  public init?(number: Int) {
    guard (Self.first...Self.last).contains(number) else { return nil }
    self.number = number
  }

  /// The day of a time; nil if it does not exist.
  public init?(_ civil: CivilTime) {
    guard (1...12).contains(civil.month), civil.day >= 1, civil.day <= CivilTime.daysInMonth(civil.month, of: civil.year) else { return nil }
    self.init(number: civil.days)
  }

  /// Reads `yyyy-MM-dd`; nil for anything else.
  public init?(_ text: String) {
    guard text.utf8.count == 10 else { return nil }
    var text = text
    let civil = text.withUTF8 { bytes -> CivilTime? in
      guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
      func number(_ range: Range<Int>) -> Int {
        var value = 0
        for byte in bytes[range] {
          guard (48...57).contains(byte) else { return -10_000_000 }
          value = value * 10 + Int(byte) - 48
        }
        return value
      }
      let year = number(0..<4)
      guard year >= 1 else { return nil }
      return CivilTime(year: year, month: number(5..<7), day: number(8..<10))
    }
    guard let civil else { return nil }
    self.init(civil)
  }

  /// Midnight of the day, on a clock.
  public var civil: CivilTime { CivilTime(secondsSince1970: Int64(number) * 86_400) }

  /// 0 is Sunday.
  public var weekday: Int { ((number + 4) % 7 + 7) % 7 }

  public var isWorkday: Bool { (1...5).contains(weekday) }

  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }
}

extension Day: CustomStringConvertible {
  /// `yyyy-MM-dd`.
  public var description: String {
    let civil = civil
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 10) { buffer in
      func put(_ value: Int, _ range: ClosedRange<Int>) {
        var rest = value
        for place in range.reversed() {
          buffer[place] = UInt8(48 + rest % 10)
          rest /= 10
        }
      }
      put(civil.year, 0...3)
      put(civil.month, 5...6)
      put(civil.day, 8...9)
      buffer[4] = UInt8(ascii: "-")
      buffer[7] = UInt8(ascii: "-")
      return String(decoding: buffer, as: UTF8.self)
    }
  }
}
