public import CEL
import FlowSyntax

/// How a connection's day stands, as its journal has it.
public struct AllowanceView: Sendable, Equatable {
  /// Requests of the last 24 hours.
  public var used: Int
  /// What the flows may use in 24 hours; nil: not bounded.
  public var ours: Int?
  /// Requests of the last hour.
  public var lastHour: Int

  /// Reads what `journal` holds of a connection with these limits.
  public init(_ text: String, _ limits: CallLimits, now: Timestamp) {
    var allowance = Allowance(limits)
    let time = now.secondsSince1970
    allowance.restore(text, at: time)
    _ = allowance.dayWait(for: .high, at: time)
    used = allowance.day.total
    ours = allowance.ours
    let from = Int64((time - 3_600) / DayCount.stretch)
    lastHour = allowance.day.stretches.reduce(0) { $1.number > from ? $0 + $1.count : $0 }
  }

  /// Seconds until the allowance is used up at the rate of the last hour; nil: not within 24 hours.
  public var endsIn: Double? {
    guard let ours else { return nil }
    if used >= ours { return 0 }
    guard lastHour > 0 else { return nil }
    let seconds = Double(ours - used) / Double(lastHour) * 3_600
    return seconds < 86_400 ? seconds : nil
  }
}
