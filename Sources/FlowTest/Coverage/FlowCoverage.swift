import CEL
import Diagnostics
import FlowCheck
import FlowEngine
import FlowSyntax
import OrderedCollections
import Schema

/// What of a flow its tests have tried.
public struct FlowCoverage: Sendable {
  /// Something that a flow can do.
  public struct Item: Sendable, Hashable {
    public var line: Int
    var column: Int
    /// What it is, as it reads after "never": "`account` finds no record".
    public var what: String
  }

  public let flow: String
  public let file: String
  /// In the order of the flow's text.
  public private(set) var items: [Item] = []
  private var covered: Set<Item> = []

  public var coveredCount: Int { items.count(where: covered.contains) }
  public var uncovered: [Item] { items.filter { !covered.contains($0) } }

  /// Of all flows together, from 0 to 100; 100 where there is nothing to cover.
  public static func percent(_ all: [FlowCoverage]) -> Double {
    let total = all.reduce(0) { $0 + $1.items.count }
    return total == 0 ? 100 : 100 * Double(all.reduce(0) { $0 + $1.coveredCount }) / Double(total)
  }

  /// Each flow of the subjects once, with what all its cases tried.
  public static func of(_ subjects: [TestSubject], _ results: [CaseResult]) -> [FlowCoverage] {
    var all: [FlowCoverage] = []
    for subject in subjects {
      let runs = results.filter { $0.file == subject.test.source.file.name }.compactMap(\.run)
      let index = all.firstIndex { $0.file == subject.flow.file.name }
      guard var coverage = index.map({ all[$0] }) ?? FlowCoverage(subject) else { continue }
      for run in runs { coverage.add(run) }
      if let index { all[index] = coverage } else { all.append(coverage) }
    }
    return all
  }

  private let checked: CheckedFlow
  private let written: Flow
  private let sites: [Site]

  private init?(_ subject: TestSubject) {
    guard let checked = FlowChecker.check(subject.flow, in: subject.context, into: .init()) else { return nil }
    self.checked = checked
    written = subject.flow
    flow = subject.flow.name
    file = subject.flow.file.name
    sites = Site.all(checked, subject.flow)
    var items: Set<Item> = []
    for (index, trigger) in written.triggers.enumerated() { items.insert(Self.source(index, trigger)) }
    if let span = written.when?.span { for way in [true, false] { items.insert(Self.condition("the flow's `when`", way, span.start.line, 0)) } }
    for step in checked.allSteps { items.formUnion(stepItems(step)) }
    for site in sites {
      for (program, formula) in zip(site.expression.programs, site.formulas) {
        for point in program.decisions { for way in [true, false] { items.insert(Self.item(point, way, formula)) } }
      }
    }
    self.items = items.sorted { ($0.line, $0.column, $0.what) < ($1.line, $1.column, $1.what) }
  }

  // MARK: What there is

  private static func source(_ index: Int, _ trigger: Trigger) -> Item {
    Item(line: trigger.keySpan.start.line, column: 0, what: "source \(index + 1) brings a row")
  }

  private static func condition(_ text: String, _ way: Bool, _ line: Int, _ column: Int) -> Item {
    Item(line: line, column: column, what: "\(text) is \(way)")
  }

  private static func item(_ point: DecisionPoint, _ way: Bool, _ formula: Formula) -> Item {
    let place = formula.span(codePoints: point.range).start
    let text = "`\(point.text.split(whereSeparator: \.isNewline).joined(separator: " "))`"
    let what =
      switch point.kind {
      case .condition: "\(text) is \(way)"
      case .null: "\(text) is \(way ? "there" : "null")"
      case .table: "\(text) finds \(way ? "a row" : "none")"
      }
    return Item(line: place.line, column: place.column, what: what)
  }

  private func line(_ step: String) -> Int { written.step(step)?.span.start.line ?? 1 }

  private func step(_ id: String, _ what: String) -> Item { Item(line: line(id), column: 0, what: "`\(id)` \(what)") }

  private func strategy(_ id: String, _ index: Int) -> Item? {
    guard let match = match(of: id), match.sets.indices.contains(index) else { return nil }
    let place = match.sets[index].span.start
    return Item(line: place.line, column: place.column, what: "`\(id)` finds a record by strategy \(index + 1)")
  }

  private func match(of id: String) -> Match? {
    switch written.step(id)?.verb {
    case .lookup(let lookup)?: lookup.match
    case .update(let write)?, .upsert(let write)?, .create(let write)?: write.match
    default: nil
    }
  }

  private func stepItems(_ step: CheckedStep) -> Set<Item> {
    var items: Set<Item> = [self.step(step.id, "runs")]
    if step.when != nil { for way in [true, false] { items.insert(Self.condition("`when` of `\(step.id)`", way, line(step.id), 1)) } }
    if step.continuesOnError { items.insert(self.step(step.id, "fails, and the event goes on")) }
    let match: (own: CheckedMatch, object: ObjectSchema)? =
      switch step.verb {
      case .lookup(let lookup): (lookup.match, lookup.object)
      case .update(let write), .upsert(let write), .create(let write): write.match.map { ($0, write.object) }
      default: nil
      }
    guard let match else { return items }
    for index in match.own.strategies.indices { if let item = strategy(step.id, index) { items.insert(item) } }
    if isOfFoundRecord(match.own, match.object) { return items }
    items.insert(self.step(step.id, "finds no record"))
    if match.own.strategies.contains(where: { !isUnique($0, match.object) }) { items.insert(self.step(step.id, "finds several records")) }
    return items
  }

  /// A match by the identity of a record that another step holds finds that record.
  private func isOfFoundRecord(_ match: CheckedMatch, _ object: ObjectSchema) -> Bool {
    guard match.strategies.count == 1, let field = match.strategies[0].fields.first, match.strategies[0].fields.count == 1,
      field.path == object.identity, case .formula(let program) = field.value, program.reads.count == 1, let path = program.reads.first
    else { return false }
    return path.count == 2 && path[1] == object.identity && checked.allSteps.contains { $0.id == path[0] }
  }

  /// No two records can have the same values of these fields.
  private func isUnique(_ strategy: CheckedMatch.Strategy, _ object: ObjectSchema) -> Bool {
    !strategy.normalized && strategy.fields.contains { $0.path == object.identity || $0.schema?.unique ?? false }
  }

  // MARK: What was tried

  private mutating func add(_ run: CaseRun) {
    var found: [String: [Int: Int?]] = [:]
    var bindings: [String: Bindings] = [:]
    func name(_ event: EventID, _ key: StepKey) -> String { "\(event)/\(key.step)/\(key.item)" }
    for fact in run.trace {
      switch fact {
      case .row(_, let source, let values):
        if written.triggers.indices.contains(source) { covered.insert(Self.source(source, written.triggers[source])) }
        visit(.row(source), values)
      case .when(_, let way, let values):
        if let span = written.when?.span { covered.insert(Self.condition("the flow's `when`", way, span.start.line, 0)) }
        visit(.when, values)
      case .condition(_, let key, let way, let values):
        covered.insert(Self.condition("`when` of `\(key.step)`", way, line(key.step), 1))
        visit(.condition(key.step), values)
      case .began(let event, let key, let values):
        covered.insert(step(key.step, "runs"))
        bindings[name(event, key)] = values
        found[name(event, key)] = [:]
        visit(.began(key.step), values)
        transform(key.step, values)
      case .matched(let event, let key, let index, let records): note(key.step, index, records, &found[name(event, key), default: [:]])
      case .bound(let event, let result):
        guard let outcome = result.outcome, let values = bindings[name(event, result.key)] else { continue }
        if [.created, .updated, .unchanged, .refused].contains(outcome) { visit(.written(result.key.step), values) }
        if outcome == .created { visit(.created(result.key.step), values) }
      case .failed(_, let key, _, let handled): if handled { covered.insert(step(key.step, "fails, and the event goes on")) }
      case .waits: break
      }
    }
  }

  /// A strategy was tried for an event: what it found, and whether none of them found anything.
  private mutating func note(_ id: String, _ index: Int, _ records: Int?, _ found: inout [Int: Int?]) {
    found[index] = records
    if let records, records > 0, let item = strategy(id, index) { covered.insert(item) }
    if let records, records > 1 { covered.insert(step(id, "finds several records")) }
    let count = match(of: id)?.sets.count ?? 0
    if found.count == count, found.values.allSatisfy({ ($0 ?? 0) == 0 }) { covered.insert(step(id, "finds no record")) }
  }

  private mutating func visit(_ moment: Site.Moment, _ bindings: Bindings) {
    for site in sites where site.moment == moment { visit(site, bindings) }
  }

  private mutating func visit(_ site: Site, _ bindings: Bindings) {
    for (program, formula) in zip(site.expression.programs, site.formulas) {
      for (point, way) in program.ways(bindings) { covered.insert(Self.item(point, way, formula)) }
    }
  }

  /// Each value of a transform sees those above it.
  private mutating func transform(_ id: String, _ bindings: Bindings) {
    guard case .transform(let values)? = checked.allSteps.first(where: { $0.id == id })?.verb, let slot = checked.environment.slot(of: id) else {
      return
    }
    var bindings = bindings
    var record = Record()
    for value in values {
      bindings[slot] = .map(record)
      visit(.transform(id, value.name), bindings)
      record[value.name] = value.value.evaluate(bindings)
    }
  }
}
