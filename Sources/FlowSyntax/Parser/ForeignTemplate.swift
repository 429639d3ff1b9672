import Diagnostics

/// `{{ … }}` and `{% … %}`, which many tools fill in and this one leaves as they are.
struct ForeignTemplate {
  let findings: Findings

  /// Reports the first one of a text.
  func report(in scalar: YAMLScalar) {
    let bytes = Array(scalar.text.utf8)
    guard let range = Self.first(in: bytes) else { return }
    let text = String(decoding: bytes[range], as: UTF8.self)
    let inside = String(decoding: bytes[range].dropFirst(2).dropLast(2), as: UTF8.self).trimmed
    let span = scalar.span(range)
    guard Self.isPath(inside) else { return findings.add(ShapeFact.foreignTemplate(text, offer: nil), at: span) }
    let offer = range.count == bytes.count ? "=\(inside)" : "${\(inside)}"
    findings.add(ShapeFact.foreignTemplate(text, offer: offer), at: span, fix: Fix("Write `\(offer)`.", replace: span, with: offer))
  }

  private static func first(in bytes: [UInt8]) -> Range<Int>? {
    let (open, close, percent) = (UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "%"))
    for start in bytes.indices.dropLast(3) where bytes[start] == open && (bytes[start + 1] == open || bytes[start + 1] == percent) {
      if start > 0, bytes[start - 1] == UInt8(ascii: "$") { continue }
      let last = bytes[start + 1] == open ? close : percent
      for end in (start + 2)..<(bytes.count - 1) where bytes[end] == last && bytes[end + 1] == close { return start..<end + 2 }
    }
    return nil
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
