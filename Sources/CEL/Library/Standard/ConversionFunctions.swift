extension Function {
  /// `int`, `uint`, `double`, `string`, `bytes`, `bool`, `timestamp`, `duration`, `type`, `dyn`.
  static let conversions: [Function] = [
    Function(
      "int",
      [
        .global("int64_to_int64", [.int], .int) { $0 },
        .global("uint64_to_int64", [.uint], .int) { $0.asInt.map(Value.int) ?? .error(Failures.overflow) },
        .global("double_to_int64", [.double], .int) { Conversion.int($0) },
        .global("string_to_int64", [.string], .int) { value in
          value.asString.flatMap { Int64($0) }.map(Value.int) ?? Conversion.unreadable(value, "a whole number")
        },
        .global("timestamp_to_int64", [.timestamp], .int) { $0.asTimestamp.map { .int($0.seconds) } ?? $0 },
      ]),
    Function(
      "uint",
      [
        .global("uint64_to_uint64", [.uint], .uint) { $0 },
        .global("int64_to_uint64", [.int], .uint) { $0.asInt.flatMap { UInt64(exactly: $0) }.map(Value.uint) ?? .error(Failures.overflow) },
        .global("double_to_uint64", [.double], .uint) { Conversion.uint($0) },
        .global("string_to_uint64", [.string], .uint) { value in
          value.asString.flatMap { UInt64($0) }.map(Value.uint) ?? Conversion.unreadable(value, "a whole number from 0")
        },
      ]),
    Function(
      "double",
      [
        .global("double_to_double", [.double], .double) { $0 },
        .global("int64_to_double", [.int], .double) { .double($0.asDouble ?? 0) },
        .global("uint64_to_double", [.uint], .double) { .double($0.asDouble ?? 0) },
        .global("string_to_double", [.string], .double) { Conversion.double($0) },
      ]),
    Function(
      "bool",
      [
        .global("bool_to_bool", [.bool], .bool) { $0 },
        .global("string_to_bool", [.string], .bool) { value in
          switch value.asString {
          case "1", "t", "T", "true", "TRUE", "True": .bool(true)
          case "0", "f", "F", "false", "FALSE", "False": .bool(false)
          default: Conversion.unreadable(value, "true or false")
          }
        },
      ]),
    Function("string", stringOverloads),
    Function(
      "bytes",
      [
        .global("bytes_to_bytes", [.bytes], .bytes) { $0 },
        .global("string_to_bytes", [.string], .bytes) { .bytes(Array(($0.asString ?? "").utf8)) },
      ]),
    Function(
      "timestamp",
      [
        .global("timestamp_to_timestamp", [.timestamp], .timestamp) { $0 },
        .global("string_to_timestamp", [.string], .timestamp) { value in
          value.asString.flatMap { Timestamp($0) }.map(Value.timestamp)
            ?? Conversion.unreadable(value, "a time such as `2026-03-14T09:00:00Z`")
        },
        .global("int64_to_timestamp", [.int], .timestamp) {
          $0.asInt.flatMap { Timestamp(seconds: $0) }.map(Value.timestamp) ?? .error(Failures.timeRange)
        },
      ]),
    Function(
      "duration",
      [
        .global("duration_to_duration", [.duration], .duration) { $0 },
        .global("string_to_duration", [.string], .duration) { value in
          value.asString.flatMap { Timespan($0) }.map(Value.duration) ?? Conversion.unreadable(value, "a duration such as `1h30m`")
        },
      ]),
    Function("type", [.global("type", [.parameter("A")], .type(.parameter("A"))) { .type($0.type) }]),
    Function("dyn", [.global("to_dyn", [.parameter("A")], .dyn) { $0 }]),
  ]

  private static let stringOverloads: [Overload] = [
    .global("string_to_string", [.string], .string) { $0 },
    .global("bool_to_string", [.bool], .string) { .string($0 == .bool(true) ? "true" : "false") },
    .global("int64_to_string", [.int], .string) { .string(String($0.asInt ?? 0)) },
    .global("uint64_to_string", [.uint], .string) { value in
      if case .uint(let number) = value { .string(String(number)) } else { value }
    },
    .global("double_to_string", [.double], .string) { .string(NumberText.general($0.asDouble ?? 0)) },
    .global("bytes_to_string", [.bytes], .string) { value in
      String(validating: value.asBytes ?? [], as: UTF8.self).map(Value.string) ?? Failures.bad("The bytes are no UTF-8 text.")
    },
    .global("timestamp_to_string", [.timestamp], .string) { .string($0.asTimestamp?.description ?? "") },
    .global("duration_to_string", [.duration], .string) { .string($0.asDuration?.description ?? "") },
  ]
}

enum Conversion {
  static func unreadable(_ value: Value, _ wanted: String) -> Value {
    let text = value.asString ?? value.jsonText
    let shown = text.unicodeScalars.count > 40 ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(40))) + "…" : text
    return Failures.bad("`\(shown)` is not \(wanted).")
  }

  /// Toward zero. The least and greatest int are out of range, as a double cannot tell them from their neighbours.
  static func int(_ value: Value) -> Value {
    guard let number = value.asDouble, number > -0x1p63, number < 0x1p63 else { return .error(Failures.overflow) }
    return .int(Int64(number))
  }

  static func uint(_ value: Value) -> Value {
    guard let number = value.asDouble, number > -1, number < 0x1p64 else { return .error(Failures.overflow) }
    guard number >= 0 else { return .error(Failures.overflow) }
    return .uint(UInt64(number))
  }

  static func double(_ value: Value) -> Value {
    guard let text = value.asString, let number = Double(text) else { return unreadable(value, "a number") }
    let spellsInfinity = text.utf8.contains { $0 | 0x20 == UInt8(ascii: "i") }
    if number.isInfinite, !spellsInfinity { return .error(Failures.overflow) }
    return .double(number)
  }
}
