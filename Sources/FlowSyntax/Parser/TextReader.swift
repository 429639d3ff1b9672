import Diagnostics

/// Tells text, formulas and templates apart.
struct TextReader {
  /// Formulas of one text.
  static let formulaLimit = 500

  let findings: Findings
  /// Whether text that is no formula is told as such: what other tools would put into it is no second finding.
  var wantsFormula = false

  func read(_ node: YAMLNode, _ scalar: YAMLScalar) -> TextValue {
    if scalar.style == .plain {
      switch CoreSchema.resolve(scalar.text) {
      case .scalar(.string): break
      case .scalar(let value): return TextValue(.literal(value), node.span)
      case .tooLarge:
        findings.add(YAMLFact.integerTooLarge(scalar.text), at: node.span, fix: Quoting.fix("Quote it.", node.span))
        return TextValue(.literal(.string(scalar.text)), node.span)
      }
    }
    if scalar.text.utf8.first == UInt8(ascii: "=") {
      let formula = Formula(text: String(scalar.text.dropFirstScalar()), scalar: scalar, offset: 1)
      if isBlank(formula.text) { findings.add(ShapeFact.emptyFormula, at: node.span) }
      return TextValue(.formula(formula), node.span)
    }
    if !wantsFormula {
      ForeignTemplate(findings: findings).report(in: scalar)
      reportTypographicQuotes(node, scalar)
    }
    return TextValue(template(scalar), node.span)
  }

  /// `to: “cs-alerts”`: YAML knows straight quotes only.
  private func reportTypographicQuotes(_ node: YAMLNode, _ scalar: YAMLScalar) {
    guard scalar.style == .plain, let first = scalar.text.first, let last = scalar.text.last, scalar.text.count > 1 else { return }
    let pairs: [Character: [Character]] = ["“": ["”", "“"], "„": ["“", "”"], "‘": ["’", "‘"], "‚": ["‘", "’"], "”": ["”"]]
    guard pairs[first]?.contains(last) ?? false, !scalar.text.dropFirst().dropLast().contains(where: { $0 == first || $0 == last }) else { return }
    let inside = String(scalar.text.dropFirst().dropLast())
    findings.add(
      ShapeFact.typographicQuotes(scalar.text), at: node.span,
      fix: Fix("Put straight quotes in their place.", replace: node.span, with: Quoting.single(inside)))
  }

  private func template(_ scalar: YAMLScalar) -> TextValue.Content {
    let bytes = Array(scalar.text.utf8)
    let escaped = bytes.starts(with: Array("\\=".utf8))
    guard escaped || bytes.contains(UInt8(ascii: "$")) else { return .literal(.string(scalar.text)) }
    var pieces: [TextValue.Piece] = []
    var literal: [UInt8] = []
    var formulas = 0
    var index = escaped ? 1 : 0
    while index < bytes.count {
      if starts("$${", bytes, index) {
        literal += Array("${".utf8)
        index += 3
      } else if starts("${", bytes, index) {
        guard let close = Self.closingBrace(bytes, from: index + 2) else {
          findings.add(ShapeFact.unclosedTemplate, at: scalar.span(index..<index + 2))
          literal += bytes[index...]
          break
        }
        guard formulas < Self.formulaLimit else {
          findings.add(ShapeFact.tooManyFormulas(limit: Self.formulaLimit), at: scalar.span(index..<index + 2))
          break
        }
        formulas += 1
        if !literal.isEmpty { pieces.append(.text(String(decoding: literal, as: UTF8.self))) }
        literal = []
        let formula = Formula(text: String(decoding: bytes[index + 2..<close], as: UTF8.self), scalar: scalar, offset: index + 2)
        if isBlank(formula.text) { findings.add(ShapeFact.emptyFormula, at: scalar.span(index..<close + 1)) }
        pieces.append(.formula(formula))
        index = close + 1
      } else {
        literal.append(bytes[index])
        index += 1
      }
    }
    let rest = String(decoding: literal, as: UTF8.self)
    if pieces.isEmpty { return .literal(.string(rest)) }
    if !rest.isEmpty { pieces.append(.text(rest)) }
    return .template(pieces)
  }

  private func starts(_ text: StaticString, _ bytes: [UInt8], _ index: Int) -> Bool {
    guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { bytes[index..<index + $0.count].elementsEqual($0) }
  }

  private func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy { $0 <= 0x20 } }

  /// The `}` that closes a `${` whose formula begins at `start`: braces in strings and pairs of braces do not count.
  static func closingBrace(_ bytes: [UInt8], from start: Int) -> Int? {
    var depth = 0
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let end = FormulaExtent.stringEnd(bytes, from: index, limit: bytes.count) else { return nil }
        index = end
        continue
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        if depth == 0 { return index }
        depth -= 1
      default: break
      }
      index += 1
    }
    return nil
  }
}

extension String {
  /// Without the first code point, even where it makes one character with what follows.
  fileprivate func dropFirstScalar() -> Substring {
    guard !isEmpty else { return self[...] }
    return self[unicodeScalars.index(after: startIndex)...]
  }
}
