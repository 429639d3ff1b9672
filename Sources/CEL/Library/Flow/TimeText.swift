/// A time as systems write it: a moment, or what a clock shows in a zone that is not said.
enum TimeText {
  case moment(Timestamp)
  case clock(CivilTime, nanos: Int32)

  /// Nil for what is no time.
  static func read(_ value: Value) -> TimeText? {
    switch value {
    case .timestamp(let moment): return .moment(moment)
    case .int(let milliseconds): return epoch(milliseconds)
    case .uint(let milliseconds): return Int64(exactly: milliseconds).flatMap(epoch)
    case .double(let milliseconds): return Int64(exactly: milliseconds.rounded(.down)).flatMap(epoch)
    case .string(let text): return read(text)
    default: return nil
    }
  }

  private static func epoch(_ milliseconds: Int64) -> TimeText? {
    let part = (milliseconds % 1000 + 1000) % 1000
    return Timestamp(seconds: (milliseconds - part) / 1000, nanos: Int32(part) * 1_000_000).map(TimeText.moment)
  }

  /// Ten digits at least: fewer could be a year or a day.
  private static let leastEpochDigits = 10

  static func read(_ text: String) -> TimeText? {
    var text = text
    return text.withUTF8 { bytes in
      if let moment = Timestamp(utf8: bytes) { return .moment(moment) }
      return read(DigitReader(bytes))
    }
  }

  private static func read(_ start: DigitReader) -> TimeText? {
    var reader = start
    if let milliseconds = reader.number(atLeast: leastEpochDigits) { return epoch(milliseconds) }
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"), let day = reader.number(2), year >= 1
    else { return nil }
    var civil = CivilTime(year: year, month: month, day: day)
    guard civil.isValid else { return nil }
    if reader.isAtEnd { return .clock(civil, nanos: 0) }
    guard reader.take("T") || reader.take("t") || reader.take(" "), let hour = reader.number(2), reader.take(":"),
      let minute = reader.number(2)
    else { return nil }
    (civil.hour, civil.minute) = (hour, minute)
    var nanos: Int32 = 0
    if reader.take(":") {
      guard let second = reader.number(2) else { return nil }
      civil.second = second
      if reader.take(".") || reader.take(",") {
        guard let fraction = reader.fraction() else { return nil }
        nanos = fraction
      }
    }
    guard civil.isValid else { return nil }
    if reader.isAtEnd { return .clock(civil, nanos: nanos) }
    guard let offset = reader.offset(), reader.isAtEnd else { return nil }
    return Timestamp(seconds: civil.secondsSince1970 - Int64(offset), nanos: nanos).map(TimeText.moment)
  }
}

/// Goes through the ASCII characters of a time, blanks at the ends aside.
private struct DigitReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at: Int
  private let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    at = bytes.firstIndex { $0 > 0x20 } ?? bytes.count
    end = bytes.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? at
  }

  var isAtEnd: Bool { at == end }

  private var digit: UInt8? {
    guard at < end, bytes[at] &- 48 < 10 else { return nil }
    return bytes[at] - 48
  }

  mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard at < end, bytes[at] == UInt8(ascii: mark) else { return false }
    at += 1
    return true
  }

  /// All that is left as one whole number of so many digits or more; nil, and nothing taken, otherwise.
  func number(atLeast count: Int) -> Int64? {
    let text = UnsafeBufferPointer(rebasing: bytes[at..<end])
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    guard digits.count >= count, digits.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
    return Int64(String(decoding: text, as: UTF8.self))
  }

  mutating func number(_ count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let digit else { return nil }
      value = value * 10 + Int(digit)
      at += 1
    }
    return value
  }

  /// Nanoseconds; digits beyond the ninth are dropped.
  mutating func fraction() -> Int32? {
    guard digit != nil else { return nil }
    var nanos: Int32 = 0
    var unit: Int32 = 100_000_000
    while let digit {
      nanos += Int32(digit) * unit
      unit /= 10
      at += 1
    }
    return nanos
  }

  /// `Z`, `+02:00`, `+0200`, `+02`, with a blank before or not.
  mutating func offset() -> Int? {
    _ = take(" ")
    if take("Z") || take("z") { return 0 }
    let sign = take("-") ? -1 : take("+") ? 1 : 0
    guard sign != 0, let hours = number(2), hours < 24 else { return nil }
    if isAtEnd { return sign * hours * 3600 }
    _ = take(":")
    guard let minutes = number(2), minutes < 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
