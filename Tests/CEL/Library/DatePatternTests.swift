import CEL
import Testing

@Suite struct DatePatternTests {
  static let rows = FormulaRow.rows(
    #"""
    formatDate(t, "yyyy-MM-dd'T'HH:mm:ss.SSSxx", "UTC") => "2026-03-04T15:09:06.120+0000"
    formatDate(t, "y yy yyyyy u") => "2026 26 02026 2026"
    formatDate(t, "M MM MMM MMMM MMMMM L") => "3 03 Mar March M 3"
    formatDate(t, "d dd D DDD") => "4 04 63 063"
    formatDate(t, "E EEEE EEEEE EEEEEE e") => "Wed Wednesday W We 3"
    formatDate(t, "Q QQ QQQ QQQQ") => "1 01 Q1 1st quarter"
    formatDate(t, "h hh H K k a m s S SSSSSS") => "3 03 15 3 15 PM 9 6 1 120000"
    formatDate(time("2026-01-01T00:00:00Z"), "h K k a") => "12 0 24 AM"
    formatDate(time("2026-01-01T12:00:00Z"), "h K k a") => "12 0 12 PM"
    formatDate(t, "X XX XXX x xx xxx Z ZZZZ ZZZZZ") => "Z Z Z +00 +0000 +00:00 +0000 GMT Z"
    formatDate(t, "X XX XXX Z ZZZZ", "Asia/Kathmandu") => "+0545 +0545 +05:45 +0545 GMT+05:45"
    formatDate(t, "X x", "-03:00") => "-03 -03"
    formatDate(t, "z VV", "America/New_York") => "EST America/New_York"
    formatDate(date("2027-01-01"), "YYYY-'W'ww") => "2026-W53"
    formatDate(date("2024-12-30"), "YYYY-'W'ww") => "2025-W01"
    formatDate(t, "'at' h 'o''clock' ''") => "at 3 o'clock '"
    formatDate(t, "dd.MM.yyyy – HH") => "04.03.2026 – 15"
    formatDate(date("2026-05-08"), "HH:mm", "Asia/Tokyo") => "00:00"
    formatDate(t, "T") => error no field
    formatDate(t, "MMMMMM") => error no field
    formatDate(t, "'open") => error quote
    formatDate(t, "y", "Nowhere/Town") => error no time zone
    formatDate(null, "y") => null
    formatDate(t, "") => ""
    """#)

  @Test(arguments: rows) func gives(_ row: FormulaRow) {
    row.check(FormulaValue.flow(row.formula, ["t": Value(timestampText: "2026-03-04T15:09:06.12Z")]))
  }
}

extension Value {
  fileprivate init(timestampText text: String) { self = Timestamp(text).map(Value.timestamp) ?? .null }
}
