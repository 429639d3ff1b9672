import Diagnostics

/// `trigger:`.
struct TriggerParser {
  let values: ValueReader
  private var findings: Findings { values.findings }

  /// True when `every` or `cron` stands beside `trigger`, which is told there.
  private let isScheduleElsewhere: Bool

  init(values: ValueReader, isScheduleElsewhere: Bool = false) {
    self.values = values
    self.isScheduleElsewhere = isScheduleElsewhere
  }

  func triggers(_ node: YAMLNode?) -> [Trigger] {
    guard let node else { return [] }
    if case .mapping = node.content {
      findings.add(
        ShapeFact.wrongKind(key: "trigger", wants: "a list, each source with `- ` before it", found: "a mapping"), at: node.span.startPoint)
      return trigger(node).map { [$0] } ?? []
    }
    guard let items = node.items(wanted: "a list of sources", key: "trigger", into: findings) else { return [] }
    if items.isEmpty { findings.add(ShapeFact.nothingIn(key: "trigger"), at: node.span) }
    return items.compactMap(trigger)
  }

  private func trigger(_ node: YAMLNode) -> Trigger? {
    guard let pairs = node.pairs(wanted: "sources, each a mapping such as `webhook: gainsight`", key: "trigger", into: findings) else { return nil }
    let kinds = pairs.filter { ["webhook", "message", "poll"].contains($0.name ?? "") }
    guard let kind = kinds.first else {
      findings.add(ShapeFact.noSource(keys: pairs.compactMap(\.name)), at: pairs.first?.key.span ?? node.span)
      return nil
    }
    if kinds.count > 1 {
      findings.add(
        ShapeFact.twoSources(kinds[0].name ?? "", kinds[1].name ?? ""), at: kinds[1].key.span, labels: [.init("the first one", at: kinds[0].key.span)]
      )
      return nil
    }
    switch kind.name {
    case "webhook": return webhook(node, pairs, kind)
    case "message": return message(node, pairs, kind)
    default: return poll(node, pairs, kind)
    }
  }

  private func webhook(_ node: YAMLNode, _ pairs: [YAMLPair], _ kind: YAMLPair) -> Trigger? {
    let keys = MappingReader(node, pairs, TriggerKeys.webhookConstruct, into: findings)
    let event = values.fields(keys[TriggerKeys.webhookEvent], TriggerKeys.webhookEvent)
    let each = values.formula(keys[TriggerKeys.each], TriggerKeys.each)
    let delivery = values.computed(keys[TriggerKeys.delivery], TriggerKeys.delivery)
    guard let connection = values.text(keys[TriggerKeys.webhook], TriggerKeys.webhook) else { return nil }
    return Trigger(
      source: .webhook(connection: connection), event: event, eventSpan: keys.pair(TriggerKeys.webhookEvent)?.key.span, each: each,
      delivery: delivery, span: node.span, keySpan: kind.key.span)
  }

  private func message(_ node: YAMLNode, _ pairs: [YAMLPair], _ kind: YAMLPair) -> Trigger? {
    let keys = MappingReader(node, pairs, TriggerKeys.messageConstruct, into: findings)
    let event = values.fields(keys[TriggerKeys.event], TriggerKeys.event)
    guard let object = values.object(keys[TriggerKeys.message], TriggerKeys.message) else { return nil }
    return Trigger(
      source: .message(object), event: event, eventSpan: keys.pair(TriggerKeys.event)?.key.span, span: node.span, keySpan: kind.key.span)
  }

  private func poll(_ node: YAMLNode, _ pairs: [YAMLPair], _ kind: YAMLPair) -> Trigger? {
    let keys = MappingReader(node, pairs, TriggerKeys.pollConstruct, into: findings)
    let event = values.fields(keys[TriggerKeys.event], TriggerKeys.event)
    let schedule = schedule(keys, kind)
    let full = values.boolean(keys[TriggerKeys.full], TriggerKeys.full)
    let start = start(keys[TriggerKeys.start])
    let filter = values.formula(keys[TriggerKeys.filter], TriggerKeys.filter)
    guard let object = values.object(keys[TriggerKeys.poll], TriggerKeys.poll) else { return nil }
    return Trigger(
      source: .poll(object), event: event, eventSpan: keys.pair(TriggerKeys.event)?.key.span, schedule: schedule, full: full, start: start,
      filter: filter, span: node.span, keySpan: kind.key.span)
  }

  private func schedule(_ keys: MappingReader, _ kind: YAMLPair) -> Trigger.Schedule? {
    let (every, cron, zone) = (keys.pair(TriggerKeys.every), keys.pair(TriggerKeys.cron), keys.pair(TriggerKeys.timeZone))
    if let every, let cron {
      let second = every.key.span.range.lowerBound < cron.key.span.range.lowerBound ? cron : every
      findings.add(ShapeFact.twoSchedules, at: second.key.span)
      return nil
    }
    if let zone, cron == nil { findings.add(ShapeFact.timeZoneWithoutCron, at: zone.key.span) }
    if every != nil { return values.duration(keys[TriggerKeys.every], TriggerKeys.every, positive: true).map { .every($0) } }
    guard cron != nil else {
      let isMisspelt =
        keys.isMisspelt(TriggerKeys.every) || keys.isMisspelt(TriggerKeys.cron) || !keys.names.isDisjoint(with: ["schedule", "interval"])
      if !isScheduleElsewhere, !isMisspelt { findings.add(ShapeFact.noSchedule, at: kind.key.span) }
      return nil
    }
    guard let text = values.text(keys[TriggerKeys.cron], TriggerKeys.cron), let node = keys[TriggerKeys.cron] else { return nil }
    guard Cron.isValid(text.value) else {
      findings.add(ShapeFact.badValue(key: "cron", wants: Cron.words, found: text.value), at: node.span)
      return nil
    }
    return .cron(text, timeZone: values.text(keys[TriggerKeys.timeZone], TriggerKeys.timeZone))
  }

  private func start(_ node: YAMLNode?) -> Located<Trigger.Start>? {
    guard let node, let text = values.text(node, TriggerKeys.start) else { return nil }
    switch text.value {
    case "now": return Located(.now, text.span)
    case "all": return Located(.all, text.span)
    default:
      if let seconds = TimeLength.seconds(text.value) { return Located(.since(seconds), text.span) }
      findings.add(ShapeFact.badValue(key: "start", wants: "`now`, `all` or a length of time such as `30d`", found: text.value), at: node.span)
      return nil
    }
  }
}
