extension Function {
  /// Functions that take text apart and put it together.
  static let replacing: [Function] = [
    Function(
      "replace",
      [
        .member("string_replace_string_string", [.string, .string, .string], .string) { text, old, new in replace(text, old, new, .int(-1)) },
        Overload(
          "string_replace_string_string_int", isMember: true, [.string, .string, .string, .int], .string,
          .many { arguments in
            guard arguments.count == 4 else { return Failures.bad("`replace` needs what to replace, by what, and how often.") }
            return replace(arguments[0], arguments[1], arguments[2], arguments[3])
          }),
      ]),
    Function(
      "split",
      [
        .member("string_split_string", [.string, .string], .list(.string)) { text, separator in split(text, separator, .int(-1)) },
        .member("string_split_string_int", [.string, .string, .int], .list(.string), split),
      ]),
    Function(
      "join",
      [
        .member("list_join", [.list(.string)], .string) { list in join(list, .string("")) },
        .member("list_join_string", [.list(.string), .string], .string, join),
      ]),
  ]

  private static func replace(_ text: Value, _ old: Value, _ new: Value, _ limit: Value) -> Value {
    guard case .string(let text) = text, case .string(let old) = old, case .string(let new) = new, let limit = limit.asInt else {
      return Failures.bad("`replace` needs text.")
    }
    let most = limit < 0 ? Int.max : Int(limit)
    let bytes = Array(text.utf8)
    let added = Array(new.utf8)
    let cuts = old.isEmpty ? boundaries(bytes, most) : occurrences(of: Array(old.utf8), in: bytes, most)
    let length = old.utf8.count
    guard bytes.count + cuts.count * added.count <= Failures.longestText else { return Failures.tooLong }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + cuts.count * added.count)
    var at = 0
    for cut in cuts {
      out += bytes[at..<cut]
      out += added
      at = cut + length
    }
    out += bytes[at...]
    return .string(String(decoding: out, as: UTF8.self))
  }

  @Sendable private static func split(_ text: Value, _ separator: Value, _ limit: Value) -> Value {
    guard case .string(let text) = text, case .string(let separator) = separator, let limit = limit.asInt else {
      return Failures.bad("`split` needs text.")
    }
    guard limit != 0, !(text.isEmpty && separator.isEmpty) else { return .list([]) }
    let most = limit < 0 ? Int.max : Int(limit) - 1
    let bytes = Array(text.utf8)
    let cuts =
      separator.isEmpty
      ? Array(boundaries(bytes, .max).dropFirst().dropLast().prefix(most)) : occurrences(of: Array(separator.utf8), in: bytes, most)
    var parts: [Value] = []
    parts.reserveCapacity(cuts.count + 1)
    var at = 0
    for cut in cuts {
      parts.append(.string(String(decoding: bytes[at..<cut], as: UTF8.self)))
      at = cut + separator.utf8.count
    }
    parts.append(.string(String(decoding: bytes[at...], as: UTF8.self)))
    return .list(parts)
  }

  @Sendable private static func join(_ list: Value, _ separator: Value) -> Value {
    let separator = separator.asString ?? ""
    var out = ""
    for (index, element) in (list.asList ?? []).enumerated() {
      guard case .string(let text) = element else {
        return .error(EvaluationError(.noSuchOverload, "`join` needs a list of text, but one element is \(element.type.shownName)."))
      }
      if index > 0 { out += separator }
      out += text
      guard out.utf8.count <= Failures.longestText else { return Failures.tooLong }
    }
    return .string(out)
  }

  /// Offsets before each code point and at the end.
  private static func boundaries(_ bytes: [UInt8], _ most: Int) -> [Int] {
    var offsets: [Int] = []
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 && offsets.count < most { offsets.append(offset) }
    if offsets.count < most { offsets.append(bytes.count) }
    return offsets
  }

  /// Offsets of occurrences, none over another.
  private static func occurrences(of part: [UInt8], in bytes: [UInt8], _ most: Int) -> [Int] {
    var offsets: [Int] = []
    bytes.withUnsafeBytes { bytes in
      part.withUnsafeBytes { part in
        var at = 0
        while offsets.count < most, let found = Text.offset(of: part, in: UnsafeRawBufferPointer(rebasing: bytes[at...])) {
          offsets.append(at + found)
          at += found + part.count
        }
      }
    }
    return offsets
  }
}
