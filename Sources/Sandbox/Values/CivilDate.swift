/// A day of the Gregorian calendar, counted from 1970-01-01.
struct CivilDate: Comparable, Hashable, Sendable {
  var days: Int

  init(days: Int) { self.days = days }

  // Howard Hinnant, "chrono-compatible low-level date algorithms": days_from_civil.
  init(year: Int, month: Int, day: Int) {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    days = era * 146097 + dayOfEra - 719468
  }

  /// Nil where the calendar has no such day.
  init?(year: Int, month: Int, dayOrNil day: Int) {
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    self.init(year: year, month: month, day: day)
    guard self.month == month else { return nil }
  }

  /// Reads `yyyy-MM-dd`.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
    let parts = text.split(separator: "-").compactMap { part in part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil }
    guard parts.count == 3 else { return nil }
    self.init(year: parts[0], month: parts[1], dayOrNil: parts[2])
  }

  // civil_from_days of the same source.
  private var civil: (year: Int, month: Int, day: Int) {
    let shifted = days + 719468
    let era = (shifted >= 0 ? shifted : shifted - 146096) / 146097
    let dayOfEra = shifted - era * 146097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthPart = (5 * dayOfYear + 2) / 153
    let month = monthPart < 10 ? monthPart + 3 : monthPart - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthPart + 2) / 5 + 1)
  }

  var year: Int { civil.year }
  var month: Int { civil.month }
  var day: Int { civil.day }

  /// 1 is Sunday, as Salesforce counts in an English-US locale.
  var weekday: Int { ((days + 4) % 7 + 7) % 7 + 1 }

  var text: String {
    let (year, month, day) = civil
    return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
  }

  var midnight: Instant { Instant(milliseconds: days * 86_400_000) }

  func adding(months count: Int) -> CivilDate {
    let (year, month, day) = civil
    let total = year * 12 + month - 1 + count
    let first = CivilDate(year: total.floored(to: 12) / 12, month: total - total.floored(to: 12) + 1, day: 1)
    return CivilDate(days: first.days + min(day, first.daysInMonth) - 1)
  }

  private var daysInMonth: Int {
    let (year, month, _) = civil
    let next = month == 12 ? CivilDate(year: year + 1, month: 1, day: 1) : CivilDate(year: year, month: month + 1, day: 1)
    return next.days - CivilDate(year: year, month: month, day: 1).days
  }

  static func < (a: CivilDate, b: CivilDate) -> Bool { a.days < b.days }
}
