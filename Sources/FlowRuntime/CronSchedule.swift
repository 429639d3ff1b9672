public import CEL

/// When a `cron` is due: minute, hour, day, month, weekday, on the clocks of a zone.
///
/// As cron has it, a day matches by day of the month or by weekday where both are narrowed, else by the one that is. A time that clocks skip is
/// due when they have been put forward; one that they show twice is due once.
public struct CronSchedule: Sendable {
  private let minutes: [Int]
  private let hours: [Int]
  private let days: Set<Int>
  private let months: Set<Int>
  private let weekdays: Set<Int>
  private let eitherDay: Bool
  private let zone: Zone

  /// Nil when the text is no schedule of five fields; `flowrun validate` has said so before.
  public init?(_ text: String, zone: Zone) {
    let fields = text.split(separator: " ")
    guard fields.count == 5, let minutes = Self.values(fields[0], 0...59), let hours = Self.values(fields[1], 0...23),
      let days = Self.values(fields[2], 1...31), let months = Self.values(fields[3], 1...12), let weekdays = Self.values(fields[4], 0...7)
    else { return nil }
    self.minutes = minutes.sorted()
    self.hours = hours.sorted()
    self.days = days
    self.months = months
    self.weekdays = Set(weekdays.map { $0 % 7 })
    eitherDay = !fields[2].hasPrefix("*") && !fields[4].hasPrefix("*")
    self.zone = zone
  }

  /// The first time after a moment; nil when there is none within the next eight years (`0 0 30 2 *`).
  public func next(after moment: Timestamp) -> Timestamp? {
    let start = zone.civil(at: moment)
    let first = CivilTime(year: start.year, month: start.month, day: start.day).days
    for day in first...(first + 366 * 8) {
      let date = CivilTime(secondsSince1970: Int64(day) * 86_400)
      guard matches(date) else { continue }
      for hour in hours {
        for minute in minutes {
          let civil = CivilTime(year: date.year, month: date.month, day: date.day, hour: hour, minute: minute)
          if let due = zone.moment(civil), due > moment { return due }
        }
      }
    }
    return nil
  }

  private func matches(_ date: CivilTime) -> Bool {
    guard months.contains(date.month) else { return false }
    let byDay = days.contains(date.day)
    let byWeekday = weekdays.contains(date.weekday)
    return eitherDay ? byDay || byWeekday : byDay && byWeekday
  }

  /// `*`, `7`, `1-5`, lists of them, each with `/2` after it or not.
  private static func values(_ field: Substring, _ range: ClosedRange<Int>) -> Set<Int>? {
    var values: Set<Int> = []
    for part in field.split(separator: ",", omittingEmptySubsequences: false) {
      let halves = part.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard let step = halves.count == 2 ? Int(halves[1]) : 1, step > 0, let base = halves.first else { return nil }
      var bounds = range
      if base != "*" {
        let ends = base.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let low = Int(ends[0]), let high = ends.count == 2 ? Int(ends[1]) : halves.count == 2 ? range.upperBound : low, low <= high,
          range.contains(low), range.contains(high)
        else { return nil }
        bounds = low...high
      }
      values.formUnion(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step))
    }
    return values
  }
}
