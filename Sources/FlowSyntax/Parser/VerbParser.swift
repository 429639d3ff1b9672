import Diagnostics

/// What a step does.
struct VerbParser {
  let values: ValueReader
  let keys: MappingReader
  private var findings: Findings { values.findings }

  init(values: ValueReader, keys: MappingReader) {
    self.values = values
    self.keys = keys
  }

  /// Nil when the verb's own value cannot be read, which is reported.
  func verb() -> Step.Verb? {
    let match = match()
    switch keys.construct.name {
    case "lookup": return lookup(match).map { .lookup($0) }
    case "update": return write(StepKeys.update, match).map { .update($0) }
    case "upsert": return write(StepKeys.upsert, match).map { .upsert($0) }
    case "create": return write(StepKeys.create, match).map { .create($0) }
    case "transform": return transform()
    case "notify": return notify().map { .notify($0) }
    case "call": return call().map { .call($0) }
    case "do": return block().map { .block($0) }
    case "skip": return value(StepKeys.skip).flatMap { values.template($0, own(StepKeys.skip)) }.map { .skip($0) }
    case "fail": return value(StepKeys.fail).flatMap { values.template($0, own(StepKeys.fail)) }.map { .fail($0) }
    default: return nil
    }
  }

  /// The declaration of the key that names the verb.
  private func own(_ construct: Construct) -> Key { construct.key(construct.name) ?? StepKeys.id }

  private func value(_ construct: Construct) -> YAMLNode? { keys[own(construct)] }

  private func lookup(_ match: Match) -> Lookup? {
    let filter = values.formula(keys[StepKeys.filter], StepKeys.filter)
    let many = values.boolean(keys[StepKeys.many], StepKeys.many)
    if keys.pair(StepKeys.match) == nil, keys.pair(StepKeys.filter) == nil, !keys.isMisspelt(StepKeys.match), !values.astray.contains("match") {
      findings.add(ShapeFact.missingKey("match", construct: "lookup", example: StepKeys.match.example), at: keys.head)
    }
    guard let object = values.object(value(StepKeys.lookup), own(StepKeys.lookup)) else { return nil }
    return Lookup(object: object, match: match, filter: filter, many: many)
  }

  private func write(_ construct: Construct, _ match: Match) -> Write? {
    let set = values.fields(keys[StepKeys.set], StepKeys.set) ?? []
    let setOnCreate = values.fields(keys[StepKeys.setOnCreate], StepKeys.setOnCreate) ?? []
    let blank = values.texts(keys[StepKeys.blank], StepKeys.blank) ?? []
    let newestWins = values.text(keys[StepKeys.newestWins], StepKeys.newestWins)
    guard let object = values.object(value(construct), own(construct)) else { return nil }
    return Write(
      object: object, match: match, set: set, setOnCreate: setOnCreate, blank: blank, newestWins: newestWins,
      setSpan: keys.pair(StepKeys.set)?.key.span)
  }

  private func match() -> Match {
    let onNone = values.choice(keys[StepKeys.onNone], StepKeys.onNone, Match.OnNone.self)
    let onMany = values.choice(keys[StepKeys.onMany], StepKeys.onMany, Match.OnMany.self)
    var match = Match(sets: [], onNone: onNone, onMany: onMany, span: keys.pair(StepKeys.match)?.key.span)
    guard let node = keys[StepKeys.match] else { return match }
    switch node.content {
    case .scalar: values.bad(node, StepKeys.match)
    case .mapping: match.sets = fieldSet(node).map { [$0] } ?? []
    case .sequence(let items):
      if items.isEmpty { findings.add(ShapeFact.nothingIn(key: "match"), at: node.span) }
      match.sets = items.filter { !$0.isMissing }.compactMap(fieldSet)
    }
    return match
  }

  private func fieldSet(_ node: YAMLNode) -> Match.FieldSet? {
    guard let pairs = node.pairs(wanted: "sets, each a mapping of fields and values", key: "match", into: findings) else { return nil }
    if let normalized = pairs.first(where: { $0.name == "normalized" }), case .mapping = normalized.value.content {
      if pairs.count > 1 {
        findings.add(ShapeFact.normalizedBesideFields, at: normalized.key.span)
        return nil
      }
      return plainSet(normalized.value, normalized: true)
    }
    return plainSet(node, normalized: false)
  }

  private func plainSet(_ node: YAMLNode, normalized: Bool) -> Match.FieldSet? {
    guard let fields = values.fields(node, StepKeys.match) else { return nil }
    for field in fields {
      switch field.value {
      case .scalar: continue
      case .object where keys.construct.key(field.name.value) != nil:
        findings.add(ShapeFact.keyInside(field.name.value, key: "match"), at: field.name.span)
      case .list, .object: findings.add(ShapeFact.oneValueWanted(key: field.name.value), at: field.value.span)
      }
    }
    let read = fields.filter { if case .scalar = $0.value { true } else { keys.construct.key($0.name.value) == nil } }
    return Match.FieldSet(fields: read, normalized: normalized, span: node.span)
  }

  private func transform() -> Step.Verb? {
    guard let fields = values.fields(value(StepKeys.transform), own(StepKeys.transform)) else { return nil }
    for field in fields where !Identifier.isValid(field.name.value) {
      findings.add(ShapeFact.badValue(key: "transform", wants: KeyType.name.words, found: field.name.value), at: field.name.span)
    }
    return .transform(fields.filter { Identifier.isValid($0.name.value) })
  }

  private func notify() -> Notify? {
    let to = values.receivers(keys[StepKeys.to], StepKeys.to)
    let subject = values.template(keys[StepKeys.subject], StepKeys.subject)
    let text = values.template(keys[StepKeys.text], StepKeys.text)
    let mention = values.receivers(keys[StepKeys.mention], StepKeys.mention)
    guard let node = value(StepKeys.notify), let target = values.text(node, own(StepKeys.notify)) else { return nil }
    let parts = values.split(target, node)
    return Notify(connection: parts?.0 ?? target, channel: parts?.1, to: to, subject: subject, text: text, mention: mention)
  }

  private func call() -> Call? {
    let with = values.fields(keys[StepKeys.with], StepKeys.with) ?? []
    guard let node = value(StepKeys.call), let target = values.text(node, own(StepKeys.call)) else { return nil }
    guard let (connection, operation) = values.split(target, node) else {
      findings.add(ShapeFact.badValue(key: "call", wants: "`CONNECTION.OPERATION`", found: target.value), at: node.span)
      return nil
    }
    return Call(connection: connection, operation: operation, with: with)
  }

  private func block() -> Block? {
    let forEach = values.formula(keys[StepKeys.forEach], StepKeys.forEach)
    let item = values.name(keys[StepKeys.item], StepKeys.item)
    let (hasList, hasItem) = (keys.pair(StepKeys.forEach), keys.pair(StepKeys.item))
    if let hasList, hasItem == nil { findings.add(ShapeFact.forEachWithoutAs, at: hasList.key.span) }
    if let hasItem, hasList == nil { findings.add(ShapeFact.asWithoutForEach, at: hasItem.key.span) }
    guard let node = value(StepKeys.block) else { return nil }
    return Block(steps: StepParser(values: values).steps(node, key: own(StepKeys.block)), forEach: forEach, item: item)
  }
}
