import CEL
import FlowCheck

/// `skip` and `fail`: the event ends.
enum SkipOrFail {
  static func skip(_ reason: Expression, _ step: CheckedStep, _ rows: [Int], _ wave: inout Wave, _ plan: Plan) {
    each(reason, step, rows, &wave, plan) { wave, row, text in wave.end(row, .skipped(.step(step.id, reason: text))) }
  }

  static func fail(_ reason: Expression, _ step: CheckedStep, _ rows: [Int], _ wave: inout Wave, _ plan: Plan) {
    each(reason, step, rows, &wave, plan) { wave, row, text in wave.fail(row, step, .failStep(step.id, text), plan) }
  }

  private static func each(
    _ reason: Expression, _ step: CheckedStep, _ rows: [Int], _ wave: inout Wave, _ plan: Plan, _ end: (inout Wave, Int, String) -> Void
  ) {
    for row in rows where wave.isLive(row) {
      let value = reason.evaluate(wave.bindings(row))
      if case .error(let error) = value {
        wave.fail(row, step, .formula(Messages.formula(step.id, error.message), step: step.id), plan)
      } else {
        end(&wave, row, Lenient.text(value).asString ?? step.id)
      }
    }
  }
}
