import CEL
import Calls
import FlowCheck

/// `lookup`: finds the record of each row of the batch.
struct Lookup: Operator {
  private let step: CheckedStep
  private let lookup: CheckedLookup
  private let rows: [Int]
  private var matcher: Matcher

  init(_ step: CheckedStep, _ lookup: CheckedLookup, _ rows: [Int], _ plan: Plan) {
    self.step = step
    self.lookup = lookup
    self.rows = rows
    matcher = Matcher(
      step, connection: lookup.connection, object: lookup.object, match: lookup.match, fields: plan.reads[step.id] ?? lookup.fields, rows: rows)
  }

  mutating func answered(_ tag: Int, _ result: CallResult, _ wave: inout Wave, _ engine: inout Engine) {
    matcher.answered(tag, result, &wave, &engine)
  }

  mutating func advance(_ wave: inout Wave, _ engine: inout Engine) -> Bool {
    guard matcher.advance(&wave, &engine) else { return false }
    let plan = engine.plan(of: wave)
    var waits = WaitDraw()
    for row in rows where wave.isLive(row) {
      guard let outcome = matcher.outcomes[row] else { continue }
      switch outcome {
      case .failed(let failure):
        engine.handle(failure, lookup.connection, row, step, &wave, &waits)
        continue
      case .wrong(let reason):
        wave.fail(row, step, reason, plan)
        continue
      case .matched(let match) where lookup.many:
        wave.bind(row, step, .found, .list(match.records.map(Value.map)), note: match.by, plan)
        continue
      case .none where lookup.many && lookup.match.onNone == .continue:
        wave.bind(row, step, StepOutcome.none, .list([Value]()), plan)
        continue
      case .matched, .none: break
      }
      switch matcher.choice(outcome) {
      case .one(let record, let by, _): wave.bind(row, step, .found, .map(record), note: by, plan)
      case .nothing: wave.bind(row, step, StepOutcome.none, .null, plan)
      case .ends(let ending): wave.end(row, ending)
      case .fails(let reason): wave.fail(row, step, reason, plan)
      case .waits(let reason): engine.wait(for: reason, row, step, &wave, &waits)
      case nil: break
      }
    }
    return true
  }
}
