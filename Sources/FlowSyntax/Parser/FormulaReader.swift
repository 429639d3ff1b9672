import Diagnostics

/// Values that may be computed.
extension ValueReader {
  /// `=…`; `true` and `false` stand for themselves.
  func formula(_ node: YAMLNode?, _ key: Key) -> TextValue? {
    guard let node, let value = computed(node, key) else { return nil }
    if case .template = value.content {
      bad(node, key)
      return nil
    }
    return value
  }

  /// `=…`, or text with `${…}`; other text is a forgotten `=`.
  func computed(_ node: YAMLNode?, _ key: Key) -> TextValue? {
    guard let node else { return nil }
    guard let scalar = node.scalar else {
      bad(node, key)
      return nil
    }
    let value = TextReader(findings: findings, wantsFormula: true).read(node, scalar)
    guard case .literal(let literal) = value.content else { return value }
    switch literal {
    case .bool: return value
    case .string:
      reportForgottenEquals(node, scalar, key)
      return nil
    case .null, .int, .double:
      bad(node, key)
      return nil
    }
  }

  private func reportForgottenEquals(_ node: YAMLNode, _ scalar: YAMLScalar, _ key: Key) {
    if let inside = ForeignTemplate.wholeInside(scalar.text) {
      let written = "=\(inside)"
      let isSimple = !inside.contains { ":#,{}[]".contains($0) } && scalar.style != .literal && scalar.style != .folded
      findings.add(
        ShapeFact.formulaExpected(key: key.name, text: scalar.text, offer: "\(key.name): \(firstLine(written))"), at: node.span,
        fix: isSimple ? Fix("Write `\(written)`.", replace: node.span, with: written) : nil)
      return
    }
    var fix: Fix?
    let start = scalar.span.range.lowerBound
    switch scalar.style {
    case .plain: fix = Fix("Put `=` before it.", replace: scalar.span.file.span(start..<start), with: "=")
    case .singleQuoted, .doubleQuoted: fix = Fix("Put `=` before it.", replace: scalar.span.file.span(start + 1..<start + 1), with: "=")
    case .literal, .folded: break
    }
    findings.add(
      ShapeFact.formulaExpected(key: key.name, text: scalar.text, offer: "\(key.name): =\(firstLine(scalar.text))"), at: node.span, fix: fix)
  }

  private func firstLine(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline }.prefix(60)
    return line.count < text.count ? line + "…" : String(line)
  }

  /// Text, a formula, or text with formulas.
  func template(_ node: YAMLNode?, _ key: Key) -> TextValue? {
    guard let node, !node.isMissing else { return nil }
    guard let scalar = node.scalar else {
      bad(node, key)
      return nil
    }
    return TextReader(findings: findings).read(node, scalar)
  }

  /// Any data; nil only for an empty value.
  func data(_ node: YAMLNode) -> DataValue? {
    switch node.content {
    case .scalar(let scalar): return node.isMissing ? nil : .scalar(TextReader(findings: findings).read(node, scalar))
    case .sequence(let items): return .list(items.compactMap(data), node.span)
    case .mapping(let pairs): return .object(fields(pairs), node.span)
    }
  }

  private func fields(_ pairs: [YAMLPair]) -> [Field] {
    pairs.compactMap { pair in
      guard let name = pair.name, let value = data(pair.value) else { return nil }
      return Field(name: Located(name, pair.key.span), value: value)
    }
  }

  /// Names and data; at least one.
  func fields(_ node: YAMLNode?, _ key: Key) -> [Field]? {
    guard let node, let pairs = node.pairs(wanted: key.type.words, key: key.name, into: findings) else { return nil }
    // What could not be read has been told.
    if pairs.isEmpty, node.span.text.allSatisfy({ $0.isWhitespace || $0 == "{" || $0 == "}" }) {
      findings.add(ShapeFact.nothingIn(key: key.name), at: node.span)
    }
    return fields(pairs)
  }

  /// One text, formula or template, or a list of them.
  func receivers(_ node: YAMLNode?, _ key: Key) -> DataValue? {
    guard let node else { return nil }
    guard case .sequence(let items) = node.content else { return template(node, key).map { .scalar($0) } }
    if items.isEmpty { findings.add(ShapeFact.nothingIn(key: key.name), at: node.span) }
    return .list(items.compactMap { template($0, key).map { .scalar($0) } }, node.span)
  }
}
