import CEL
import Diagnostics
import FlowCheck
import FlowEngine
import FlowSyntax
import OrderedCollections
import Schema

/// Finds the step behind a difference, and the values that led there.
struct Causes {
  let run: CaseRun
  let flow: CheckedFlow
  let written: Flow

  /// The step that wrote a field of a record, or should have.
  func ofField(_ path: String, _ connection: String, _ object: String, id: String?) -> Difference.Cause? {
    for effect in run.effects.reversed() where effect.connection == connection && effect.object == object && (id == nil || effect.id == id) {
      guard let written = effect.fields.keys.first(where: { Self.isSame($0, path) }) else { continue }
      return cause(effect.step.step, field: written, event: effect.event, "wrote it")
    }
    for step in flow.allSteps.reversed() {
      guard let write = step.verb.record, write.connection == connection, write.object.name == object,
        let assignment = (write.set + write.setOnCreate).first(where: { Self.isSame($0.path, path) })
      else { continue }
      return cause(step.id, field: assignment.path, event: nil, "did not write it: \(story(of: step.id))")
    }
    return nil
  }

  /// A reference is also written by a field of what it refers to: `OwnerId.Email` is `OwnerId`.
  private static func isSame(_ written: String, _ path: String) -> Bool { written == path || written.hasPrefix("\(path).") }

  /// The step that ended an event in the dead letters, or skipped it.
  func ofEnd(_ end: EventEnd) -> Difference.Cause? {
    switch end.ending {
    case .done: return nil
    case .skipped(.noMatch(let step)), .skipped(.manyMatches(let step)): return cause(step, field: "match", event: end.event, end.ending.reason ?? "")
    case .skipped(.step(let step, _)): return cause(step, field: "when", event: end.event, "skipped it: \(end.ending.reason ?? "")")
    case .skipped(.when):
      return Difference.Cause(step: "when", what: "was not true", span: written.when?.span, values: values(flow.when, flowBindings))
    case .skipped(let reason): return Difference.Cause(step: reason.code, what: reason.text, span: nil, values: [])
    case .dead(let reason):
      guard let step = reason.step else { return Difference.Cause(step: reason.kind.rawValue, what: reason.text, span: nil, values: []) }
      return cause(step, field: "match", event: end.event, reason.text)
    }
  }

  /// A step as such.
  func ofStep(_ id: String, field: String? = nil, event: EventID?) -> Difference.Cause? {
    cause(id, field: field, event: event, story(of: id, event: event))
  }

  /// The step that asked for what no recording holds.
  func ofStep(_ id: String, asked: Bool) -> Difference.Cause? {
    let written = flow.allSteps.first { $0.id == id }?.verb.record
    return cause(id, field: written == nil ? "match" : nil, event: nil, "asked for it")
  }

  /// What a step did in the run, in a few words.
  func story(of step: String, event: EventID? = nil) -> String {
    for fact in run.trace.reversed() {
      switch fact {
      case .bound(let id, let result) where result.key.step == step && (event == nil || id == event):
        return [result.outcome.map { "\($0.rawValue)" } ?? "gave \(Shown.text(result.binding))", result.note.map { "(\($0))" } ?? ""]
          .filter { !$0.isEmpty }.joined(separator: " ")
      case .failed(let id, let key, let reason, _) where key.step == step && (event == nil || id == event): return reason.text
      case .condition(let id, let key, false, _) where key.step == step && (event == nil || id == event): return "its `when` was not true"
      default: continue
      }
    }
    return "it did not run"
  }

  private var flowBindings: Bindings? {
    for fact in run.trace.reversed() { if case .when(_, _, let bindings) = fact { return bindings } }
    return nil
  }

  private func cause(_ id: String, field: String?, event: EventID?, _ what: String) -> Difference.Cause {
    let place = field.flatMap { written.span(of: $0, in: id) } ?? written.step(id)?.span.firstLine
    let step = flow.allSteps.first { $0.id == id }
    let bindings = run.bindings(before: id, event: event)
    let expressions = step.map { self.expressions($0, field) } ?? []
    var seen: Set<String> = []
    let own = own(id, event)
    let values = expressions.flatMap { self.values($0, bindings, own: own) }.filter { seen.insert($0.path).inserted }
    return Difference.Cause(step: id, what: what, span: place, values: Array(values.prefix(12)))
  }

  /// The formulas behind a field, a match or a `when`; all of a step's where nothing is named.
  private func expressions(_ step: CheckedStep, _ field: String?) -> [Expression?] {
    let write = step.verb.record
    if let field, let write, let assignment = (write.set + write.setOnCreate).last(where: { $0.path == field }) { return [assignment.value] }
    if let field, case .transform(let values) = step.verb, let value = values.first(where: { $0.name == field }) { return [value.value] }
    if field == "when" { return [step.when] }
    let match: CheckedMatch? = if case .lookup(let lookup) = step.verb { lookup.match } else { write?.match }
    if let match { return match.strategies.flatMap(\.fields).map(\.value) + [match.filter] }
    if case .transform(let values) = step.verb { return values.map(\.value) }
    return [step.when]
  }

  /// What a `transform` has given: its formulas read those above them.
  private func own(_ id: String, _ event: EventID?) -> (name: String, value: Value)? {
    for fact in run.trace.reversed() {
      if case .bound(let of, let result) = fact, result.key.step == id, event == nil || of == event { return (id, result.binding) }
    }
    return nil
  }

  private func values(
    _ expression: Expression?, _ bindings: Bindings?, own: (name: String, value: Value)? = nil
  ) -> [(path: String, value: String)] {
    guard let expression, let bindings else { return [] }
    return expression.programs.flatMap(\.reads).compactMap { path in
      if let own, path.first == own.name { return (path.joined(separator: "."), Shown.text(Self.value(of: path.dropFirst(), in: own.value))) }
      guard let name = path.first, !["settings", "tables", "@outcomes"].contains(name), let slot = flow.environment.slot(of: name) else { return nil }
      return (path.joined(separator: "."), Shown.text(Self.value(of: path.dropFirst(), in: bindings[slot])))
    }
  }

  /// A path as formulas follow it: records are flat, so the rest of a path may be one key.
  static func value(of path: ArraySlice<String>, in value: Value) -> Value {
    guard let first = path.first else { return value }
    if let flat = value[path.joined(separator: ".")], path.count > 1 { return flat }
    guard let next = value[first] else { return .null }
    return self.value(of: path.dropFirst(), in: next)
  }
}

extension CheckedStep.Verb {
  var record: CheckedWrite? {
    switch self {
    case .update(let write), .upsert(let write), .create(let write): write
    default: nil
    }
  }
}

extension Flow {
  /// The step of that id, wherever it lies.
  func step(_ id: String) -> Step? {
    func find(_ steps: [Step]) -> Step? {
      for step in steps {
        if step.id?.value == id { return step }
        if case .block(let block)? = step.verb, let found = find(block.steps) { return found }
      }
      return nil
    }
    return find(steps)
  }

  /// Where a field, `match` or `when` of a step is written.
  func span(of field: String, in id: String) -> SourceSpan? {
    guard let step = step(id) else { return nil }
    if field == "when" { return step.when?.span }
    let (match, fields): (Match?, [Field]) =
      switch step.verb {
      case .lookup(let lookup)?: (lookup.match, [])
      case .update(let write)?, .upsert(let write)?, .create(let write)?: (write.match, write.set + write.setOnCreate)
      case .transform(let values)?: (nil, values)
      default: (nil, [])
      }
    if field == "match" { return match?.span ?? step.span.firstLine }
    return fields.last { $0.name.value == field }.map { $0.name.span.joined(with: $0.value.span) }
  }
}

extension SourceSpan {
  /// The part of it on its first line.
  var firstLine: SourceSpan {
    let line = file.lineRange(start.line)
    return file.span(range.lowerBound..<max(range.lowerBound, min(range.upperBound, line.upperBound)))
  }
}
