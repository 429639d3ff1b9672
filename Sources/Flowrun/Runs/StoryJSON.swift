import CEL
import FlowEngine
import Journal
import OrderedCollections

// Stories for programs: `runs --format json`, and the page of the admin port.
extension EventStory {
  /// One line of a list.
  var json: Value { .map(Record(uniqueKeysWithValues: members)) }

  fileprivate var members: [(String, Value)] {
    var reason: DeadReason?
    if case .dead(let dead)? = ending { reason = dead }
    return [
      ("id", .int(event.id)), ("flow", .string(event.flow)), ("version", .string(event.version)), ("source", .int(Int64(event.source))),
      ("about", .word(event.about)), ("key", .word(event.key)), ("at", .string(event.at.description)),
      ("accepted_at", .string(event.acceptedAt.description)), ("ended_at", .word(endedAt?.description)),
      ("ending", .string(ending?.name ?? "open")), ("reason", .word(ending?.reasonCode)), ("text", .word(ending?.reason)),
      ("advice", .word(reason?.advice)), ("warnings", .int(Int64(warnings.count))),
      ("refused", .list(ListValue(refusals.map { .string($0.note ?? "") }))),
      (
        "retry",
        event.retry.map { retry in
          .map([
            "attempts": .int(Int64(retry.attempts)), "due": .string(retry.due.description), "connection": .word(retry.connection),
            "reason": .string(retry.reason),
          ])
        } ?? .null
      ),
    ]
  }
}

extension Story {
  var json: Value {
    .map(
      Record(
        uniqueKeysWithValues: stored.members + [
          ("event", stored.event.event), ("was", stored.event.was), ("formulas", .list(opening.map(Self.json))), ("steps", .list(steps.map(json))),
          ("untold", .word(untold)),
        ]))
  }

  private func json(_ step: Step) -> Value {
    .map([
      "step": .string(step.key.step), "item": .word(step.key.item.isEmpty ? nil : step.key.item), "ran": .bool(step.ran),
      "outcome": .word(step.result?.outcome?.rawValue), "note": .word(step.result?.note), "result": step.result?.binding ?? .null,
      "formulas": .list(step.formulas.map(Self.json)),
      "effects": .list(
        step.effects.map { effect in
          .map([
            "verb": .string(effect.verb.rawValue), "connection": .string(effect.connection), "object": .string(effect.object),
            "id": .word(effect.id), "fields": .map(effect.fields), "sent_at": .string(effect.intendedAt.description),
            "state": .string(effect.state.rawValue), "answer": .string(StoryReport.answer(effect, stored.failures[effect.key])),
          ])
        }),
    ])
  }

  private static func json(_ formula: Formula) -> Value {
    var value = formula.value
    var error: String?
    if case .error(let failed) = value { (value, error) = (.null, failed.message) }
    return .map(["name": .string(formula.name), "formula": .string(formula.text), "value": value, "error": .word(error)])
  }
}

extension Value {
  /// Text, or null where there is none.
  static func word(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
}
