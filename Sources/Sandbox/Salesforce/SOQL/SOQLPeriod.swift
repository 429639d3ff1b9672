/// The date literals of SOQL (salesforce.md 3.3), in the running user's time zone, which here is UTC.
enum SOQLPeriod {
  private static let units = ["DAYS", "WEEKS", "MONTHS", "QUARTERS", "YEARS", "FISCAL_QUARTERS", "FISCAL_YEARS"]
  private static let plain: Set<String> = [
    "TODAY", "YESTERDAY", "TOMORROW", "LAST_90_DAYS", "NEXT_90_DAYS", "THIS_WEEK", "LAST_WEEK", "NEXT_WEEK", "THIS_MONTH", "LAST_MONTH",
    "NEXT_MONTH", "THIS_QUARTER", "LAST_QUARTER", "NEXT_QUARTER", "THIS_YEAR", "LAST_YEAR", "NEXT_YEAR", "THIS_FISCAL_QUARTER",
    "LAST_FISCAL_QUARTER", "NEXT_FISCAL_QUARTER", "THIS_FISCAL_YEAR", "LAST_FISCAL_YEAR", "NEXT_FISCAL_YEAR",
  ]
  private static let counted: Set<String> = Set(units.flatMap { ["LAST_N_\($0)", "NEXT_N_\($0)", "N_\($0)_AGO"] })

  static func isKnown(_ name: String, hasCount: Bool) -> Bool { (hasCount ? counted : plain).contains(name) }

  /// The days from the first up to, and without, the second.
  static func days(_ name: String, _ count: Int, today: CivilDate) -> (first: CivilDate, end: CivilDate) {
    let day = { (offset: Int) in CivilDate(days: today.days + offset) }
    switch name {
    case "TODAY": return (today, day(1))
    case "YESTERDAY": return (day(-1), today)
    case "TOMORROW": return (day(1), day(2))
    case "LAST_90_DAYS": return (day(-90), day(1))
    case "NEXT_90_DAYS": return (day(1), day(91))
    // `LAST_N_DAYS:n` includes today; `NEXT_N_DAYS:n` starts tomorrow.
    case "LAST_N_DAYS": return (day(-count), day(1))
    case "NEXT_N_DAYS": return (day(1), day(count + 1))
    case "N_DAYS_AGO": return (day(-count), day(1 - count))
    default: break
    }
    let unit = String(name.replacing("FISCAL_", with: "").split(separator: "_").last { $0 != "AGO" } ?? "DAYS")
    if name.hasPrefix("THIS_") { return span(unit, 0, 1, today) }
    if name.hasPrefix("LAST_N_") { return span(unit, -count, 0, today) }
    if name.hasPrefix("NEXT_N_") { return span(unit, 1, count + 1, today) }
    if name.hasPrefix("N_") { return span(unit, -count, 1 - count, today) }
    return name.hasPrefix("LAST_") ? span(unit, -1, 0, today) : span(unit, 1, 2, today)
  }

  private static func span(_ unit: String, _ from: Int, _ to: Int, _ today: CivilDate) -> (first: CivilDate, end: CivilDate) {
    switch unit.hasSuffix("S") ? String(unit.dropLast()) : unit {
    case "WEEK":
      let start = today.days - (today.weekday - 1)
      return (CivilDate(days: start + from * 7), CivilDate(days: start + to * 7))
    case "MONTH":
      let start = CivilDate(year: today.year, month: today.month, day: 1)
      return (start.adding(months: from), start.adding(months: to))
    case "QUARTER":
      let start = CivilDate(year: today.year, month: (today.month - 1) / 3 * 3 + 1, day: 1)
      return (start.adding(months: from * 3), start.adding(months: to * 3))
    default:
      return (CivilDate(year: today.year + from, month: 1, day: 1), CivilDate(year: today.year + to, month: 1, day: 1))
    }
  }
}
