import CEL
import FlowCheck
import FlowEngine
import Journal
import OrderedCollections
import Schema

extension FlowPlan.Event {
  /// What was decided of one event.
  init(_ event: OpenEvent, _ decisions: PlanJournal.Decisions, _ effects: [EffectRecord], _ world: PlannedWorld, _ steps: [String: CheckedStep]) {
    let letter = decisions.letters[event.id]
    let end = decisions.ends[event.id]
    self.init(
      flow: event.flow, about: event.about, event: letter?.raw ?? event.event, ending: end?.ending.name ?? "waits", code: end?.ending.reasonCode,
      reason: end?.ending.reason ?? decisions.retries[event.id]?.reason, steps: [])
    var left = OrderedDictionary(effects.map { ($0.step, $0) }) { $1 }
    for result in end?.steps ?? [] {
      guard let outcome = result.outcome else { continue }
      if let effect = left.removeValue(forKey: result.key) {
        self.steps.append(FlowPlan.Step(effect, note: result.note, world))
      } else {
        let place = steps[result.key.step].map(\.place) ?? (connection: "", object: "", identity: "")
        let record = result.binding.asList == nil ? result.binding[place.identity]?.asString : nil
        self.steps.append(
          FlowPlan.Step(
            step: result.key.step, item: result.key.item, action: FlowPlan.Action(outcome), connection: place.connection, object: place.object,
            record: record, note: result.note, changes: []))
      }
    }
    // Refused by the schema: shown with what was to be written.
    for effect in left.values { self.steps.append(FlowPlan.Step(effect, note: nil, world)) }
  }
}

extension FlowPlan.Step {
  fileprivate init(_ effect: EffectRecord, note: String?, _ world: PlannedWorld) {
    let place = PlannedWorld.Place(connection: effect.connection, object: effect.object)
    let before = world.before(
      PlannedWorld.WriteKey(place: place, id: effect.verb == .create ? nil : effect.id, fields: effect.fields))
    self.init(
      step: effect.step.step, item: effect.step.item, action: effect.state == .failed ? .failed : FlowPlan.Action(effect.verb),
      connection: effect.connection, object: effect.object, record: effect.id, note: note,
      changes: effect.fields.map { path, value in
        // The effect key is derived from the event's number, which the plan does not know.
        FlowPlan.Change(field: path, before: before?[path] ?? .null, after: value == .string(effect.key) ? .string(Self.effectKey) : value)
      })
  }

  /// Stands for the effect key that a create is given.
  static let effectKey = "(effect key)"
}

extension FlowPlan.Action {
  fileprivate init(_ outcome: StepOutcome) {
    self =
      switch outcome {
      case .created: .create
      case .updated: .update
      case .unchanged: .unchanged
      case .found: .found
      case .refused: .refused
      case .failed: .failed
      case .sent: .notify
      case .none: .none
      }
  }

  fileprivate init(_ verb: EffectRecord.Verb) {
    self =
      switch verb {
      case .create: .create
      case .update: .update
      case .notify: .notify
      case .operation: .operation
      }
  }
}

extension CheckedStep {
  /// Where its record lies.
  fileprivate var place: (connection: String, object: String, identity: String) {
    switch verb {
    case .lookup(let lookup): (lookup.connection, lookup.object.name, lookup.object.identity)
    case .update(let write), .upsert(let write), .create(let write): (write.connection, write.object.name, write.object.identity)
    case .notify(let notify): (notify.connection, notify.channel ?? "", "id")
    case .call(let connection, let operation, _): (connection, operation, "id")
    default: ("", "", "")
    }
  }

  /// This step and those in it.
  var flattened: [CheckedStep] {
    if case .block(let inner, _) = verb { return [self] + inner.flatMap(\.flattened) }
    return [self]
  }
}
