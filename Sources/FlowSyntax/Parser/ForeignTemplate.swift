import Diagnostics

/// `{{ … }}`, `{% … %}`, `{event.Name}` and `$event.Name`, which other tools fill in and this one leaves as they are.
struct ForeignTemplate {
  let findings: Findings

  /// Reports the first one of a text.
  func report(in scalar: YAMLScalar) {
    let bytes = Array(scalar.text.utf8)
    guard let (range, inner) = Self.first(in: bytes) ?? Self.merge(in: bytes) ?? Self.path(in: bytes) else { return }
    let text = String(decoding: bytes[range], as: UTF8.self)
    let inside = String(decoding: bytes[inner], as: UTF8.self).trimmed
    let span = scalar.span(range)
    guard Self.isPath(inside) else { return findings.add(ShapeFact.foreignTemplate(text, offer: nil), at: span) }
    let offer = range.count == bytes.count ? "=\(inside)" : "${\(inside)}"
    findings.add(ShapeFact.foreignTemplate(text, offer: offer), at: span, fix: Fix("Write `\(offer)`.", replace: span, with: offer))
  }

  /// What is between the braces of text that is `{{ … }}` and nothing else.
  static func wholeInside(_ text: String) -> String? {
    let text = text.trimmed
    let prefix = text.hasPrefix("${{") ? 3 : text.hasPrefix("{{") ? 2 : 0
    guard prefix > 0, text.hasSuffix("}}"), text.count > prefix + 2 else { return nil }
    let inside = String(text.dropFirst(prefix).dropLast(2)).trimmed
    return inside.isEmpty || inside.contains("{{") ? nil : inside
  }

  /// `{!Account.Name}`
  private static func merge(in bytes: [UInt8]) -> (whole: Range<Int>, inner: Range<Int>)? {
    for start in bytes.indices.dropLast(2) where bytes[start] == UInt8(ascii: "{") && bytes[start + 1] == UInt8(ascii: "!") {
      var end = start + 2
      while end < bytes.count, isPart(bytes[end]) || bytes[end] == UInt8(ascii: "$") { end += 1 }
      if end > start + 2, end < bytes.count, bytes[end] == UInt8(ascii: "}") { return (start..<end + 1, start + 2..<start + 2) }
    }
    return nil
  }

  private static func first(in bytes: [UInt8]) -> (whole: Range<Int>, inner: Range<Int>)? {
    let (open, close, percent) = (UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "%"))
    for start in bytes.indices.dropLast(3) where bytes[start] == open && (bytes[start + 1] == open || bytes[start + 1] == percent) {
      if start > 0, bytes[start - 1] == UInt8(ascii: "$") { continue }
      let last = bytes[start + 1] == open ? close : percent
      for end in (start + 2)..<(bytes.count - 1) where bytes[end] == last && bytes[end + 1] == close {
        return (start..<end + 2, start + 2..<end)
      }
    }
    return nil
  }

  /// `{event.Name}` and `$event.Name`: only what formulas see everywhere, for braces and dollars are common in text.
  private static func path(in bytes: [UInt8]) -> (whole: Range<Int>, inner: Range<Int>)? {
    let (open, close, dollar) = (UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "$"))
    for start in bytes.indices where bytes[start] == open || bytes[start] == dollar {
      if start > 0, bytes[start - 1] == dollar { continue }
      var end = start + 1
      while end < bytes.count, isPart(bytes[end]) { end += 1 }
      while end > start + 1, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
      let text = String(decoding: bytes[start + 1..<end], as: UTF8.self)
      guard isPath(text), ["event", "row", "was", "settings"].contains(text.split(separator: ".")[0]) else { continue }
      if bytes[start] == dollar { return (start..<end, start + 1..<end) }
      if end < bytes.count, bytes[end] == close { return (start..<end + 1, start + 1..<end) }
    }
    return nil
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: false
    }
  }

  /// `event.Name`
  private static func isPath(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 && parts.allSatisfy { Identifier.isValid(String($0)) }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
