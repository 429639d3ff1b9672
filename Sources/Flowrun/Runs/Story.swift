import CEL
import FlowCheck
import FlowEngine
import FlowSyntax
import FlowTest
import Journal

/// One event's whole story: what came, what each formula gave, how records were found, what was called and what was answered.
struct Story {
  let stored: EventStory
  /// What the flow's formulas gave; nil where the flow is not there, or is another version by now.
  let steps: [Step]
  /// Why there are no formulas; nil where there are.
  let untold: String?

  /// A step, or a step for one item.
  struct Step {
    var key: StepKey
    var result: StepResult?
    /// False where its `when` was not true.
    var ran = true
    var formulas: [Formula] = []
    var effects: [EffectRecord] = []
  }

  struct Formula {
    /// `when`, `match.Id`, `set.Name`.
    var name: String
    var text: String
    var value: Value
  }

  /// The flow's own formulas.
  let opening: [Formula]

  init(_ stored: EventStory, checked: CheckedFlow?, written: Flow?, untold: String?) {
    self.stored = stored
    guard let checked, let written else {
      self.untold = untold
      opening = []
      steps = Self.plain(stored)
      return
    }
    self.untold = nil
    let retelling = Retelling(stored.event, of: checked)
    let sites = Dictionary(grouping: Site.all(checked, written)) { site -> String in
      switch site.moment {
      case .row: ""
      case .when: "when"
      case .condition(let step), .began(let step), .transform(let step, _), .written(let step), .created(let step): "step \(step)"
      }
    }
    opening = (sites["when"] ?? []).map { Self.formula($0, retelling.start) }
    steps = retelling.steps.map { told in
      let effects = stored.event.effects.filter { $0.step == told.key }
      var step = Step(key: told.key, result: told.result, ran: told.condition.map { $0 == .bool(true) } ?? true, effects: effects)
      let created = told.result?.outcome == .created || effects.contains { $0.verb == .create }
      for site in sites["step \(told.key.step)"] ?? [] {
        switch site.moment {
        case .condition: step.formulas.append(Self.formula(site, told.before))
        case .began where step.ran: step.formulas.append(Self.formula(site, told.before))
        case .written where step.ran: step.formulas.append(Self.formula(site, told.before))
        case .created where step.ran && created: step.formulas.append(Self.formula(site, told.before))
        case .transform where step.ran: step.formulas.append(Self.formula(site, told.after ?? told.before))
        default: break
        }
      }
      return step
    }
  }

  private static func formula(_ site: Site, _ bindings: Bindings) -> Formula {
    Formula(name: site.name, text: site.formulas.map(\.text).joined(separator: "; "), value: site.expression.evaluate(bindings))
  }

  /// What the journal has by itself.
  private static func plain(_ stored: EventStory) -> [Step] {
    var steps = stored.event.results.map { result in
      Step(key: result.key, result: result, effects: stored.event.effects.filter { $0.step == result.key })
    }
    for effect in stored.event.effects where !steps.contains(where: { $0.key == effect.step }) {
      steps.append(Step(key: effect.step, result: nil, effects: stored.event.effects.filter { $0.step == effect.step }))
    }
    return steps
  }
}
