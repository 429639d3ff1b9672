import CEL
import Calls
import FlowCheck

/// One draw of jitter for all rows that one trouble concerns: what failed together is due together, and goes in one batch again.
struct WaitDraw {
  private var value: Double?

  mutating func draw(_ jitter: inout Jitter) -> Double {
    if let value { return value }
    let drawn = jitter.next()
    value = drawn
    return drawn
  }
}

extension Engine {
  /// A call failed for a row, and nothing of ours is open: it waits, or it is dead.
  mutating func handle(
    _ failure: CallFailure, _ connection: String, _ row: Int, _ step: CheckedStep, _ wave: inout Wave, _ waits: inout WaitDraw
  ) {
    let text = Messages.call(failure.code, failure.message)
    if failure.kind == .rejected {
      return wave.fail(row, step, .rejected(step.id, failure.code, text, connection), plan(of: wave))
    }
    if refusal(of: connection, wave: wave.id) != nil {
      wave.wait(row, RetryState(holding: wave.event(row).event.retry, for: connection, until: reopening(of: connection) ?? now, text))
    } else if failure.code == CallFailure.allowanceCode {
      // Our own bound for flows of this priority: others go on, and it is no fault of the event.
      hold(row, &wave, until: now.after(failure.retryAfter ?? 60), text)
    } else {
      back(off: row, step, &wave, &waits, text, code: failure.code, connection: connection, atLeast: failure.retryAfter ?? 0)
    }
  }

  /// Something that may still come is not there yet.
  mutating func wait(for reason: String, _ row: Int, _ step: CheckedStep, _ wave: inout Wave, _ waits: inout WaitDraw) {
    back(off: row, step, &wave, &waits, reason, code: nil, connection: nil, atLeast: 0)
  }

  /// Waits with exponential back-off and full jitter, until `retry.for` is used up.
  private mutating func back(
    off row: Int, _ step: CheckedStep, _ wave: inout Wave, _ waits: inout WaitDraw, _ reason: String, code: String?, connection: String?,
    atLeast: Double
  ) {
    let plan = plan(of: wave)
    let policy = plan.flow.retry
    let before = wave.event(row).event.retry
    let (attempts, spent) = (before?.attempts ?? 0, before?.spent ?? 0)
    guard spent < policy.total else {
      let text = Messages.exhausted(attempts + 1, reason)
      return wave.fail(row, step, .exhausted(step.id, code, text, connection), plan)
    }
    var ceiling = policy.first
    for _ in 0..<min(attempts, 40) where ceiling < policy.most { ceiling *= 2 }
    let delay = min(max(waits.draw(&jitter) * min(ceiling, policy.most), atLeast), max(policy.total - spent, 0.001))
    // A delay that rounds to nothing must still use up time, or a retry without wait would have no end.
    let counted = max(delay, policy.first / 1000, 0.001)
    wave.wait(row, RetryState(attempts: attempts + 1, spent: spent + counted, due: now.after(delay), connection: nil, reason: reason))
  }

  /// Another effect is in the way whose own fate is not known yet: not this event's fault.
  mutating func yield(_ row: Int, _ wave: inout Wave, to reason: String) {
    hold(row, &wave, until: now.after(max(plan(of: wave).flow.retry.first, 1)), reason)
  }

  /// Waits until a time; neither an attempt nor time is counted.
  func hold(_ row: Int, _ wave: inout Wave, until due: Timestamp, _ reason: String) {
    let before = wave.event(row).event.retry
    wave.wait(row, RetryState(attempts: before?.attempts ?? 0, spent: before?.spent ?? 0, due: due, connection: nil, reason: reason))
  }
}

extension RetryState {
  /// Waits for a connection; neither an attempt nor time is counted.
  init(holding before: RetryState?, for connection: String, until due: Timestamp, _ reason: String) {
    self.init(attempts: before?.attempts ?? 0, spent: before?.spent ?? 0, due: due, connection: connection, reason: reason)
  }
}

extension Wave {
  /// The event leaves the wave; its key stays held.
  mutating func wait(_ row: Int, _ retry: RetryState) { events[batch.rows[row].event].fate = .waits(retry) }
}
