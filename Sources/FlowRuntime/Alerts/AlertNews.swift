public import CEL

/// Something that people should know: a trouble that began, or one that is over.
public struct AlertNews: Sendable, Equatable {
  public enum Subject: Sendable, Hashable {
    case connection(String)
    case flow(String)
    /// All of it.
    case project
  }

  /// What is wrong.
  public enum Kind: String, Sendable, CaseIterable {
    /// A connection's calls keep failing.
    case unreachable
    /// A connection's login was refused.
    case paused
    /// A connection's calls of the day are nearly used up.
    case budget
    /// Events of a flow end in the dead letters.
    case deadLetters = "dead_letters"
    /// More of a flow's events fail than `failed` allows.
    case failed
    /// An event waits longer than `lag` allows.
    case lag
    /// The journal keeps nothing any more.
    case journal
    /// The project's files have changed, and cannot be used.
    case reload
  }

  public var subject: Subject
  public var kind: Kind
  /// True for the notice of recovery.
  public var isOver: Bool
  /// What began it, in a sentence; without values of events.
  public var reason: String
  public var since: Timestamp
  /// How often it was seen while it lasted.
  public var count: Int
  /// Who answers for the flow.
  public var owner: String?
}

extension AlertNews {
  /// One line for people.
  public var sentence: String {
    switch subject {
    case .connection(let name): "Connection `\(name)` \(isOver ? ending : beginning)"
    case .flow(let name): "Flow `\(name)` \(isOver ? ending : beginning)"
    case .project: "The project \(isOver ? ending : beginning)"
    }
  }

  private var beginning: String {
    switch kind {
    case .unreachable: "does not answer and is being probed; its events wait: \(reason)"
    case .paused: "is paused, since its login was refused; its events wait. Mend the login and start the run again: \(reason)"
    case .budget: "has nearly used up today's calls; its events wait: \(reason)"
    case .deadLetters: "has dead letters: \(reason) See `flowrun dead-letters list`."
    case .failed, .lag: reason
    case .reload: "has changed files that cannot be used; the flows run on as they were: \(reason)"
    case .journal: "stopped, since the journal keeps nothing more: \(reason)"
    }
  }

  private var ending: String {
    let time = "since \(since.brief)"
    return switch kind {
    case .unreachable: "answers again; it did not \(time)."
    case .paused: "is let in again; it was paused \(time)."
    case .budget: "has calls again; they were short \(time)."
    case .deadLetters: "makes no dead letters any more; \(count == 1 ? "there was 1" : "there were \(count)") \(time)."
    case .failed: "fails no more than it may; it did \(time)."
    case .lag: "has caught up; it was late \(time)."
    case .journal: "runs again."
    case .reload: "runs as its files say again; it did not \(time)."
    }
  }
}

extension Timestamp {
  /// To the second.
  var brief: String {
    let whole = Timestamp(seconds: seconds) ?? self
    return "\(whole)"
  }
}
