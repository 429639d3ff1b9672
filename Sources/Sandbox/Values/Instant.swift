private import struct Foundation.Date

/// A moment in milliseconds since 1970 UTC, and the forms in which the two systems write and read it.
struct Instant: Comparable, Hashable, Sendable {
  var milliseconds: Int

  init(milliseconds: Int) { self.milliseconds = milliseconds }

  init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0) {
    let seconds = CivilDate(year: year, month: month, day: day).days * 86400 + hour * 3600 + minute * 60 + second
    milliseconds = seconds * 1000 + millisecond
  }

  static func now() -> Instant {
    Instant(milliseconds: Int(Date().timeIntervalSince1970 * 1000))
  }

  static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

  static func + (instant: Instant, seconds: Int) -> Instant { Instant(milliseconds: instant.milliseconds + seconds * 1000) }

  var wholeSecond: Instant { Instant(milliseconds: milliseconds.floored(to: 1000)) }

  var date: CivilDate { CivilDate(days: milliseconds.floored(to: 86_400_000) / 86_400_000) }

  private var parts: (date: String, time: String, fraction: String) {
    let ofDay = milliseconds - milliseconds.floored(to: 86_400_000)
    let time = [ofDay / 3_600_000, ofDay / 60000 % 60, ofDay / 1000 % 60].map { pad($0, 2) }.joined(separator: ":")
    return (date.text, time, pad(ofDay % 1000, 3))
  }

  /// `2026-05-08T13:40:22.000+0000`, as Salesforce writes it (salesforce.md 2.1).
  var salesforce: String { "\(parts.date)T\(parts.time).\(parts.fraction)+0000" }

  /// `2026-03-02T09:15:27.412Z`, as Gainsight's query answers it (gainsight.md 3.3).
  var iso: String { "\(parts.date)T\(parts.time).\(parts.fraction)Z" }

  /// `2026-03-02 09:15:27.4`, the space-separated form of gainsight.md 8.
  var spaced: String { "\(parts.date) \(parts.time).\(parts.fraction.prefix(1))" }

  /// `Tue, 10 Aug 2015 00:00:00 GMT` (RFC 9110).
  var http: String {
    let day = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((date.days % 7) + 7) % 7]
    return "\(day), \(pad(date.day, 2)) \(Self.months[date.month - 1]) \(date.year) \(parts.time) GMT"
  }

  static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Reads RFC 9110's `Tue, 10 Aug 2015 00:00:00 GMT`.
  init?(http text: String) {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let month = Self.months.firstIndex(of: String(words[2])),
      let year = Int(words[3]), let date = CivilDate(year: year, month: month + 1, dayOrNil: day)
    else { return nil }
    let clock = words[4].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3 else { return nil }
    self.init(milliseconds: (date.days * 86400 + clock[0] * 3600 + clock[1] * 60 + clock[2]) * 1000)
  }

  /// Reads ISO 8601 with an offset (`Z`, `+01:00`, `+0100`), with or without a fraction of a second.
  init?(iso text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 17, let date = CivilDate(String(decoding: bytes[..<10], as: UTF8.self)),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ")
    else { return nil }
    var rest = String(decoding: bytes[11...], as: UTF8.self)[...]
    guard let hour = Self.digits(&rest, 2), hour < 24, Self.drop(&rest, ":"), let minute = Self.digits(&rest, 2), minute < 60 else { return nil }
    var second = 0
    var fraction = 0
    if Self.drop(&rest, ":") {
      guard let value = Self.digits(&rest, 2), value < 60 else { return nil }
      second = value
      if Self.drop(&rest, ".") {
        let digits = rest.prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        fraction = Int((digits + "000").prefix(3)) ?? 0
        rest = rest.dropFirst(digits.count)
      }
    }
    guard let offset = Self.offset(rest) else { return nil }
    self.init(milliseconds: (date.days * 86400 + hour * 3600 + minute * 60 + second - offset * 60) * 1000 + fraction)
  }

  private static func offset(_ text: Substring) -> Int? {
    if text == "Z" || text == "z" { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.count == 4, digits.allSatisfy(\.isNumber), let hours = Int(digits.prefix(2)), let minutes = Int(digits.suffix(2)) else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 60 + minutes)
  }

  private static func digits(_ text: inout Substring, _ count: Int) -> Int? {
    let head = text.prefix(count)
    guard head.count == count, head.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    text = text.dropFirst(count)
    return Int(head)
  }

  private static func drop(_ text: inout Substring, _ character: Character) -> Bool {
    guard text.first == character else { return false }
    text = text.dropFirst()
    return true
  }
}

func pad(_ number: Int, _ width: Int) -> String {
  let digits = String(number.magnitude)
  return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int {
  func floored(to unit: Int) -> Int { self - ((self % unit) + unit) % unit }
}
