extension Timestamp {
  /// Reads RFC 3339 strictly: `2024-02-29T12:30:00.5+02:00`, with a zone and up to nine fraction digits. Nil for anything else.
  public init?(_ text: String) {
    var text = text
    guard let time = text.withUTF8({ Timestamp(utf8: $0) }) else { return nil }
    self = time
  }

  /// Reads RFC 3339 strictly.
  init?(utf8 text: UnsafeBufferPointer<UInt8>) {
    guard text.count >= 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[10] | 0x20 == UInt8(ascii: "t"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":")
    else { return nil }
    func number(_ at: Int, _ count: Int) -> Int? {
      var value = 0
      for place in at..<at + count {
        let digit = text[place] &- 48
        guard digit < 10 else { return nil }
        value = value * 10 + Int(digit)
      }
      return value
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2), let minute = number(14, 2),
      let second = number(17, 2)
    else { return nil }
    let civil = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    guard civil.isValid else { return nil }
    var at = 19
    var nanos: Int32 = 0
    if text[at] == UInt8(ascii: ".") {
      at += 1
      let start = at
      var unit: Int32 = 100_000_000
      while at < text.count, text[at] &- 48 < 10 {
        nanos += Int32(text[at] - 48) * unit
        unit /= 10
        at += 1
      }
      guard (1...9).contains(at - start) else { return nil }
    }
    guard at < text.count else { return nil }
    var offset = 0
    switch text[at] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"): at += 1
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard text.count == at + 6, text[at + 3] == UInt8(ascii: ":"), let hours = number(at + 1, 2), let minutes = number(at + 4, 2),
        hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 3600 + minutes * 60) * (text[at] == UInt8(ascii: "-") ? -1 : 1)
      at += 6
    default: return nil
    }
    guard at == text.count else { return nil }
    self.init(seconds: civil.secondsSince1970 - Int64(offset), nanos: nanos)
  }
}
