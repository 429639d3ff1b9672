extension Library {
  /// `regex.extract`, `regex.extractAll`, `regex.replace`, with RE2's patterns.
  public static let regex = Library("regex", version: 0, functions: Function.regex)
}

extension Function {
  static let regex: [Function] = [
    Function(
      "regex.extract",
      [
        .global("regex_extract_string_string", [.string, .string], .optional(.string)) { text, pattern in
          extracted(text, pattern, atMost: 1) { .optional($0.first) }
        }
      ]),
    Function(
      "regex.extractAll",
      [
        .global("regex_extractAll_string_string", [.string, .string], .list(.string)) { text, pattern in
          extracted(text, pattern, atMost: .max) { .list($0) }
        }
      ]),
    Function(
      "regex.replace",
      [
        .global("regex_replace_string_string_string", [.string, .string, .string], .string) { text, pattern, template in
          replaced(text, pattern, template, .int(-1))
        },
        Overload(
          "regex_replace_string_string_string_int", isMember: false, [.string, .string, .string, .int], .string,
          .many { arguments in
            guard arguments.count == 4 else { return Failures.bad("`regex.replace` needs text, a pattern, what to write, and how often.") }
            return replaced(arguments[0], arguments[1], arguments[2], arguments[3])
          }),
      ]),
  ]

  /// What the pattern's group caught, or the whole matches where it has none.
  private static func extracted(_ text: Value, _ pattern: Value, atMost most: Int, _ result: ([Value]) -> Value) -> Value {
    let text = text.asString ?? ""
    switch Pattern.of(pattern.asString ?? "") {
    case .failure(let error): return .error(error)
    case .success(let compiled):
      guard compiled.groups <= 1 else {
        return Failures.bad("A pattern to extract by has one group at most, not \(compiled.groups): write `(?:…)` for the others.")
      }
      let bytes = Array(text.utf8)
      var found: [Value] = []
      compiled.forEachMatch(text) { groups in
        if let range = groups[compiled.groups] { found.append(.string(String(decoding: bytes[range], as: UTF8.self))) }
        return found.count < most
      }
      return result(found)
    }
  }

  private static func replaced(_ text: Value, _ pattern: Value, _ template: Value, _ count: Value) -> Value {
    let text = text.asString ?? ""
    let count = count.asInt ?? 0
    if count == 0 { return .string(text) }
    switch Pattern.of(pattern.asString ?? "") {
    case .failure(let error): return .error(error)
    case .success(let compiled):
      guard let template = ReplacementTemplate(template.asString ?? "", groups: compiled.groups) else {
        return Failures.bad(
          #"What to write has a `\` without a digit or `\` behind it, or a group that the pattern has not: it has \#(compiled.groups)."#)
      }
      let bytes = Array(text.utf8)
      var out: [UInt8] = []
      var at = 0
      var left = count < 0 ? Int64.max : count
      compiled.forEachMatch(text) { groups in
        guard let whole = groups[0] else { return false }
        out += bytes[at..<whole.lowerBound]
        template.write(groups, of: bytes, to: &out)
        at = whole.upperBound
        left -= 1
        return left > 0 && out.count <= Failures.longestText
      }
      out += bytes[at...]
      return out.count <= Failures.longestText ? .string(String(decoding: out, as: UTF8.self)) : Failures.tooLong
    }
  }
}

extension Pattern {
  /// Hands over matches from left to right, none over another, until `body` answers false. Behind an empty match the search goes on one code point later.
  fileprivate func forEachMatch(_ text: String, _ body: ([Range<Int>?]) -> Bool) {
    let bytes = Array(text.utf8)
    var at = 0
    while at <= bytes.count, let groups = search(text, from: at, groups: max(1, min(self.groups, ReplacementTemplate.highestGroup))),
      let whole = groups[0]
    {
      guard body(groups) else { return }
      at = whole.upperBound
      if whole.isEmpty {
        at += 1
        while at < bytes.count, bytes[at] & 0xC0 == 0x80 { at += 1 }
      }
    }
  }
}

/// Text with `\1` for what a group caught, `\0` for the whole match and `\\` for a backslash.
private struct ReplacementTemplate {
  private enum Part {
    case text([UInt8])
    case group(Int)
  }

  /// A reference is one digit.
  static let highestGroup = 9

  private var parts: [Part] = []

  init?(_ text: String, groups: Int) {
    var plain: [UInt8] = []
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "\\") else {
        plain.append(byte)
        continue
      }
      guard let next = bytes.next() else { return nil }
      if next == UInt8(ascii: "\\") {
        plain.append(next)
      } else if (48...57).contains(next), Int(next - 48) <= groups {
        parts += [.text(plain), .group(Int(next - 48))]
        plain = []
      } else {
        return nil
      }
    }
    parts.append(.text(plain))
  }

  func write(_ groups: [Range<Int>?], of bytes: [UInt8], to out: inout [UInt8]) {
    for part in parts {
      switch part {
      case .text(let text): out += text
      case .group(let index): if let range = groups[index] { out += bytes[range] }
      }
    }
  }
}
