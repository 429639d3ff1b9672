public import CEL
public import FlowEngine

/// Where everything lies that must survive the process: open events, effects, outcomes, known values.
///
/// Thread safety: every method may be called from anywhere.
public protocol JournalStore: JournalSource {
  /// Puts a commit behind all that were given before, and answers when it is durable, or when nothing of it was kept.
  func commit(_ operations: [JournalOperation], then answer: @escaping @Sendable (Result<Void, JournalFailure>) -> Void)

  /// Dead letters in order of their events.
  func deadLetters(flow: String?, after: EventID, limit: Int) async throws(JournalFailure) -> [DeadLetter]

  /// Ended events in order of their ids.
  func ended(after: EventID, limit: Int) async throws(JournalFailure) -> [EventEnd]

  /// The effects of an event in the order in which they were first intended, whether it has ended or not.
  func effects(of event: EventID) async throws(JournalFailure) -> [EffectRecord]

  /// How events and rows have ended, added up.
  func outcomes() async throws(JournalFailure) -> [OutcomeCount]

  /// Forgets what ended before this time: events that are done or skipped with their effects, and deliveries. Dead letters stay.
  func forget(before time: Timestamp) async throws(JournalFailure)

  /// Events that commands have opened again since this was last asked, in order. Each is told once.
  func takeReplays() async throws(JournalFailure) -> [BegunEvent]

  /// When the oldest event of each flow that has not ended was accepted; flows without one are left out.
  func oldestOpen() async throws(JournalFailure) -> [String: Timestamp]

  /// What people have paused.
  func holds() async throws(JournalFailure) -> Holds

  /// Connections that people have resumed since this was last asked. Each is told once.
  func takeResumed() async throws(JournalFailure) -> [String]

  /// Flows that have state: open events, dead letters, known values, claims, deliveries or watermarks.
  func keptFlows() async throws(JournalFailure) -> [String]

  /// Steps of these flows that open events have begun or done.
  func keptSteps(of flows: [String]) async throws(JournalFailure) -> [KeptStep]

  /// Keeps what the present version of each of these flows was read from.
  func keep(_ editions: [FlowEdition]) async throws(JournalFailure)

  /// Versions of these flows, the present one aside, that events need which are open or dead.
  func earlierEditions(of flows: [String]) async throws(JournalFailure) -> [FlowEdition]

  /// Finishes the commits that wait, and lets go of the journal. Later calls fail.
  func close() async
}

extension JournalStore {
  /// What stands in for a journal keeps nobody waiting.
  public func oldestOpen() async throws(JournalFailure) -> [String: Timestamp] { [:] }

  /// No command reaches a journal that only its process sees.
  public func takeReplays() async throws(JournalFailure) -> [BegunEvent] { [] }

  /// No command reaches a journal that only its process sees.
  public func holds() async throws(JournalFailure) -> Holds { Holds() }

  /// No command reaches a journal that only its process sees.
  public func takeResumed() async throws(JournalFailure) -> [String] { [] }

  /// The state of a journal that does not outlast its process is its own flows'.
  public func keptFlows() async throws(JournalFailure) -> [String] { [] }

  /// The state of a journal that does not outlast its process is its own flows'.
  public func keptSteps(of flows: [String]) async throws(JournalFailure) -> [KeptStep] { [] }

  /// A journal that does not outlast its process has one version of each flow.
  public func keep(_ editions: [FlowEdition]) async throws(JournalFailure) {}

  /// A journal that does not outlast its process has one version of each flow.
  public func earlierEditions(of flows: [String]) async throws(JournalFailure) -> [FlowEdition] { [] }

  /// Commits and returns when it is durable.
  public func commit(_ operations: [JournalOperation]) async throws(JournalFailure) {
    let result = await withCheckedContinuation { continuation in commit(operations) { continuation.resume(returning: $0) } }
    try result.get()
  }
}

/// A line of the summary.
public struct OutcomeCount: Sendable, Equatable, Hashable {
  public var flow: String
  /// `done`, `skipped` or `dead`.
  public var ending: String
  /// The reason's code: `unchanged`, `no_match`; nil when done.
  public var reason: String?
  public var count: Int

  public init(flow: String, ending: String, reason: String?, count: Int) {
    self.flow = flow
    self.ending = ending
    self.reason = reason
    self.count = count
  }
}

extension Ending {
  /// The code of the reason (`unchanged`, `no_match`); nil when done.
  public var reasonCode: String? {
    switch self {
    case .done: nil
    case .skipped(let reason): reason.code
    case .dead(let reason): reason.kind.rawValue
    }
  }
}
