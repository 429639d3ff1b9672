import CEL
import Diagnostics
import FlowSyntax
import Schema

/// `match:`, `on_none:` and `on_many:`.
struct MatchCheck {
  let check: FlowCheck

  init(_ check: FlowCheck) { self.check = check }

  func run(_ match: Match, _ resolved: Names.Resolved, _ scope: Scope) -> CheckedMatch {
    let strategies = match.sets.map { set in
      CheckedMatch.Strategy(fields: set.fields.compactMap { field($0, resolved, scope) }, normalized: set.normalized)
    }
    return CheckedMatch(strategies: strategies, onNone: onNone(match.onNone?.value), onMany: onMany(match.onMany?.value))
  }

  /// Looks at the formulas of a match whose object is not known.
  func compileOnly(_ match: Match, _ scope: Scope) {
    for field in match.sets.flatMap(\.fields) { _ = check.compiler.data(field.value, in: scope) }
  }

  private func field(_ field: Field, _ resolved: Names.Resolved, _ scope: Scope) -> (path: String, schema: FieldSchema?, value: Expression)? {
    let compiled = check.compiler.data(field.value, in: scope)
    guard let (path, schema) = check.names.field(field.name, of: resolved), let compiled else { return nil }
    // A list or mapping has been reported as such.
    if let schema, case .scalar = field.value {
      ValueCheck(findings: check.findings, isComplete: resolved.object.complete).run(compiled, field.value, schema)
    }
    return (path, schema, compiled.expression)
  }

  private func onNone(_ value: Match.OnNone?) -> CheckedMatch.OnNone {
    switch value {
    case .skip: .skip
    case .continue: .continue
    case .retry: .retry
    case .fail, nil: .fail
    }
  }

  private func onMany(_ value: Match.OnMany?) -> CheckedMatch.OnMany {
    switch value {
    case .skip: .skip
    case .newest: .newest
    case .oldest: .oldest
    case .fail, nil: .fail
    }
  }
}
