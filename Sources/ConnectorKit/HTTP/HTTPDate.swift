public import CEL

/// The `Date` header: `Tue, 15 Nov 1994 08:12:31 GMT`, and the two older forms that RFC 9110 (5.6.7) tells a reader to accept.
public enum HTTPDate {
  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// The moment that the header names; nil for anything else.
  public static func parse(_ text: String) -> Timestamp? {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" }).map(String.init)
    if words.count == 6, words[5] == "GMT" { return moment(day: words[1], month: words[2], year: words[3], time: words[4]) }
    // asctime: `Sun Nov  6 08:49:37 1994`
    if words.count == 5 { return moment(day: words[2], month: words[1], year: words[4], time: words[3]) }
    return nil
  }

  private static func moment(day: String, month: String, year: String, time: String) -> Timestamp? {
    let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard let day = Int(day), let month = months.firstIndex(of: month.lowercased()), var year = Int(year), clock.count == 3,
      let hour = clock[0], let minute = clock[1], let second = clock[2]
    else { return nil }
    // RFC 850's two digits: a year that would be more than 50 years ahead is of the last century. Such servers are old, so a fixed pivot does.
    if year < 100 { year += year < 70 ? 2000 : 1900 }
    // 60 is a leap second.
    let civil = CivilTime(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: min(second, 59))
    guard civil.isValid, second <= 60 else { return nil }
    return Timestamp(seconds: civil.secondsSince1970)
  }
}
