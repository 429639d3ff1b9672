extension Function {
  /// Functions that find or take parts of text.
  static let places: [Function] = [
    Function("charAt", [.member("string_char_at_int", [.string, .int], .string, charAt)]),
    Function(
      "indexOf",
      [
        .member("string_index_of_string", [.string, .string], .int) { text, part in indexOf(text, part, .int(0)) },
        .member("string_index_of_string_int", [.string, .string, .int], .int, indexOf),
      ]),
    Function(
      "lastIndexOf",
      [
        .member("string_last_index_of_string", [.string, .string], .int) { text, part in lastIndexOf(text, part, nil) },
        .member("string_last_index_of_string_int", [.string, .string, .int], .int) { text, part, place in lastIndexOf(text, part, place) },
      ]),
    Function(
      "substring",
      [
        .member("string_substring_int", [.string, .int], .string) { text, start in substring(text, start, nil) },
        .member("string_substring_int_int", [.string, .int, .int], .string) { text, start, end in substring(text, start, end) },
      ]),
  ]

  @Sendable private static func charAt(_ text: Value, _ place: Value) -> Value {
    CodePoints.of(text.asString ?? "") { points in
      let place = place.asInt ?? -1
      guard place >= 0, place <= points.count else { return Failures.outOfRange(place, count: points.count) }
      return .string(place == points.count ? "" : points.text(Int(place)..<Int(place) + 1))
    }
  }

  @Sendable private static func indexOf(_ text: Value, _ part: Value, _ from: Value) -> Value {
    var part = part.asString ?? ""
    return CodePoints.of(text.asString ?? "") { points in
      let from = from.asInt ?? -1
      guard from >= 0, from <= points.count else { return Failures.outOfRange(from, count: points.count) }
      let start = points.offset(of: Int(from))
      let rest = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: points.bytes[start...]))
      let found = part.withUTF8 { Text.offset(of: UnsafeRawBufferPointer($0), in: rest) }
      return .int(found.map { Int64(points.place(of: start + $0)) } ?? -1)
    }
  }

  private static func lastIndexOf(_ text: Value, _ part: Value, _ from: Value?) -> Value {
    var part = part.asString ?? ""
    return CodePoints.of(text.asString ?? "") { points in
      let from = from.map { $0.asInt ?? -1 } ?? Int64(points.count)
      guard from >= 0, from <= points.count else { return Failures.outOfRange(from, count: points.count) }
      let limit = points.offset(of: Int(from))
      let found = part.withUTF8 { points.lastOffset(of: $0, atOrBefore: limit) }
      return .int(found.map { Int64(points.place(of: $0)) } ?? -1)
    }
  }

  private static func substring(_ text: Value, _ start: Value, _ end: Value?) -> Value {
    CodePoints.of(text.asString ?? "") { points in
      let start = start.asInt ?? -1
      let end = end.map { $0.asInt ?? -1 } ?? Int64(points.count)
      for place in [start, end] where place < 0 || place > points.count { return Failures.outOfRange(place, count: points.count) }
      guard start <= end else { return Failures.bad("`substring` needs its start before its end, not \(start) to \(end).") }
      return .string(points.text(Int(start)..<Int(end)))
    }
  }
}
