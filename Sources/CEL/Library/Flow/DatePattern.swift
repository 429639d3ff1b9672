/// A pattern of Unicode TR35 (part 4, "Date Format Patterns"), with English names: letters are fields, other characters are themselves, as is text
/// in `'…'`.
struct DatePattern {
  struct Fault: Error {
    let message: String
  }

  private enum Item {
    case text(UInt8)
    case field(UInt8, Int)
  }

  private var items: [Item] = []

  init(_ pattern: String) throws(Fault) {
    let bytes = Array(pattern.utf8)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "'") {
        try quoted(bytes, &at)
      } else if Self.isLetter(byte) {
        var count = 1
        while at + count < bytes.count, bytes[at + count] == byte { count += 1 }
        items.append(.field(byte, count))
        at += count
      } else {
        items.append(.text(byte))
        at += 1
      }
    }
  }

  /// A moment by the pattern.
  func format(_ moment: Timestamp, in zone: Zone) throws(Fault) -> String {
    let offset = zone.offset(at: moment)
    var field = DateField(moment: moment, civil: CivilTime(secondsSince1970: moment.seconds + Int64(offset)), offset: offset, zone: zone)
    field.out.reserveCapacity(48)
    for item in items {
      switch item {
      case .text(let byte): field.out.append(byte)
      case .field(let letter, let count):
        guard field.append(letter, count) else {
          let letters = String(repeating: Character(Unicode.Scalar(letter)), count: count)
          throw Fault(message: "`\(letters)` is no field of a date pattern. Letters that are meant as themselves stand in quotes: `'at'`.")
        }
      }
    }
    return String(decoding: field.out, as: UTF8.self)
  }

  /// Why text is no pattern; nil where it is one.
  static func fault(in text: String) -> String? {
    do throws(Fault) {
      let pattern = try DatePattern(text)
      if let epoch = Timestamp(seconds: 0) { _ = try pattern.format(epoch, in: .utc) }
      return nil
    } catch {
      return error.message
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

  /// Text in quotes; two quotes are one.
  private mutating func quoted(_ bytes: [UInt8], _ at: inout Int) throws(Fault) {
    let quote = UInt8(ascii: "'")
    at += 1
    if at < bytes.count, bytes[at] == quote {
      items.append(.text(quote))
      at += 1
      return
    }
    while at < bytes.count {
      if bytes[at] == quote {
        at += 1
        guard at < bytes.count, bytes[at] == quote else { return }
      }
      items.append(.text(bytes[at]))
      at += 1
    }
    throw Fault(message: "The date pattern has a quote without its end. A quote that is meant as itself is written twice.")
  }
}
