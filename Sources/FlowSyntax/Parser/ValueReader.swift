import Diagnostics

/// Reads the values of keys by their declared type; what does not fit is a finding that says what to write.
struct ValueReader {
  let findings: Findings
  /// Keys of steps that stand beside `steps`, where they are told: the step that lacks one of them is not.
  var astray: Set<String> = []

  func bad(_ node: YAMLNode, _ key: Key, _ type: KeyType? = nil) {
    let wants = (type ?? key.type).words
    if let scalar = node.scalar {
      findings.add(ShapeFact.badValue(key: key.name, wants: wants, found: scalar.text), at: node.span)
    } else {
      findings.add(ShapeFact.wrongKind(key: key.name, wants: wants, found: node.kind), at: node.span)
    }
  }

  /// What the scalar is when it is no formula; nil and a finding when it is one, or no scalar.
  func literal(_ node: YAMLNode, _ key: Key, _ type: KeyType? = nil) -> Scalar? {
    guard let scalar = node.scalar else {
      bad(node, key, type)
      return nil
    }
    switch TextReader(findings: findings).read(node, scalar).content {
    case .literal(let value): return value
    case .formula:
      findings.add(ShapeFact.noFormulaHere(key: key.name), at: node.span)
      return nil
    case .template:
      findings.add(ProjectFact.placeholderHere(key: key.name), at: node.span)
      return nil
    }
  }

  /// Text as it is written; a number or `true` is its own text, null is none.
  func text(_ node: YAMLNode?, _ key: Key, _ type: KeyType? = nil) -> Located<String>? {
    guard let node, !node.isMissing, let value = literal(node, key, type) else { return nil }
    switch value {
    case .string(let text):
      if text.isEmpty {
        bad(node, key, type)
        return nil
      }
      return Located(text, node.span)
    case .null:
      bad(node, key, type)
      return nil
    case .bool, .int, .double:
      return node.scalar.map { Located($0.text, node.span) }
    }
  }

  func boolean(_ node: YAMLNode?, _ key: Key) -> Located<Bool>? {
    guard let node, let value = literal(node, key) else { return nil }
    if case .bool(let flag) = value { return Located(flag, node.span) }
    bad(node, key)
    return nil
  }

  func integer(_ node: YAMLNode?, _ key: Key) -> Located<Int>? {
    guard let node, let value = literal(node, key) else { return nil }
    guard case .int(let number) = value, case .integer(let range) = key.type, let whole = Int(exactly: number), range.contains(whole) else {
      bad(node, key)
      return nil
    }
    return Located(whole, node.span)
  }

  func number(_ node: YAMLNode?, _ key: Key) -> Located<Double>? {
    guard let node, let value = literal(node, key) else { return nil }
    let number: Double? =
      switch value {
      case .int(let whole): Double(whole)
      case .double(let number): number
      default: nil
      }
    guard let number, number > 0, number.isFinite else {
      bad(node, key)
      return nil
    }
    return Located(number, node.span)
  }

  func duration(_ node: YAMLNode?, _ key: Key, positive: Bool = false) -> Located<Double>? {
    guard let node, let value = literal(node, key) else { return nil }
    guard case .string(let text) = value, let seconds = TimeLength.seconds(text), !positive || seconds > 0 else {
      bad(node, key)
      return nil
    }
    return Located(seconds, node.span)
  }

  func percent(_ node: YAMLNode?, _ key: Key) -> Located<Double>? {
    guard let node, let value = literal(node, key) else { return nil }
    guard case .string(let text) = value, text.hasSuffix("%"), let number = Double(text.dropLast()), (0...100).contains(number) else {
      bad(node, key)
      return nil
    }
    return Located(number / 100, node.span)
  }

  func choice<Choice: RawRepresentable & CaseIterable>(_ node: YAMLNode?, _ key: Key, _: Choice.Type) -> Located<Choice>?
  where Choice.RawValue == String {
    guard let node, let text = text(node, key) else { return nil }
    if let choice = Choice(rawValue: text.value) { return Located(choice, text.span) }
    let valid = Choice.allCases.map(\.rawValue)
    let fix = NearestName.of(text.value, in: valid).map { Fix("Write `\($0)`.", replace: node.span, with: $0) }
    findings.add(ShapeFact.badValue(key: key.name, wants: key.type.words, found: text.value), at: node.span, fix: fix)
    return nil
  }

  /// A name that formulas can use.
  func name(_ node: YAMLNode?, _ key: Key) -> Located<String>? {
    guard let node, let text = text(node, key) else { return nil }
    guard Identifier.isValid(text.value) else {
      bad(node, key)
      return nil
    }
    if Identifier.isReserved(text.value) {
      findings.add(ShapeFact.reservedName(text.value), at: node.span)
      return nil
    }
    return text
  }

  func texts(_ node: YAMLNode?, _ key: Key) -> [Located<String>]? {
    guard let node else { return nil }
    guard let items = node.items(wanted: key.type.words, key: key.name, into: findings) else { return nil }
    if items.isEmpty { findings.add(ShapeFact.nothingIn(key: key.name), at: node.span) }
    return items.compactMap { isFormula($0, key) ? nil : text($0, key, .text) }
  }

  /// `changed: [=event.score]`: where names are listed, the name is offered.
  private func isFormula(_ node: YAMLNode, _ key: Key) -> Bool {
    guard let scalar = node.scalar, scalar.text.hasPrefix("="), let name = scalar.text.split(separator: ".").last.map(String.init) else {
      return false
    }
    let path = scalar.text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(path.count), path.allSatisfy({ Identifier.isValid(String($0)) }) else { return false }
    let bare = path.count == 1 ? String(path[0]) : name
    findings.add(ShapeFact.formulaForName(key: key.name, offer: bare), at: node.span, fix: Fix("Write `\(bare)`.", replace: node.span, with: bare))
    return true
  }

  /// One text, or a list of them.
  func oneOrMany(_ node: YAMLNode?, _ key: Key) -> [Located<String>] {
    guard let node else { return [] }
    if case .sequence = node.content { return texts(node, key) ?? [] }
    return text(node, key).map { [$0] } ?? []
  }

  /// `CONNECTION.OBJECT`
  func object(_ node: YAMLNode?, _ key: Key) -> ObjectName? {
    guard let node, let text = text(node, key) else { return nil }
    guard let (connection, object) = split(text, node) else {
      findings.add(ShapeFact.notAnObject(text.value, key: key.name), at: node.span)
      return nil
    }
    return ObjectName(connection: connection, object: object, span: node.span)
  }

  /// The parts before and after the first dot, neither of them empty.
  func split(_ text: Located<String>, _ node: YAMLNode) -> (Located<String>, Located<String>)? {
    guard let dot = text.value.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    let (before, after) = (text.value[..<dot], text.value[text.value.utf8.index(after: dot)...])
    guard !before.isEmpty, !after.isEmpty, let scalar = node.scalar, scalar.text == text.value else { return nil }
    let count = before.utf8.count
    return (
      Located(String(before), scalar.span(0..<count)), Located(String(after), scalar.span(count + 1..<scalar.text.utf8.count))
    )
  }
}
