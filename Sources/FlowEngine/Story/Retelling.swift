public import CEL
public import FlowCheck
import OrderedCollections

/// What the formulas of an event gave, found again: formulas are pure and `now` is the time at which the event was accepted, so with the results
/// that the journal keeps of its steps every value is as it was.
///
/// It holds for the version of the flow that ran the event (`OpenEvent.version`).
public struct Retelling: Sendable {
  /// A step, or a step for one item of a `for_each`, in the order of the text.
  public struct Told: Sendable {
    public var key: StepKey
    /// The values of all variables before it.
    public var before: Bindings
    /// What the step's `when` gave; nil without one.
    public var condition: Value?
    /// The values with its own result; nil where it did not run, or has not yet.
    public var after: Bindings?
    /// What the journal keeps of it; nil for steps that call nothing.
    public var result: StepResult?
  }

  /// The values that the flow's own `when`, `about` and `key` were given.
  public let start: Bindings
  public private(set) var steps: [Told] = []

  private let plan: Plan
  private let results: [StepKey: StepResult]

  public init(_ event: OpenEvent, of flow: CheckedFlow) {
    plan = Plan(flow)
    results = Dictionary(event.results.map { ($0.key, $0) }) { $1 }
    var start = plan.bindings(now: event.acceptedAt)
    start[plan.slots.event] = event.event
    start[plan.slots.was] = event.was
    self.start = start
    var row = Row(event: 0, item: "", parent: nil, bindings: start)
    _ = tell(flow.steps, &row)
  }

  /// False when the event went no further.
  private mutating func tell(_ list: [CheckedStep], _ row: inout Row) -> Bool {
    for step in list {
      let key = StepKey(step: step.id, item: row.item)
      let place = steps.count
      steps.append(Told(key: key, before: row.bindings, result: results[key]))
      if let when = step.when {
        let answer = when.evaluate(row.bindings)
        steps[place].condition = answer
        if case .error = answer { return false }
        guard answer == .bool(true) else { continue }
      }
      guard run(step, key, &row) else { return false }
      steps[place].after = row.bindings
    }
    return true
  }

  private mutating func run(_ step: CheckedStep, _ key: StepKey, _ row: inout Row) -> Bool {
    switch step.verb {
    case .skip, .fail: return false
    case .transform(let formulas):
      var record = Record()
      for formula in formulas {
        row.bindings[plan.slots.steps[step.id]] = .map(record)
        let value = formula.value.evaluate(row.bindings)
        if case .error = value { return take(results[key], &row) }
        record[formula.name] = value
      }
      return take(StepResult(key: key, outcome: nil, binding: .map(record)), &row)
    case .block(let inner, nil):
      guard tell(inner, &row) else { return take(results[key], &row) }
      return take(StepResult(key: key, outcome: nil, binding: row.last), &row)
    case .block(let inner, let each?):
      guard let items = Block.items(of: each.list.evaluate(row.bindings), in: row.item) else { return take(results[key], &row) }
      var given: [Value] = []
      for item in items {
        var child = row.inside(item: item.name)
        child.bindings[plan.slots.steps[each.item]] = item.value
        guard tell(inner, &child) else { return take(results[key], &row) }
        given.append(child.last)
      }
      return take(StepResult(key: key, outcome: nil, binding: .list(given)), &row)
    case .lookup, .update, .upsert, .create, .notify, .call: return take(results[key], &row)
    }
  }

  private func take(_ result: StepResult?, _ row: inout Row) -> Bool {
    guard let result else { return false }
    row.bindings[plan.slots.steps[result.key.step]] = result.binding
    if let outcome = result.outcome, outcome != .none {
      row.outcomes[result.key.step] = .string(outcome.rawValue)
      row.bindings[plan.slots.outcomes] = .map(row.outcomes)
    }
    row.last = result.binding
    return true
  }
}
