import Calls
import Synchronization

/// How much of the organisation's daily calls may be used up before this connection waits. Reference 6.1 and 6.3.
///
/// Every answer's `Sforce-Limit-Info` counts all users and applications. Above the share nothing is sent but a look at `/limits`, so that the
/// others have something left, and so that the window's end is seen.
final class DailyBudget: Sendable {
  /// Nil never waits.
  let share: Double?
  private let usage = Mutex<(used: Int, allowed: Int)?>(nil)

  init(share: Double?) { self.share = share }

  func note(_ usage: (used: Int, allowed: Int)?) {
    if let usage { self.usage.withLock { $0 = usage } }
  }

  /// Whether the share is used up, as far as is known.
  var isSpent: Bool {
    guard let share, let usage = usage.withLock({ $0 }), usage.allowed > 0 else { return false }
    return Double(usage.used) >= Double(usage.allowed) * share
  }

  /// Why a call is not made.
  var failure: CallFailure {
    let usage = self.usage.withLock { $0 }
    return CallFailure(
      .rate, code: "daily_budget",
      message: "\(usage?.used ?? 0) of the \(usage?.allowed ?? 0) calls that Salesforce allows in 24 hours are used, and `options.budget` stops at "
        + "\(Int((share ?? 1) * 100)) %.", retryAfter: 300, affectsConnection: true)
  }
}
