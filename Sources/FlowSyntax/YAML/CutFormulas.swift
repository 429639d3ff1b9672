import Diagnostics

/// Formulas that YAML has cut at a comma or a `: `, because they are not quoted.
struct CutFormulas {
  let file: SourceFile
  let findings: Findings

  /// In a flow collection `{ a: =f(x, y) }` is a key `a` with the text `=f(x`, and a key `y)`: the formula is reported once, and put together
  /// again so that no other finding follows from it. `children` are items, or keys and values in turn.
  func mend(_ children: inout [YAMLNode], isMapping: Bool) {
    var index = isMapping ? 1 : 0
    while index < children.count {
      defer { index += isMapping ? 2 : 1 }
      guard case .scalar(let scalar) = children[index].content, scalar.style == .plain, scalar.inFlow, scalar.text.first == "=",
        FormulaExtent.isOpen(scalar.text)
      else { continue }
      let start = scalar.span.range.lowerBound
      let extent = FormulaExtent(file.bytes, from: start, inFlow: true)
      let whole = file.span(start..<max(extent.end, scalar.span.range.upperBound))
      report(.comma, whole, isClosed: extent.isClosed)
      let text = ScalarReader.plainText(file.bytes, whole.range)
      children[index] = YAMLNode(.scalar(YAMLScalar(text: text, style: .plain, span: whole, inFlow: true)), span: whole)
      let rest = children[(index + 1)...].firstIndex { extent.isClosed && $0.span.range.lowerBound >= whole.range.upperBound }
      children.removeSubrange(index + 1..<(rest ?? children.count))
    }
  }

  /// `- =x ? y : z` is a mapping with the key `=x ? y`.
  func isCutKey(_ key: YAMLScalar, _ value: YAMLNode) -> Bool {
    guard key.style == .plain, key.text.first == "=" else { return false }
    // Where so much is wrong, looking for the ends of more formulas costs time and helps nobody.
    if findings.all.count > 50 { return true }
    let start = key.span.range.lowerBound
    let extent = FormulaExtent(file.bytes, from: start, inFlow: key.inFlow)
    let end = max(extent.end, key.span.range.upperBound)
    report(.colon, file.span(start..<end), isClosed: extent.isClosed)
    return true
  }

  /// One finding with the quoted form, which is offered as the fix where the formula's end is known.
  func report(_ cut: YAMLFact.Cut, _ whole: SourceSpan, isClosed: Bool) {
    findings.add(
      YAMLFact.formulaCut(by: cut, whole: Quoting.single(whole.text)), at: whole, fix: isClosed ? Quoting.fix("Quote the formula.", whole) : nil)
  }
}
