/// Patterns of Unicode TR35 (part 4, "Date Format Patterns"), with English names.
enum DatePattern {
  struct Fault: Error {
    let message: String
  }

  /// A moment by a pattern. Letters are fields; other characters are themselves, as is text in `'…'`.
  static func format(_ moment: Timestamp, _ pattern: String, in zone: Zone) throws(Fault) -> String {
    let offset = zone.offset(at: moment)
    var field = DateField(moment: moment, civil: CivilTime(secondsSince1970: moment.seconds + Int64(offset)), offset: offset, zone: zone)
    field.out.reserveCapacity(48)
    let bytes = Array(pattern.utf8)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "'") {
        try quoted(bytes, &at, &field.out)
      } else if isLetter(byte) {
        var count = 1
        while at + count < bytes.count, bytes[at + count] == byte { count += 1 }
        guard field.append(byte, count) else {
          let letters = String(repeating: Character(Unicode.Scalar(byte)), count: count)
          throw Fault(message: "`\(letters)` is no field of a date pattern. Letters that are meant as themselves stand in quotes: `'at'`.")
        }
        at += count
      } else {
        field.out.append(byte)
        at += 1
      }
    }
    return String(decoding: field.out, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

  /// Text in quotes; two quotes are one.
  private static func quoted(_ bytes: [UInt8], _ at: inout Int, _ out: inout [UInt8]) throws(Fault) {
    let quote = UInt8(ascii: "'")
    at += 1
    if at < bytes.count, bytes[at] == quote {
      out.append(quote)
      at += 1
      return
    }
    while at < bytes.count {
      if bytes[at] == quote {
        at += 1
        guard at < bytes.count, bytes[at] == quote else { return }
      }
      out.append(bytes[at])
      at += 1
    }
    throw Fault(message: "The date pattern has a quote without its end. A quote that is meant as itself is written twice.")
  }
}
