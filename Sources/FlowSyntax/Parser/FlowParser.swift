public import Diagnostics

/// Reads a flow file into its AST.
///
/// It takes any bytes and always comes back: what cannot be read is missing from the flow and has a finding.
public struct FlowParser {
  let findings: Findings
  var values: ValueReader { ValueReader(findings: findings) }

  /// The flow as written. It may be run only when `findings` has no error.
  public static func parse(_ file: SourceFile, into findings: Findings) -> Flow {
    var flow = Flow(file: file, name: flowName(file.name), span: file.span(0..<0))
    let yaml = Findings()
    let root = YAMLParser.parse(file, into: yaml)
    for finding in yaml.all { findings.add(finding) }
    guard let root else { return flow }
    flow.span = root.span
    // Half a file has no end of follow-up mistakes: they are read, for tools, but not told.
    let isBroken = yaml.all.contains { $0.code.isFatal }
    let told = isBroken ? Findings() : findings
    FlowParser(findings: told).read(root, into: &flow)
    if isBroken { flow.isWhole = false }
    return flow
  }

  /// `flows/sync-accounts.yaml` is `sync-accounts`.
  public static func flowName(_ path: String) -> String {
    let base = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".yaml", ".yml"] where base.hasSuffix(ending) { return String(base.dropLast(ending.count)) }
    return base
  }

  /// What a file without a name is, by its keys.
  public static func kind(of file: SourceFile) -> FlowFormatter.Kind {
    guard case .mapping(let pairs) = YAMLParser.parse(file, into: Findings())?.content else { return .flow }
    let names = pairs.compactMap(\.name)
    if names.contains("steps") || names.contains("trigger") { return .flow }
    if names.contains("cases") { return .test }
    return names.contains { ProjectKeys.construct.key($0) != nil && FlowKeys.construct.key($0) == nil } ? .project : .flow
  }

  private func read(_ root: YAMLNode, into flow: inout Flow) {
    if case .mapping(let pairs) = root.content, let first = pairs.first, let kind = ForeignFile.kind(pairs) {
      findings.add(ShapeFact.foreignFile(kind), at: first.key.span)
      return
    }
    guard let pairs = root.pairs(wanted: "a mapping", key: "flow", into: findings) else { return }
    let keys = MappingReader(root, pairs, FlowKeys.construct, astray: insideTrigger(pairs), into: findings)
    flow.isWhole = true
    flow.keys = keys.names.sorted()
    SharedParser(values: values).version(keys[FlowKeys.flowrun])
    flow.description = values.text(keys[FlowKeys.description], FlowKeys.description)
    flow.owner = values.text(keys[FlowKeys.owner], FlowKeys.owner)
    flow.triggers = TriggerParser(values: values, isScheduleElsewhere: !keys.names.isDisjoint(with: ["every", "cron", "schedule"])).triggers(
      keys[FlowKeys.trigger])
    flow.when = values.formula(keys[FlowKeys.when], FlowKeys.when)
    flow.about = values.computed(keys[FlowKeys.about], FlowKeys.about)
    flow.changed = values.texts(keys[FlowKeys.changed], FlowKeys.changed)
    flow.once = values.boolean(keys[FlowKeys.once], FlowKeys.once)
    flow.key = values.computed(keys[FlowKeys.key], FlowKeys.key)
    flow.at = values.formula(keys[FlowKeys.at], FlowKeys.at)
    flow.window = window(keys[FlowKeys.window])
    flow.tables = tables(keys[FlowKeys.tables])
    flow.priority = values.choice(keys[FlowKeys.priority], FlowKeys.priority, Flow.Priority.self)
    flow.timeZone = values.text(keys[FlowKeys.timeZone], FlowKeys.timeZone)
    flow.retry = SharedParser(values: values).retry(keys[FlowKeys.retry])
    flow.alert = SharedParser(values: values).alert(keys[FlowKeys.alert])
    if let steps = keys[FlowKeys.steps] {
      flow.steps = StepParser(values: ValueReader(findings: findings, astray: keys.unknown)).steps(steps, key: FlowKeys.steps)
    }
  }

  /// `steps` indented below a source is told there.
  private func insideTrigger(_ pairs: [YAMLPair]) -> Set<String> {
    guard case .sequence(let sources)? = pairs.first(where: { $0.name == FlowKeys.trigger.name })?.value.content else { return [] }
    var names: Set<String> = []
    for case .mapping(let inner) in sources.map(\.content) { names.formUnion(inner.compactMap(\.name)) }
    return names.intersection([FlowKeys.steps.name])
  }

  private func window(_ node: YAMLNode?) -> Flow.Window? {
    guard let node, let keys = MappingReader(node, WindowKeys.construct, key: "window", into: findings) else { return nil }
    return Flow.Window(
      events: values.integer(keys[WindowKeys.events], WindowKeys.events), wait: values.duration(keys[WindowKeys.wait], WindowKeys.wait),
      keep: values.choice(keys[WindowKeys.keep], WindowKeys.keep, Flow.Window.Keep.self), span: node.span)
  }

  private func tables(_ node: YAMLNode?) -> [Flow.Table] {
    guard let node, let pairs = node.pairs(wanted: FlowKeys.tables.type.words, key: "tables", into: findings) else { return [] }
    return pairs.compactMap { pair in
      guard let name = values.name(pair.key, Key("tables", .name, example: "csm", "")) else { return nil }
      return table(name, pair.value)
    }
  }

  private func table(_ name: Located<String>, _ node: YAMLNode) -> Flow.Table? {
    guard let pairs = node.pairs(wanted: "a mapping", key: name.value, into: findings) else { return nil }
    if pairs.contains(where: { $0.name == "file" }) {
      let keys = MappingReader(node, pairs, TableKeys.construct, into: findings)
      guard let file = values.text(keys[TableKeys.file], TableKeys.file) else { return nil }
      return Flow.Table(name: name, source: .file(file, key: values.oneOrMany(keys[TableKeys.key], TableKeys.key)))
    }
    guard let rows = values.fields(node, Key(name.value, .fields, example: "", "")) else { return nil }
    for formula in rows.flatMap(\.value.formulas) { findings.add(ShapeFact.formulaInTable, at: formula.span) }
    return Flow.Table(name: name, source: .inline(rows))
  }
}

extension FindingCode {
  /// True for a finding after which the rest of a YAML file is not known.
  fileprivate var isFatal: Bool { [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 17, 18, 19, 20, 21, 22, 23, 24, 25, 27, 28, 29].contains(number) }
}
