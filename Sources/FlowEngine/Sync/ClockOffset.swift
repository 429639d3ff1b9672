import CEL
import Calls

/// How far a connection's clock is ahead of ours, learned from the times in its answers: of a change on either side it must be known which came first.
struct ClockOffset: Sendable {
  private(set) var seconds = 0.0
  /// How far it may be off: half of the time that the answer took.
  private var doubt = Double.infinity
  private var learned: Timestamp?

  /// Seconds that two clocks may part in a second.
  private static let drift = 0.001

  /// An answer that was quicker than the last one that counted tells more; older knowledge fades.
  mutating func learn(_ time: Timestamp, sent: Timestamp, now: Timestamp) {
    let doubt = now.seconds(since: sent) / 2
    let faded = self.doubt + (learned.map { now.seconds(since: $0) } ?? 0) * Self.drift
    guard doubt <= faded else { return }
    (self.doubt, learned) = (doubt, now)
    seconds = time.seconds(since: sent) - doubt
  }
}

extension CallResult {
  /// The target's clock, where the answer shows it.
  var serverTime: Timestamp? {
    switch self {
    case .found(let answer): answer.info.serverTime
    case .polled(let answer): answer.info.serverTime
    case .written(let answer): answer.info.serverTime
    default: nil
    }
  }
}
