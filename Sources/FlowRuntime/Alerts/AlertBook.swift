import CEL
import Calls
import FlowEngine

/// What is wrong just now, and what of it people have been told: of one trouble its beginning and its end, however often it shows in between.
///
/// It is over when it has not shown for a while, so that what comes and goes is one trouble; each relapse makes that while longer. It has no clock.
struct AlertBook: Sendable {
  struct Key: Sendable, Hashable {
    var subject: AlertNews.Subject
    var kind: AlertNews.Kind
  }

  struct Trouble: Sendable, Equatable {
    var reason: String
    var since: Timestamp
    var last: Timestamp
    var count = 1
    /// It has not shown since.
    var wellSince: Timestamp?
    var relapses = 0
  }

  /// What a flow is watched for.
  struct Watch: Sendable {
    /// Most of the last quarter of an hour's events that may fail, as a share.
    var failed: Double?
    /// Seconds that an event may wait.
    var lag: Double?
    var owner: String?
  }

  /// By flow.
  let watches: [String: Watch]
  private(set) var open: [Key: Trouble] = [:]
  /// Whether something began or ended since this was last set back.
  var isChanged = false
  private var shares: [String: FailedShare] = [:]
  /// When a trouble ended, and with how many relapses.
  private var past: [Key: (at: Timestamp, relapses: Int)] = [:]
  private var started: Timestamp
  /// Flows that have ended an event well, or badly, since the start.
  private var done: Set<String> = []
  private var dead: Set<String> = []

  /// Seconds after which a trouble that came again is another.
  private static let memory = 3_600.0

  init(watches: [String: Watch], open: [Key: Trouble] = [:], now: Timestamp) {
    self.watches = watches
    self.open = open
    started = now
  }

  mutating func see(_ notice: RuntimeNotice, now: Timestamp) -> [AlertNews] {
    switch notice {
    case .ended(let end): return ended(end, now)
    case .called(let report): return called(report, now)
    case .alert(let alert): return changed(alert, now)
    case .reloaded(let reason?): return begin(Key(subject: .project, kind: .reload), reason, now)
    case .reloaded(nil): return over(Key(subject: .project, kind: .reload))
    case .polled, .journalFailed: return []
    }
  }

  private mutating func ended(_ end: EventEnd, _ now: Timestamp) -> [AlertNews] {
    switch end.ending {
    case .skipped: return []
    case .done:
      done.insert(end.flow)
      if watches[end.flow]?.failed != nil { shares[end.flow, default: FailedShare()].add(isDead: false, now) }
      return []
    case .dead(let reason):
      dead.insert(end.flow)
      // Its own words may hold values of the event; they are for `dead-letters show`.
      let kind = reason.plainCode.map { "\(reason.kind.rawValue) (\($0))" } ?? reason.kind.rawValue
      let words = "\(reason.step.map { "step `\($0)`, " } ?? "")\(kind)."
      var news = begin(Key(subject: .flow(end.flow), kind: .deadLetters), words, now)
      if let most = watches[end.flow]?.failed {
        shares[end.flow, default: FailedShare()].add(isDead: true, now)
        news += judge(end.flow, most, now)
      }
      return news
    }
  }

  private mutating func called(_ report: CallReport, _ now: Timestamp) -> [AlertNews] {
    let subject = AlertNews.Subject.connection(report.connection)
    if let failure = report.failures.first(where: { $0.code == CallFailure.dailyBudget || $0.code == CallFailure.allowanceCode }) {
      return begin(Key(subject: subject, kind: .budget), failure.message, now)
    }
    guard report.requests > 0, !report.failures.contains(where: { $0.affectsConnection || $0.kind == .auth }) else { return [] }
    for kind in [AlertNews.Kind.unreachable, .paused, .budget] { well(Key(subject: subject, kind: kind), now) }
    return []
  }

  /// What the engine says; that a connection is well again is seen by its calls.
  private mutating func changed(_ alert: Alert, _ now: Timestamp) -> [AlertNews] {
    let subject: AlertNews.Subject =
      switch alert.subject {
      case .connection(let name): .connection(name)
      case .flow(let name): .flow(name)
      }
    switch alert.change {
    case .circuitOpened: return begin(Key(subject: subject, kind: .unreachable), alert.reason, now)
    case .paused:
      // From here on it is one trouble, with one end.
      open[Key(subject: subject, kind: .unreachable)] = nil
      return begin(Key(subject: subject, kind: .paused), alert.reason, now)
    case .journalFailed: return begin(Key(subject: subject, kind: .journal), alert.reason, now)
    case .recovered, .firstDeadLetter: return []
    }
  }

  /// Time has passed.
  mutating func tick(now: Timestamp) -> [AlertNews] {
    var news: [AlertNews] = []
    for flow in shares.keys.sorted() {
      if let most = watches[flow]?.failed { news += judge(flow, most, now) }
    }
    for key in open.keys.filter({ $0.kind == .deadLetters }) {
      // A run that has just begun has seen nothing yet.
      if let trouble = open[key], now.seconds(since: max(trouble.last, started)) >= FailedShare.length { news += over(key) }
    }
    for (key, trouble) in open {
      guard let well = trouble.wellSince, now.seconds(since: well) >= Self.rest(key.kind, trouble.relapses) else { continue }
      news += over(key)
      past[key] = (now, trouble.relapses)
    }
    return news.sorted()
  }

  /// When the oldest open event of each flow was accepted.
  mutating func note(oldest: [String: Timestamp], now: Timestamp) -> [AlertNews] {
    var news: [AlertNews] = []
    for (flow, watch) in watches.sorted(by: { $0.key < $1.key }) {
      guard let most = watch.lag else { continue }
      let key = Key(subject: .flow(flow), kind: .lag)
      if let first = oldest[flow], now.seconds(since: first) > most {
        news += begin(key, "has an event that has waited since \(first.brief), longer than `lag: \(Int(most))s` allows.", now)
      } else {
        well(key, now)
      }
    }
    return news
  }

  /// A run over what there was has come to its end: what it showed counts without waiting.
  mutating func runEnded(now: Timestamp) -> [AlertNews] {
    var news = tick(now: now)
    for (key, trouble) in open where trouble.wellSince != nil { news += over(key) }
    for flow in done.subtracting(dead) { news += over(Key(subject: .flow(flow), kind: .deadLetters)) }
    return news.sorted()
  }

  private mutating func judge(_ flow: String, _ most: Double, _ now: Timestamp) -> [AlertNews] {
    let key = Key(subject: .flow(flow), kind: .failed)
    guard let share = shares[flow]?.share(now), share.failed > most * share.all else {
      well(key, now)
      return []
    }
    let percent = Int((share.failed / share.all * 100).rounded())
    return begin(
      key, "failed \(percent) % of the last 15 minutes' \(Int(share.all)) events, more than `failed: \(Int((most * 100).rounded()))%` allows.", now)
  }

  private mutating func begin(_ key: Key, _ reason: String, _ now: Timestamp) -> [AlertNews] {
    if var trouble = open[key] {
      trouble.last = now
      trouble.count += 1
      if trouble.wellSince != nil {
        trouble.wellSince = nil
        trouble.relapses += 1
      }
      open[key] = trouble
      return []
    }
    var trouble = Trouble(reason: reason, since: now, last: now)
    if let before = past[key], now.seconds(since: before.at) < Self.memory { trouble.relapses = before.relapses + 1 }
    open[key] = trouble
    isChanged = true
    return [news(key, trouble, isOver: false)]
  }

  private mutating func well(_ key: Key, _ now: Timestamp) {
    if let trouble = open[key], trouble.wellSince == nil { open[key]?.wellSince = now }
  }

  private mutating func over(_ key: Key) -> [AlertNews] {
    guard let trouble = open.removeValue(forKey: key) else { return [] }
    isChanged = true
    return [news(key, trouble, isOver: true)]
  }

  private func news(_ key: Key, _ trouble: Trouble, isOver: Bool) -> AlertNews {
    var owner: String?
    if case .flow(let name) = key.subject { owner = watches[name]?.owner }
    return AlertNews(
      subject: key.subject, kind: key.kind, isOver: isOver, reason: trouble.reason, since: trouble.since, count: trouble.count, owner: owner)
  }

  /// Seconds without a sign of it after which it is over. A budget shows again only when it is asked again, ten minutes later at most, and of flows of
  /// lower priority while others go on.
  private static func rest(_ kind: AlertNews.Kind, _ relapses: Int) -> Double {
    var seconds = kind == .budget ? 1_800.0 : 60.0
    for _ in 0..<min(relapses, 6) { seconds *= 2 }
    return min(seconds, memory)
  }
}

extension CallFailure {
  /// The code by which a connector says that the calls of the day are nearly used up.
  static let dailyBudget = "daily_budget"
}

extension Timestamp {
  func seconds(since other: Timestamp) -> Double { since(other)?.inSeconds ?? 0 }
}

extension [AlertNews] {
  /// The same order whatever order they were found in.
  fileprivate func sorted() -> [AlertNews] { sorted { $0.sentence < $1.sentence } }
}
