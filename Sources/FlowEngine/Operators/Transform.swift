import CEL
import FlowCheck
import OrderedCollections

/// `transform`: named formulas, each of which may use those above it.
enum Transform {
  static func run(_ formulas: [(name: String, value: Expression)], _ step: CheckedStep, _ rows: [Int], _ wave: inout Wave, _ plan: Plan) {
    let slot = plan.slots.steps[step.id]
    for row in rows {
      var bindings = wave.bindings(row)
      var record = Record(minimumCapacity: formulas.count)
      var failure: DeadReason?
      for formula in formulas {
        bindings[slot] = .map(record)
        let value = formula.value.evaluate(bindings)
        if case .error(let error) = value {
          failure = .formula(Messages.formula("\(step.id).\(formula.name)", error.message), step: step.id)
          break
        }
        record[formula.name] = value
      }
      if let failure { wave.fail(row, step, failure, plan) } else { wave.bind(row, step, nil, .map(record), plan) }
    }
  }
}
