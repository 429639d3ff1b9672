import CEL
public import Diagnostics
public import FlowSyntax
import OrderedCollections
import Schema

/// Turns a flow as written into one that can run: names resolved, formulas compiled, fields to read known.
public enum FlowChecker {
  /// Reads and checks a flow file. Nil when it has an error; what was found is in `findings` either way.
  public static func load(_ file: SourceFile, in context: ProjectContext, into findings: Findings) -> CheckedFlow? {
    let own = Findings()
    let flow = FlowParser.parse(file, into: own)
    let checked = check(flow, in: context, into: own)
    for finding in own.all { findings.add(finding) }
    return own.hasErrors ? nil : checked
  }

  /// Checks a flow that has been read. Nil when something in it is wrong that is an error; what its parser found is not asked for again.
  public static func check(_ flow: Flow, in context: ProjectContext, into findings: Findings) -> CheckedFlow? {
    let own = Findings()
    defer { tell(own, findings) }
    guard flow.isWhole else { return nil }
    let checked = FlowCheck(flow, context, own).run()
    return own.hasErrors ? nil : checked
  }

  /// A field that no snapshot tells of is told of once, where it is used first.
  private static func tell(_ own: Findings, _ findings: Findings) {
    var unlisted: Set<String> = []
    for finding in own.sorted {
      if finding.code == NameFact.unlistedCode, !unlisted.insert(finding.message).inserted { continue }
      findings.add(finding)
    }
  }
}

/// The check of one flow: what its parts share.
final class FlowCheck {
  let flow: Flow
  let context: ProjectContext
  let findings: Findings
  let compiler: FormulaCompiler
  let names: Names
  /// Fields of `event` that formulas read, and of those that they read through `was`.
  let eventReads = FieldReads()
  let wasReads = FieldReads()
  /// Per step the fields of its record that formulas read.
  var stepReads: [String: FieldReads] = [:]
  /// The steps' ids in order, those of inner steps after their block's.
  var stepIDs: [String] = []

  init(_ flow: Flow, _ context: ProjectContext, _ findings: Findings) {
    self.flow = flow
    self.context = context
    self.findings = findings
    compiler = FormulaCompiler(findings: findings)
    compiler.tables = Dictionary(
      flow.tables.map { table in
        switch table.source {
        case .inline: (table.name.value, [""])
        case .file(_, let key): (table.name.value, key.map(\.value))
        }
      }, uniquingKeysWith: { first, _ in first })
    names = Names(context: context, findings: findings)
  }

  func run() -> CheckedFlow? {
    let zone = timeZone()
    let variables = variableNames(flow.steps)
    var scope = Scope(.flow(zone: zone), names: variables)
    let settings = SettingValues(context.settings)
    scope.show("settings", .object(settings.type))
    let tables = TableReader(context: context, findings: findings).read(flow.tables)
    scope.show("tables", .object(tables.type))
    scope.show(Scope.outcomes, .object(outcomeType()))

    let base = scope
    let sources = SourceCheck(self).run(flow.triggers, base, zone: zone)
    sources.shape.show(in: &scope, check: self)
    compiler.eventFields = sources.shape.names
    let shared = scope
    let when = condition(flow.when, "when", in: shared)
    let about = flow.about.flatMap { compiler.value($0, in: shared) }
    let key = flow.key.flatMap { compiler.value($0, in: shared) }
    let at = moment(flow.at, in: shared)
    if let when { scope.narrow(when.whenTrue) }
    let steps = StepCheck(self).run(flow.steps, &scope)
    let changed = changedFields(sources.shape)
    for rule in FlowRules.all { rule.run(self, sources.sources) }
    guard !findings.hasErrors else { return nil }

    let reads = FieldPlan(check: self, shape: sources.shape)
    let watched = changed ?? reads.watched(sources.sources)
    return CheckedFlow(
      name: flow.name, version: FlowVersion.of(flow, settings: settings, tables: tables.texts, context),
      sources: reads.complete(sources.sources, about: about?.expression), eventFields: sources.shape.fields ?? reads.eventFields,
      environment: scope.environment, when: when?.expression, about: about?.expression, key: key?.expression, at: at?.expression,
      changed: watched, readsWas: reads.wasFields, once: flow.once?.value ?? false, window: window(), steps: reads.complete(steps),
      settings: settings.value, tables: tables.value, timeZone: zone.name,
      retry: flow.retry?.seconds(over: context.retry) ?? context.retry, priority: flow.priority?.value ?? .normal,
      owner: flow.owner?.value, alert: flow.alert.map { CheckedAlert($0) })
  }

  /// Something that asks yes or no.
  func condition(_ value: TextValue?, _ key: String, in scope: Scope) -> FormulaCompiler.Compiled? {
    guard let value, let compiled = compiler.value(value, in: scope) else { return nil }
    if !TypeFit.mayBeBool(compiled.type) {
      findings.add(ValueFact.wantsBoolean(key: key, type: compiled.type.words), at: value.span)
      return nil
    }
    return compiled
  }

  private func moment(_ value: TextValue?, in scope: Scope) -> FormulaCompiler.Compiled? {
    guard let value, let compiled = compiler.value(value, in: scope) else { return nil }
    if !TypeFit.mayBeTime(compiled.type) {
      findings.add(ValueFact.wantsTime(key: "at", type: compiled.type.words), at: value.span)
      return nil
    }
    return compiled
  }

  /// `changed` as written; nil where it is not.
  private func changedFields(_ shape: EventShape) -> [String]? {
    if flow.once?.value == true { return [] }
    guard let changed = flow.changed else { return nil }
    return changed.compactMap { name in
      guard let field = shape.field(name.value) else {
        findings.add(NameFact.unknownChanged(name.value, valid: shape.names), at: name.span)
        return nil
      }
      eventReads.add(field)
      return field
    }
  }

  private func window() -> CheckedFlow.Window? {
    guard let window = flow.window else { return nil }
    let events = window.events?.value ?? CheckedFlow.Window.mostEvents
    return CheckedFlow.Window(
      events: events, wait: window.wait?.value ?? 0, keep: window.keep?.value == .latest ? .latest : .all)
  }

  /// Step ids and item names, each once; a second step of one id is a finding.
  private func variableNames(_ steps: [Step]) -> [String] {
    var seen: [String: SourceSpan] = [:]
    var names: [String] = []
    func take(_ name: Located<String>, isStep: Bool) {
      if let first = seen[name.value] {
        if isStep { findings.add(NameFact.duplicateStep(name.value), at: name.span, labels: [.init("the first one", at: first)]) }
        return
      }
      seen[name.value] = name.span
      names.append(name.value)
    }
    func walk(_ steps: [Step]) {
      for step in steps {
        if let id = step.id {
          take(id, isStep: true)
          stepIDs.append(id.value)
        }
        guard case .block(let block)? = step.verb else { continue }
        if let item = block.item { take(item, isStep: false) }
        walk(block.steps)
      }
    }
    walk(steps)
    return names
  }
}
