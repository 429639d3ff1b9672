import CEL
import Testing

@Suite struct TimeTests {
  @Test(arguments: [
    ("2009-02-13T23:31:30Z", "2009-02-13T23:31:30Z"), ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"), ("2024-02-29t12:00:00.10z", "2024-02-29T12:00:00.1Z"),
    ("2026-01-01T00:30:00+05:30", "2025-12-31T19:00:00Z"), ("1969-12-31T23:59:59.25-00:00", "1969-12-31T23:59:59.25Z"),
  ])
  func readsAndWritesRFC3339(text: String, canonical: String) {
    #expect(Timestamp(text)?.description == canonical)
  }

  @Test(arguments: [
    "", "2024-01-01", "2024-01-01T00:00:00", "2024-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-01-01T24:00:00Z",
    "2024-01-01T23:59:60Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00.1234567890Z", "2024-01-01T00:00:00+1:00", "2024-01-01T00:00:00+24:00",
    "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00Z", "2024-01-01T00:00:00Zx", "2024-01-01 00:00:00Z",
  ])
  func refusesOtherText(text: String) { #expect(Timestamp(text) == nil) }

  @Test func everyDayComesBack() {
    var day = CivilTime(year: 1, month: 1, day: 1).days
    var expected = CivilTime(year: 1, month: 1, day: 1)
    let last = CivilTime(year: 9999, month: 12, day: 31).days
    while day <= last {
      let civil = CivilTime(secondsSince1970: Int64(day) * 86_400 + 86_399)
      if civil.year != expected.year || civil.month != expected.month || civil.day != expected.day || civil.second != 59 {
        Issue.record("day \(day) is \(civil), not \(expected)")
        return
      }
      day += 1
      expected.day += 1
      if expected.day > CivilTime.daysInMonth(expected.month, of: expected.year) { (expected.day, expected.month) = (1, expected.month + 1) }
      if expected.month > 12 { (expected.month, expected.year) = (1, expected.year + 1) }
    }
  }

  @Test func rangesEndInNil() throws {
    let last = try #require(Timestamp(seconds: Timestamp.maximumSeconds, nanos: 999_999_999))
    #expect(last.adding(Timespan(nanoseconds: 1)) == nil)
    #expect(last.adding(Timespan(nanoseconds: -1))?.nanos == 999_999_998)
    #expect(Timestamp(seconds: Timestamp.minimumSeconds).flatMap { last.since($0) } == nil)
    #expect(Timespan(nanoseconds: .min).negated == nil)
    #expect(Timespan(nanoseconds: .max).adding(Timespan(nanoseconds: 1)) == nil)
    #expect(Timespan(seconds: 9_223_372_037) == nil)
  }
}
