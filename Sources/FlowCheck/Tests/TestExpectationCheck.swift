import CEL
import Diagnostics
import FlowSyntax
import Schema

/// `expect:`: names of the flow's own steps, reasons, connections and fields.
struct TestExpectationCheck {
  let check: TestCheck
  private var findings: Findings { check.findings }

  init(_ check: TestCheck) { self.check = check }

  func expectation(_ expect: TestExpectation) -> CheckedTest.Expectation {
    if let outcomes = expect.outcomes {
      reasons(outcomes.skipped, "skipped", CheckedTest.skipReasons)
      reasons(outcomes.dead, "dead", CheckedTest.deadReasons)
    }
    for calls in expect.calls { _ = check.names.connection(calls.connection) }
    for message in expect.messages ?? [] { by(message) }
    return CheckedTest.Expectation(
      outcomes: expect.outcomes, records: expect.records.compactMap(TestRecordCheck(check).expected), calls: expect.calls,
      messages: expect.messages, messagesSpan: expect.messagesSpan, steps: expect.steps.compactMap(step), exact: expect.exact?.value ?? false,
      span: expect.span)
  }

  private func reasons(_ count: TestExpectation.Count?, _ ending: String, _ valid: [String]) {
    guard case .byReason(let counts, _)? = count else { return }
    for count in counts where !valid.contains(count.reason.value) {
      findings.add(TestFact.unknownReason(count.reason.value, ending: ending, valid: valid), at: count.reason.span)
    }
  }

  private func by(_ message: TestExpectation.Message) {
    guard let by = message.by else { return }
    let name = by.value.split(separator: ".").first.map(String.init) ?? by.value
    _ = check.names.connection(Located(name, by.span))
  }

  private func step(_ field: TestField) -> CheckedTest.Step? {
    guard let flow = check.flow else { return nil }
    guard let step = flow.allSteps.first(where: { $0.id == field.name.value }) else {
      findings.add(TestFact.unknownStep(field.name.value, flow: flow.name, valid: flow.allSteps.map(\.id)), at: field.name.span)
      return nil
    }
    if case .list(let items, let span) = field.value {
      return CheckedTest.Step(id: step.id, wanted: items.compactMap { wanted($0, step) }, isList: true, span: span)
    }
    return wanted(field.value, step).map { CheckedTest.Step(id: step.id, wanted: [$0], isList: false, span: field.value.span) }
  }

  private func wanted(_ value: TestValue, _ step: CheckedStep) -> CheckedTest.Wanted? {
    switch value {
    case .scalar(let scalar, let span):
      let text = Value(scalar).asString ?? span.text
      guard CheckedTest.stepOutcomes.contains(text) else {
        findings.add(TestFact.unknownOutcome(text, valid: CheckedTest.stepOutcomes), at: span)
        return nil
      }
      return .outcome(text, span)
    case .list(_, let span): return .value(value.value, span)
    case .object(let fields, let span):
      return .fields(fields.compactMap { self.field($0, step) }, span)
    }
  }

  private func field(_ field: TestField, _ step: CheckedStep) -> (name: String, value: Value, span: SourceSpan)? {
    switch step.verb {
    case .transform(let values):
      guard values.contains(where: { $0.name == field.name.value }) else {
        findings.add(TestFact.unknownResult(field.name.value, step: step.id, valid: values.map(\.name)), at: field.name.span)
        return nil
      }
      return (field.name.value, field.value.value, field.value.span)
    case .lookup(let lookup): return recordField(field, lookup.connection, lookup.object.name)
    case .update(let write), .upsert(let write), .create(let write): return recordField(field, write.connection, write.object.name)
    default: return (field.name.value, field.value.value, field.value.span)
    }
  }

  private func recordField(_ field: TestField, _ connection: String, _ object: String) -> (name: String, value: Value, span: SourceSpan)? {
    let span = field.name.span
    let name = ObjectName(connection: Located(connection, span), object: Located(object, span), span: span)
    guard let resolved = check.names.object(name), let (path, schema) = check.names.field(field.name, of: resolved),
      let value = check.typed(field.value, schema)
    else { return nil }
    return (path, value, field.value.span)
  }
}

extension CheckedFlow {
  /// Steps in the order of the text, blocks before what is in them.
  public var allSteps: [CheckedStep] {
    func flattened(_ steps: [CheckedStep]) -> [CheckedStep] {
      steps.flatMap { step -> [CheckedStep] in
        if case .block(let inner, _) = step.verb { return [step] + flattened(inner) }
        return [step]
      }
    }
    return flattened(steps)
  }
}
