import CEL
import Diagnostics
public import FlowCheck
public import FlowSyntax

/// A value of a flow: as it was checked, as it is written, and when it is computed.
public struct Site: Sendable {
  public enum Moment: Hashable, Sendable {
    /// With each row of a source.
    case row(Int)
    /// With each event that may matter: the flow's `when`.
    case when
    /// Before a step.
    case condition(String)
    /// With a step.
    case began(String)
    /// With a step, after the values above it; the name of the value.
    case transform(String, String)
    /// When a record is compared or made.
    case written(String)
    /// When a record is made.
    case created(String)
  }

  public var moment: Moment
  /// `set.Health_Score__c`, `match`, `when`.
  public var name: String
  public var expression: Expression
  public var formulas: [Formula]
}

extension Site {
  /// All of a flow's.
  public static func all(_ flow: CheckedFlow, _ written: Flow) -> [Site] {
    var sites: [Site] = []
    func add(_ moment: Moment, _ name: String, _ expression: Expression?, _ formulas: [Formula]?) {
      if let expression, let formulas, !formulas.isEmpty {
        sites.append(Site(moment: moment, name: name, expression: expression, formulas: formulas))
      }
    }
    for (index, (source, trigger)) in zip(flow.sources, written.triggers).enumerated() {
      for field in source.event ?? [] {
        add(.row(index), "event.\(field.name)", field.value, trigger.event?.first { $0.name.value == field.name }?.value.formulas)
      }
    }
    add(.when, "when", flow.when, written.when?.formulas)
    for step in flow.allSteps {
      guard let ast = written.step(step.id) else { continue }
      add(.condition(step.id), "when", step.when, ast.when?.formulas)
      switch (step.verb, ast.verb) {
      case (.lookup(let lookup), .lookup(let ast)?): match(lookup.match, ast.match, step.id, add)
      case (.update(let write), .update(let ast)?), (.upsert(let write), .upsert(let ast)?), (.create(let write), .create(let ast)?):
        if let own = write.match { match(own, ast.match, step.id, add) }
        for (own, field) in zip(write.set, ast.set) { add(.written(step.id), "set.\(own.path)", own.value, field.value.formulas) }
        for (own, field) in zip(write.setOnCreate, ast.setOnCreate) {
          add(.created(step.id), "set_on_create.\(own.path)", own.value, field.value.formulas)
        }
      case (.transform(let values), .transform(let fields)?):
        for (value, field) in zip(values, fields) { add(.transform(step.id, value.name), value.name, value.value, field.value.formulas) }
      case (.skip(let reason), .skip(let ast)?), (.fail(let reason), .fail(let ast)?): add(.began(step.id), "reason", reason, ast.formulas)
      case (.notify(let notify), .notify(let ast)?):
        add(.began(step.id), "to", notify.to, ast.to?.formulas)
        add(.began(step.id), "subject", notify.subject, ast.subject?.formulas)
        add(.began(step.id), "text", notify.text, ast.text?.formulas)
        add(.began(step.id), "mention", notify.mention, ast.mention?.formulas)
      case (.call(_, _, let with), .call(let ast)?):
        for (own, field) in zip(with, ast.with) { add(.began(step.id), "with.\(own.name)", own.value, field.value.formulas) }
      case (.block(_, let each?), .block(let ast)?): add(.began(step.id), "for_each", each.list, ast.forEach?.formulas)
      default: break
      }
    }
    return sites
  }

  private static func match(
    _ match: CheckedMatch, _ ast: Match, _ step: String, _ add: (Moment, String, Expression?, [Formula]?) -> Void
  ) {
    for (strategy, set) in zip(match.strategies, ast.sets) {
      for (own, field) in zip(strategy.fields, set.fields) { add(.began(step), "match.\(own.path)", own.value, field.value.formulas) }
    }
  }
}
