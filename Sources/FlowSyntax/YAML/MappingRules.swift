import Diagnostics

/// What holds for every mapping: keys are text, none is there twice, each has a value.
struct MappingRules {
  let findings: Findings

  func pairs(of children: [YAMLNode]) -> [YAMLPair] {
    var pairs: [YAMLPair] = []
    var seen: [String: YAMLNode] = [:]
    var index = 0
    while index + 1 < children.count {
      let (key, value) = (children[index], children[index + 1])
      index += 2
      guard case .scalar(let scalar) = key.content else {
        findings.add(YAMLFact.keyIsNoText, at: key.span)
        continue
      }
      if scalar.style == .plain, scalar.text == "<<" {
        findings.add(YAMLFact.mergeKey, at: key.span)
        continue
      }
      if CutFormulas(file: key.span.file, findings: findings).isCutKey(scalar, value) { continue }
      if let first = seen[scalar.text] {
        findings.add(YAMLFact.duplicateKey(scalar.text), at: key.span, labels: [.init("the first one", at: first.span)])
        continue
      }
      seen[scalar.text] = key
      ValueRules(findings: findings).check(value, key: key, name: scalar.text)
      pairs.append(YAMLPair(key: key, value: value))
    }
    return pairs
  }
}

/// What holds for every value: it is there, and YAML has not cut it.
struct ValueRules {
  let findings: Findings

  func checkItems(_ items: [YAMLNode]) {
    for item in items { check(item, key: nil, name: nil) }
  }

  func check(_ value: YAMLNode, key: YAMLNode?, name: String?) {
    guard case .scalar(let scalar) = value.content, scalar.style == .plain else { return }
    if reportComment(after: scalar, value) { return }
    // The tag that stands in its place has been told.
    if scalar.text.isEmpty, !followsTag(value) { findings.add(YAMLFact.emptyValue(key: name), at: key?.span ?? value.span) }
  }

  /// `text: !important`
  private func followsTag(_ value: YAMLNode) -> Bool {
    let bytes = value.span.file.bytes
    var index = value.span.range.lowerBound
    while index > 0, bytes[index - 1] > 0x20 { index -= 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: "!")
  }

  /// `Deal won #1`, `to: #channel`, and a formula whose string has ` #` in it.
  private func reportComment(after scalar: YAMLScalar, _ value: YAMLNode) -> Bool {
    let file = value.span.file
    let bytes = file.bytes
    let end = value.span.range.upperBound
    var index = end
    while index < bytes.count, bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") { index += 1 }
    guard index > end, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "#") else { return false }
    var stop = index
    while stop < bytes.count, bytes[stop] != UInt8(ascii: "\n"), bytes[stop] != UInt8(ascii: "\r") { stop += 1 }
    while stop > index, bytes[stop - 1] <= 0x20 { stop -= 1 }
    if scalar.text.first == "=", FormulaExtent.isOpen(scalar.text) {
      let whole = file.span(value.span.range.lowerBound..<stop)
      findings.add(
        YAMLFact.formulaCut(by: .hash, whole: Quoting.single(whole.text)), at: file.span(index..<stop),
        fix: Quoting.fix("Quote the formula.", whole))
      return true
    }
    let next = bytes[index + 1]
    guard next > 0x20, next != UInt8(ascii: "#"), stop > index + 1 else { return false }
    let whole = file.span((scalar.text.isEmpty ? index : value.span.range.lowerBound)..<stop)
    findings.add(
      YAMLFact.cutByHash(rest: file.text(in: index..<stop)), at: file.span(index..<stop),
      fix: scalar.inFlow ? nil : Quoting.fix("Quote the text.", whole))
    return true
  }
}
