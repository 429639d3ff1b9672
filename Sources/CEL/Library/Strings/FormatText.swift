internal import Glibc

/// Values as the clauses of `format` show them. Nil: not this kind of value.
enum FormatText {
  static func text(_ value: Value) -> String? {
    switch value {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .int, .uint, .double: return decimal(value)
    case .string(let text): return text
    case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
    case .timestamp(let time): return time.description
    case .duration(let span): return span.description
    case .type(let type): return type.name
    case .list(let list):
      var parts: [String] = []
      for element in list.elements {
        guard let part = text(element) else { return nil }
        parts.append(part)
      }
      return "[\(parts.joined(separator: ", "))]"
    case .map(let map):
      var parts: [(key: String, value: String)] = []
      for entry in map.entries {
        guard let key = text(entry.key), let value = text(entry.value) else { return nil }
        parts.append((key, value))
      }
      parts.sort { Text.order($0.key, $1.key) < 0 }
      return "{\(parts.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
    case .optional, .opaque, .error: return nil
    }
  }

  static func decimal(_ value: Value) -> String? {
    switch value {
    case .int(let number): String(number)
    case .uint(let number): String(number)
    case .double(let number): notFinite(number) ?? DecimalText.plain(number)
    default: nil
    }
  }

  static func whole(_ value: Value, radix: Int) -> String? {
    switch value {
    case .int(let number): String(number, radix: radix)
    case .uint(let number): String(number, radix: radix)
    default: nil
    }
  }

  static func hexadecimal(_ value: Value) -> String? {
    switch value {
    case .string(let text): hexadecimal(text.utf8)
    case .bytes(let bytes): hexadecimal(bytes)
    default: whole(value, radix: 16)
    }
  }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    for byte in bytes {
      out.append(digits[Int(byte >> 4)])
      out.append(digits[Int(byte & 15)])
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Rounded half to even, as the exact binary value lies.
  static func fraction(_ value: Value, _ precision: Int, isScientific: Bool) -> String? {
    guard value.isNumber, let number = value.asDouble else { return nil }
    if let word = notFinite(number) { return word }
    // The longest finite number has 309 digits before the point.
    let room = precision + 330
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: room) { buffer in
      guard let start = buffer.baseAddress else { return nil }
      let format = isScientific ? "%.*e" : "%.*f"
      let count = withVaList([Int32(precision), number]) { vsnprintf(start, room, format, $0) }
      return String(decoding: buffer.prefix(Int(count)).lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  private static func notFinite(_ number: Double) -> String? {
    number.isNaN ? "NaN" : number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : nil
  }
}
