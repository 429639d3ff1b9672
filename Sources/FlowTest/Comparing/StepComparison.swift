import CEL
import Diagnostics
import FlowCheck
import FlowEngine
import FlowSyntax
import OrderedCollections
import Schema

/// `expect.steps`: what steps did and gave, event by event.
struct StepComparison {
  let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  var differences: [Difference] { comparison.expect.steps.flatMap(compare) }

  private func compare(_ step: CheckedTest.Step) -> [Difference] {
    let events = comparison.run.events
    if step.isList, step.wanted.count != events.count {
      return [
        Difference(
          "step \(step.id)", expected: "\(step.wanted.count) events", actual: "\(events.count) went through the steps", at: step.span,
          cause: comparison.causes.ofStep(step.id, event: nil))
      ]
    }
    if events.isEmpty, let wanted = step.wanted.first, !wanted.isNotRun {
      return [Difference("step \(step.id)", expected: wanted.shown, actual: "no event went through the steps", at: wanted.span)]
    }
    return events.enumerated().flatMap { index, event in
      compare(step, step.isList ? step.wanted[index] : step.wanted[0], event, events.count > 1 ? " of event \(index + 1)" : "")
    }
  }

  private func compare(_ step: CheckedTest.Step, _ wanted: CheckedTest.Wanted, _ event: EventID, _ which: String) -> [Difference] {
    let subject = "step \(step.id)\(which)"
    let results = comparison.run.results(of: step.id, event)
    let mayUpdate = !step.isList && which.isEmpty || step.isList
    switch wanted {
    case .outcome(let name, let span):
      let actual = results.isEmpty ? ["not_run"] : results.map { $0.outcome?.rawValue ?? "ran" }
      if actual.allSatisfy({ $0 == name }) { return [] }
      let shown = OrderedSet(actual).joined(separator: ", ")
      return [
        Difference(
          subject, expected: name, actual: shown, at: span, cause: comparison.causes.ofStep(step.id, event: event),
          update: mayUpdate && actual.count == 1 && CheckedTest.stepOutcomes.contains(shown) ? Fix.Edit(span, shown) : nil)
      ]
    case .value(let value, let span):
      guard let result = results.last else {
        return [Difference(subject, expected: Shown.text(value), actual: comparison.causes.story(of: step.id, event: event), at: span)]
      }
      if Same.loosely(value, result.binding) { return [] }
      return [
        Difference(
          subject, expected: Shown.text(value), actual: Shown.text(result.binding), at: span, cause: comparison.causes.ofStep(step.id, event: event))
      ]
    case .fields(let fields, let span):
      guard !results.isEmpty else {
        return [
          Difference(
            subject, expected: "values", actual: "none", at: span, cause: comparison.causes.ofStep(step.id, event: event))
        ]
      }
      return results.flatMap { result in
        self.fields(fields, result, step.id, subject, event, mayUpdate: mayUpdate && results.count == 1)
      }
    }
  }

  private func fields(
    _ fields: [(name: String, value: Value, span: SourceSpan)], _ result: StepResult, _ step: String, _ subject: String, _ event: EventID,
    mayUpdate: Bool
  ) -> [Difference] {
    var found = fields.compactMap { field -> Difference? in
      let actual = actual(field.name, result, step)
      if Same.loosely(field.value, actual) { return nil }
      return Difference(
        "\(subject), \(field.name)", expected: Shown.text(field.value), actual: Shown.text(actual), at: field.span,
        cause: comparison.causes.ofStep(step, field: field.name, event: event), update: mayUpdate ? Fix.Edit(field.span, Shown.yaml(actual)) : nil)
    }
    if comparison.expect.exact, let record = result.binding.asRecord {
      let named = Set(fields.map(\.name))
      for (name, value) in record where !named.contains(name) && !value.isNull {
        found.append(
          Difference(
            "\(subject), \(name)", expected: "not named", actual: Shown.text(value), at: fields.first?.span,
            cause: comparison.causes.ofStep(step, field: name, event: event)))
      }
    }
    return found
  }
}

extension StepComparison {
  /// A field of what the step gave. One that the flow does not read is not in it: the record itself has it.
  private func actual(_ name: String, _ result: StepResult, _ step: String) -> Value {
    let flow = comparison.causes.flow
    if let record = result.binding.asRecord, record[name] == nil, let verb = flow.allSteps.first(where: { $0.id == step })?.verb,
      let (connection, object) = verb.recordObject, let id = record[object.identity],
      let row = comparison.run.world.records(connection, object.name).first(where: { $0[object.identity] == id })
    {
      return row[name] ?? .null
    }
    return Causes.value(of: name.split(separator: ".").map(String.init)[...], in: result.binding)
  }
}

extension CheckedStep.Verb {
  fileprivate var recordObject: (connection: String, object: ObjectSchema)? {
    switch self {
    case .lookup(let lookup): (lookup.connection, lookup.object)
    case .update(let write), .upsert(let write), .create(let write): (write.connection, write.object)
    default: nil
    }
  }
}

extension CaseRun {
  /// What a step gave for an event, item by item.
  func results(of step: String, _ event: EventID) -> [StepResult] {
    var results: OrderedDictionary<String, StepResult> = [:]
    for fact in trace {
      // A retry gives what was kept once more; the last one stands.
      if case .bound(event, let result) = fact, result.key.step == step { results[result.key.item] = result }
    }
    return Array(results.values)
  }
}

extension CheckedTest.Wanted {
  fileprivate var isNotRun: Bool { if case .outcome("not_run", _) = self { true } else { false } }

  fileprivate var shown: String {
    switch self {
    case .outcome(let name, _): name
    case .fields(let fields, _): "{ " + fields.map { "\($0.name): \(Shown.text($0.value))" }.joined(separator: ", ") + " }"
    case .value(let value, _): Shown.text(value)
    }
  }
}
