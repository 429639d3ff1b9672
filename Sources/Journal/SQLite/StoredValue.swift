import CEL
import OrderedCollections

/// How a value lies in the journal: exactly, which JSON could not do (times, bytes, whole numbers beside doubles).
///
/// A byte says the kind; whole numbers follow in base 128, text and bytes with their length before them, lists and maps with their count. The
/// kinds are fixed for good: a new one gets a new byte.
enum StoredValue {
  static func encode(_ value: Value) throws(JournalFailure) -> [UInt8] {
    var writer = Writer()
    try writer.value(value)
    return writer.bytes
  }

  static func decode(_ bytes: [UInt8], table: String) throws(JournalFailure) -> Value {
    var reader = Reader(bytes: bytes, table: table)
    let value = try reader.value(depth: 0)
    guard reader.isAtEnd else { throw .unreadableRow(table: table, detail: "bytes behind a value") }
    return value
  }

  fileprivate enum Kind: UInt8 {
    case null = 0
    case no = 1
    case yes = 2
    case int = 3
    case uint = 4
    case double = 5
    case string = 6
    case bytes = 7
    case list = 8
    /// Text keys.
    case record = 9
    /// Keys of any kind.
    case table = 10
    case timestamp = 11
    case duration = 12
  }

  private struct Writer {
    var bytes: [UInt8] = []

    mutating func value(_ value: Value) throws(JournalFailure) {
      switch value {
      case .null: kind(.null)
      case .bool(let flag): kind(flag ? .yes : .no)
      case .int(let number):
        kind(.int)
        signed(number)
      case .uint(let number):
        kind(.uint)
        unsigned(number)
      case .double(let number):
        kind(.double)
        fixed(number.bitPattern)
      case .string(let text):
        kind(.string)
        self.text(text)
      case .bytes(let raw):
        kind(.bytes)
        unsigned(UInt64(raw.count))
        bytes.append(contentsOf: raw)
      case .list(let list):
        kind(.list)
        let elements = list.elements
        unsigned(UInt64(elements.count))
        for element in elements { try self.value(element) }
      case .map(let map): try self.map(map)
      case .timestamp(let time):
        kind(.timestamp)
        signed(time.seconds)
        signed(Int64(time.nanos))
      case .duration(let span):
        kind(.duration)
        signed(span.nanoseconds)
      case .type, .optional, .opaque, .error:
        throw .refused(detail: "a value of kind `\(value)` cannot be kept")
      }
    }

    private mutating func map(_ map: MapValue) throws(JournalFailure) {
      let entries = map.entries
      let named = entries.allSatisfy { $0.key.asString != nil }
      kind(named ? .record : .table)
      unsigned(UInt64(entries.count))
      for entry in entries {
        if named { text(entry.key.asString ?? "") } else { try value(entry.key) }
        try value(entry.value)
      }
    }

    private mutating func kind(_ kind: Kind) { bytes.append(kind.rawValue) }

    private mutating func text(_ text: String) {
      var text = text
      text.withUTF8 {
        unsigned(UInt64($0.count))
        bytes.append(contentsOf: $0)
      }
    }

    private mutating func signed(_ number: Int64) { unsigned(UInt64(bitPattern: (number << 1) ^ (number >> 63))) }

    private mutating func unsigned(_ number: UInt64) {
      var rest = number
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }

    private mutating func fixed(_ bits: UInt64) {
      for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * place))) }
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    let table: String
    var place = 0

    var isAtEnd: Bool { place == bytes.count }

    mutating func value(depth: Int) throws(JournalFailure) -> Value {
      // JSON and formulas stay far below; a damaged row must not exhaust the stack.
      guard depth < 600 else { throw broken("a value nested too deep") }
      guard let kind = Kind(rawValue: try byte()) else { throw broken("a value of unknown kind") }
      switch kind {
      case .null: return .null
      case .no: return .bool(false)
      case .yes: return .bool(true)
      case .int: return .int(try signed())
      case .uint: return .uint(try unsigned())
      case .double: return .double(Double(bitPattern: try fixed()))
      case .string: return .string(try text())
      case .bytes: return .bytes(Array(try raw()))
      case .list:
        let count = try self.count()
        var elements: [Value] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try value(depth: depth + 1)) }
        return .list(elements)
      case .record:
        var record = Record()
        for _ in 0..<(try count()) {
          let key = try text()
          record[key] = try value(depth: depth + 1)
        }
        return .map(record)
      case .table:
        var entries: [(key: Value, value: Value)] = []
        for _ in 0..<(try count()) {
          let key = try value(depth: depth + 1)
          entries.append((key, try value(depth: depth + 1)))
        }
        return .map(MapValue(entries))
      case .timestamp:
        let seconds = try signed()
        guard let time = Timestamp(seconds: seconds, nanos: try nanos()) else { throw broken("a time out of range") }
        return .timestamp(time)
      case .duration: return .duration(Timespan(nanoseconds: try signed()))
      }
    }

    private func broken(_ detail: String) -> JournalFailure { .unreadableRow(table: table, detail: detail) }

    private mutating func byte() throws(JournalFailure) -> UInt8 {
      guard place < bytes.count else { throw broken("a value that ends too early") }
      defer { place += 1 }
      return bytes[place]
    }

    private mutating func unsigned() throws(JournalFailure) -> UInt64 {
      var number: UInt64 = 0
      var shift: UInt64 = 0
      while shift < 64 {
        let byte = try self.byte()
        number |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return number }
        shift += 7
      }
      throw broken("a number that does not end")
    }

    private mutating func signed() throws(JournalFailure) -> Int64 {
      let number = try unsigned()
      return Int64(bitPattern: (number >> 1) ^ (0 &- (number & 1)))
    }

    private mutating func nanos() throws(JournalFailure) -> Int32 {
      guard let number = Int32(exactly: try signed()) else { throw broken("a time out of range") }
      return number
    }

    /// A count of things of at least one byte each, so that a damaged one cannot ask for all memory.
    private mutating func count() throws(JournalFailure) -> Int {
      guard let count = Int(exactly: try unsigned()), count <= bytes.count - place else { throw broken("a count beyond the row") }
      return count
    }

    private mutating func fixed() throws(JournalFailure) -> UInt64 {
      var bits: UInt64 = 0
      for place in 0..<8 { bits |= UInt64(try byte()) << UInt64(8 * place) }
      return bits
    }

    private mutating func raw() throws(JournalFailure) -> ArraySlice<UInt8> {
      let length = try count()
      defer { place += length }
      return bytes[place..<place + length]
    }

    private mutating func text() throws(JournalFailure) -> String { String(decoding: try raw(), as: UTF8.self) }
  }
}
