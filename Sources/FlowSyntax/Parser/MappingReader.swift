import Diagnostics

/// The keys of one mapping, as a construct declares them. What is unknown or missing is reported when it is made.
struct MappingReader {
  let node: YAMLNode
  let construct: Construct
  private let pairs: [YAMLPair]

  /// Nil when the node is no mapping, which is reported. `key` is what it is the value of.
  init?(_ node: YAMLNode, _ construct: Construct, key: String, ignoring other: Set<String> = [], into findings: Findings) {
    guard let pairs = node.pairs(wanted: "a mapping", key: key, into: findings) else { return nil }
    self.init(node, pairs, construct, ignoring: other, into: findings)
  }

  /// `astray`: keys that are told elsewhere, and so not told as missing.
  init(
    _ node: YAMLNode, _ pairs: [YAMLPair], _ construct: Construct, ignoring other: Set<String> = [], astray: Set<String> = [],
    into findings: Findings
  ) {
    self.node = node
    self.construct = construct
    self.pairs = pairs
    let names = Set(pairs.compactMap(\.name))
    var meant: Set<String> = []
    var afterEmpty = false
    for pair in pairs {
      guard let name = pair.name, construct.key(name) == nil else {
        afterEmpty = pair.value.isMissing
        continue
      }
      // What stands below `set:` and is not indented: that `set` is empty has been told.
      if afterEmpty { continue }
      if other.contains(name) { continue }
      let valid = construct.keys.map(\.name).filter { !names.contains($0) }
      let near = NearestName.of(name, in: valid)
      let habit = near == nil ? KeyHabits.key(for: name, in: construct, besides: names.union(meant)) : nil
      var elsewhere = near == nil ? habit.map { "It is called `\($0)` here." } : nil
      elsewhere = elsewhere ?? Misplaced.hint(for: name, in: construct)
      if near == nil { elsewhere = elsewhere ?? KeyHabits.hint(for: name, in: construct) }
      var fix: Fix?
      if let right = near ?? habit {
        meant.insert(right)
        if elsewhere == nil || habit != nil && KeyHabits.fits(pair.value, construct.key(right)?.type), case .scalar(let scalar) = pair.key.content,
          scalar.style == .plain
        {
          fix = Fix("Write `\(right)`.", replace: pair.key.span, with: right)
        }
      }
      findings.add(ShapeFact.unknownKey(name, construct: construct.name, valid: valid, elsewhere: elsewhere), at: pair.key.span, fix: fix)
    }
    for key in construct.keys where key.isRequired && !names.contains(key.name) {
      if meant.contains(key.name) || astray.contains(key.name) || isMisspelt(key) { continue }
      findings.add(ShapeFact.missingKey(key.name, construct: construct.name, example: key.example), at: head)
    }
  }

  /// Where a finding about the mapping as such goes: its first key.
  var head: SourceSpan { pairs.first?.key.span ?? node.span }

  /// True when an unknown key was probably meant to be this one: it is reported once, as what it is.
  func isMisspelt(_ key: Key) -> Bool {
    NearestName.of(key.name, in: pairs.compactMap(\.name).filter { construct.key($0) == nil }) != nil
  }

  /// Those that the construct does not have.
  var unknown: Set<String> { names.filter { construct.key($0) == nil } }

  var names: Set<String> { Set(pairs.compactMap(\.name)) }

  func pair(_ key: Key) -> YAMLPair? { pairs.first { $0.name == key.name } }

  /// The value of a key; nil when it is not there, or empty, which is reported already.
  subscript(_ key: Key) -> YAMLNode? {
    guard let value = pair(key)?.value, !value.isMissing else { return nil }
    return value
  }
}

/// Keys that stand in the wrong place.
enum Misplaced {
  /// Where a key belongs that the construct does not have; nil when it belongs nowhere.
  static func hint(for name: String, in construct: Construct) -> String? {
    let step = StepKeys.common.contains { $0.name == name } || StepKeys.verbs.contains { $0.key(name) != nil }
    let source = ["webhook", "message", "poll", "every", "cron", "full", "start", "event", "each", "delivery"].contains(name)
    switch construct.name {
    case "flow" where source: return "`\(name)` belongs to a source under `trigger`, two blanks further in."
    case "flow" where step: return "`\(name)` belongs to a step under `steps`, two blanks further in."
    case "webhook" where FlowKeys.construct.key(name) != nil, "message" where FlowKeys.construct.key(name) != nil,
      "poll" where FlowKeys.construct.key(name) != nil:
      return "`\(name)` is a key of the flow: write it without indentation."
    default: return nil
    }
  }
}

extension YAMLNode {
  /// An empty value, which the YAML parser has reported.
  var isMissing: Bool {
    if case .scalar(let scalar) = content { scalar.style == .plain && scalar.text.isEmpty } else { false }
  }

  var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// The pairs of a mapping; otherwise nil and a finding.
  func pairs(wanted: String, key: String, into findings: Findings) -> [YAMLPair]? {
    if case .mapping(let pairs) = content { return pairs }
    if !isMissing { findings.add(ShapeFact.wrongKind(key: key, wants: wanted, found: kind), at: span) }
    return nil
  }

  /// The items of a sequence; otherwise nil and a finding.
  func items(wanted: String, key: String, into findings: Findings) -> [YAMLNode]? {
    if case .sequence(let items) = content { return items.filter { !$0.isMissing } }
    if !isMissing { findings.add(ShapeFact.wrongKind(key: key, wants: wanted, found: kind), at: span) }
    return nil
  }
}
