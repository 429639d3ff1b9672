import Diagnostics

/// `{{ event.Name }}` without quotes: to YAML a mapping whose key is a mapping, and to the one who wrote it a value.
struct BracesOfOtherTools {
  let file: SourceFile
  let findings: Findings

  /// `{event.Name}`: a mapping of one key without a value.
  func path(_ span: SourceSpan, _ children: [YAMLNode]) -> YAMLNode? {
    guard children.count == 2, children[1].isMissing, let key = children[0].scalar, key.style == .plain, key.text.contains("."),
      key.text.split(separator: ".").allSatisfy({ Identifier.isValid(String($0)) })
    else { return nil }
    let offer = "=\(key.text)"
    findings.add(YAMLFact.bracesUnquoted(span.text, offer: offer), at: span, fix: Fix("Write `\(offer)`.", replace: span, with: offer))
    return scalar(span)
  }

  /// Text in place of such a mapping, so that no other finding follows; nil for any other. The inner one is not told, the outer one is.
  func text(_ span: SourceSpan, inner: SourceSpan?) -> YAMLNode? {
    let bytes = file.bytes
    let (start, end) = (span.range.lowerBound, span.range.upperBound)
    let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
    guard end > start, end <= bytes.count, bytes[start] == open, bytes[end - 1] == close else { return nil }
    if start > 0, bytes[start - 1] == open, end < bytes.count, bytes[end] == close { return scalar(span) }
    guard let inner, inner.range.lowerBound == start + 1, inner.range.upperBound == end - 1, bytes[start + 1] == open else { return nil }
    let path = inner.text.dropFirst().dropLast().split(separator: " ")
    let isPath = path.count == 1 && path[0].contains(".") && path[0].split(separator: ".").allSatisfy { Identifier.isValid(String($0)) }
    let offer = isPath ? "=\(path[0])" : nil
    findings.add(
      YAMLFact.bracesUnquoted(span.text, offer: offer), at: span, fix: offer.map { Fix("Write `\($0)`.", replace: span, with: $0) })
    return scalar(span)
  }

  private func scalar(_ span: SourceSpan) -> YAMLNode {
    YAMLNode(.scalar(YAMLScalar(text: span.text, style: .plain, span: span, inFlow: true)), span: span)
  }
}
