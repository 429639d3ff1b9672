import Diagnostics

/// `steps:` and `do:`.
struct StepParser {
  let values: ValueReader
  private var findings: Findings { values.findings }

  init(values: ValueReader) { self.values = values }

  func steps(_ node: YAMLNode, key: Key) -> [Step] {
    guard let items = node.items(wanted: "a list of steps, each with `- ` before it", key: key.name, into: findings) else { return [] }
    if items.isEmpty { findings.add(ShapeFact.nothingIn(key: key.name), at: node.span) }
    return items.compactMap(step)
  }

  private func step(_ node: YAMLNode) -> Step? {
    guard let pairs = node.pairs(wanted: "steps, each a mapping such as `id: account`", key: "steps", into: findings) else { return nil }
    let verbs = pairs.compactMap { pair in StepKeys.verbs.first { $0.name == pair.name }.map { (pair: pair, construct: $0) } }
    guard let verb = verbs.first else {
      let keys = pairs.compactMap(\.name).filter { name in !StepKeys.common.contains { $0.name == name } }
      let place = verbPlace(pairs)
      findings.add(ShapeFact.noVerb(keys: keys, verbs: StepKeys.verbs.map(\.name)), at: place?.span ?? node.span, fix: place?.fix)
      let common = Construct("step", "", keys: StepKeys.common, example: "")
      let other = Set(pairs.compactMap(\.name)).subtracting(StepKeys.common.map(\.name))
      return step(node, MappingReader(node, pairs, common, ignoring: other, into: findings))
    }
    if verbs.count > 1 {
      findings.add(
        ShapeFact.twoVerbs(verb.construct.name, verbs[1].construct.name), at: verbs[1].pair.key.span,
        labels: [.init("the first one", at: verb.pair.key.span)])
      let common = Construct("step", "", keys: StepKeys.common, example: "")
      let other = Set(pairs.compactMap(\.name)).subtracting(StepKeys.common.map(\.name))
      return step(node, MappingReader(node, pairs, common, ignoring: other, into: findings))
    }
    let foreign = reportKeysOfOtherVerbs(pairs, verb.construct)
    let keys = MappingReader(
      node, pairs, verb.construct, ignoring: foreign, astray: values.astray.union(inside(pairs, verb.construct)), into: findings)
    var read = step(node, keys)
    read.verbSpan = verb.pair.key.span
    read.verb = VerbParser(values: values, keys: keys).verb()
    return read
  }

  /// The key that was meant to say what the step does: a misspelt one, or one that no verb has; otherwise the step's first.
  private func verbPlace(_ pairs: [YAMLPair]) -> (span: SourceSpan, fix: Fix?)? {
    let names = StepKeys.verbs.map(\.name)
    for pair in pairs {
      guard let name = pair.name, let near = NearestName.of(name, in: names), !StepKeys.isKnown(name) else { continue }
      let isPlain = pair.key.scalar?.style == .plain
      return (pair.key.span, isPlain ? Fix("Write `\(near)`.", replace: pair.key.span, with: near) : nil)
    }
    let unknown = pairs.first { pair in pair.name.map { !StepKeys.isKnown($0) } ?? false }
    return (unknown ?? pairs.first).map { ($0.key.span, nil) }
  }

  private func step(_ node: YAMLNode, _ keys: MappingReader) -> Step {
    Step(
      id: values.name(keys[StepKeys.id], StepKeys.id), when: values.formula(keys[StepKeys.when], StepKeys.when),
      description: values.text(keys[StepKeys.description], StepKeys.description),
      onError: values.choice(keys[StepKeys.onError], StepKeys.onError, Step.OnError.self), span: node.span)
  }

  /// `set:` indented below `match:` is told there.
  private func inside(_ pairs: [YAMLPair], _ verb: Construct) -> Set<String> {
    guard case .mapping(let inner)? = pairs.first(where: { $0.name == StepKeys.match.name })?.value.content else { return [] }
    let names = inner.filter { if case .mapping = $0.value.content { true } else { false } }.compactMap(\.name)
    return Set(names.filter { verb.key($0) != nil })
  }

  /// `set` in a `lookup` is no spelling mistake.
  private func reportKeysOfOtherVerbs(_ pairs: [YAMLPair], _ verb: Construct) -> Set<String> {
    var names: Set<String> = []
    for pair in pairs {
      guard let name = pair.name, verb.key(name) == nil else { continue }
      let owners = StepKeys.verbs.filter { $0.key(name) != nil }.map(\.name)
      if owners.isEmpty || KeyHabits.key(for: name, in: verb, besides: Set(pairs.compactMap(\.name))) != nil { continue }
      findings.add(ShapeFact.keyOfOtherVerb(name, verb: verb.name, verbs: owners), at: pair.key.span)
      names.insert(name)
    }
    return names
  }
}
