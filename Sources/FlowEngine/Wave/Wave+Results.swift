import CEL
import FlowCheck
import OrderedCollections

extension Wave {
  /// Binds what a step gave for a row. Results of steps that asked or changed something are kept.
  mutating func bind(_ row: Int, _ step: CheckedStep, _ outcome: StepOutcome?, _ binding: Value, note: String? = nil, _ plan: Plan) {
    bind(row, StepResult(key: key(row, step), outcome: outcome, binding: binding, note: note), plan)
  }

  mutating func bind(_ row: Int, _ result: StepResult, _ plan: Plan) {
    plan.trace?.saw(.bound(event(row).event.id, result))
    batch.rows[row].bindings[plan.slots.steps[result.key.step]] = result.binding
    if let outcome = result.outcome, outcome != .none {
      batch.rows[row].outcomes[result.key.step] = .string(outcome.rawValue)
      batch.rows[row].bindings[plan.slots.outcomes] = .map(batch.rows[row].outcomes)
    }
    batch.rows[row].last = result.binding
    if result.outcome != nil { events[batch.rows[row].event].results.append(result) }
  }

  /// A step failed for good for a row: what that means for its block and its event.
  mutating func fail(_ row: Int, _ step: CheckedStep, _ reason: DeadReason, _ plan: Plan) {
    plan.trace?.saw(.failed(event(row).event.id, key(row, step), reason, handled: step.continuesOnError))
    if step.continuesOnError { return bind(row, step, .failed, .null, note: reason.text, plan) }
    var ancestor = row
    for level in batches.indices.reversed() {
      guard let block = batches[level].block, let parent = batches[level].rows[ancestor].parent else { break }
      if block.continuesOnError {
        batches[level].failed[parent] = reason
        return kill(below: level, parent)
      }
      ancestor = parent
    }
    end(row, .dead(reason))
  }

  mutating func end(_ row: Int, _ ending: Ending) { events[batch.rows[row].event].fate = .ended(ending) }

  /// Takes everything that descends from a row of the batch outside `level` out of the wave.
  private mutating func kill(below level: Int, _ parent: Int) {
    var dead: Set<Int> = [parent]
    for inner in level..<batches.count {
      var next: Set<Int> = []
      for index in batches[inner].rows.indices {
        guard let above = batches[inner].rows[index].parent, dead.contains(above) else { continue }
        batches[inner].rows[index].isLive = false
        next.insert(index)
      }
      dead = next
    }
  }
}

extension Wave {
  /// Results that the journal does not have yet go into the next commit.
  mutating func saveResults(_ index: Int) {
    let fresh = events[index].results[events[index].saved...].filter { events[index].kept[$0.key] == nil }
    events[index].saved = events[index].results.count
    if !fresh.isEmpty { pending.append(.save(events[index].event.id, Array(fresh))) }
  }
}
