import CEL
public import FlowEngine
import FlowSyntax
public import Journal

/// The shell around the engine: it carries out what the engine decides over a journal, connectors and a clock, and decides nothing itself.
///
/// The engine is stepped by one at a time, here. Everything slow runs beside it and comes back as an input.
public actor Runtime {
  var machine: any StepMachine
  let journal: any JournalStore
  let connections: [String: RunningConnection]
  let clock: any RuntimeClock
  let crash: CrashPoints
  let observe: @Sendable (RuntimeNotice) -> Void

  /// Answers that come from other threads, in the order in which they came.
  let mailbox: AsyncStream<Message>.Continuation
  private let messages: AsyncStream<Message>
  private var loop: Task<Void, Never>?

  var gates: [String: CallGate<PendingCall>] = [:]
  var calls: [CallID: Task<Void, Never>] = [:]
  var alarm: Task<Void, Never>?
  var schedules: [Task<Void, Never>] = []
  var tickets: [Ticket: CheckedContinuation<Acknowledgement, Never>] = [:]
  var polls: [SourceID: [CheckedContinuation<PollEnd, Never>]] = [:]
  var watchers: [Watcher] = []
  private var nextTicket = 1
  private var lastNow: Timestamp

  var idle: Idle?
  var isDrained = false
  /// The journal is closed.
  var isClosed = false
  /// The limit of a drain passed before all had ended.
  var hasGivenUp = false
  var isDraining = false
  /// Another runtime has taken over the journal: nothing that still comes back counts.
  var isRetired = false
  var failure: JournalFailure?
  var summary: RunSummary

  /// Something outside the actor has come to its end.
  enum Message: Sendable {
    case fact(Input.Fact)
    case called(PendingCall, CallResult)
    case journalFailed(JournalFailure, Input.Fact)
  }

  struct PendingCall: Sendable {
    var id: CallID
    var call: FlowEngine.Call
    var priority: Flow.Priority
  }

  /// Somebody who waits for a state of the runtime.
  struct Watcher {
    var isMet: @Sendable (isolated Runtime) -> Bool
    var continuation: CheckedContinuation<Void, Never>
  }

  /// `summary`: what a runtime before this one has counted, to be counted on.
  public init(
    _ machine: any StepMachine, journal: any JournalStore, connections: [String: RunningConnection], clock: any RuntimeClock = SystemClock(),
    summary: RunSummary = RunSummary(), crash: @escaping CrashPoints = { _ in }, observe: @escaping @Sendable (RuntimeNotice) -> Void = { _ in }
  ) {
    self.summary = summary
    self.machine = machine
    self.journal = journal
    self.connections = connections
    self.clock = clock
    self.crash = crash
    self.observe = observe
    (messages, mailbox) = AsyncStream.makeStream()
    lastNow = clock.now
    gates = connections.mapValues { CallGate(limit: $0.concurrentCalls) }
  }

  deinit { mailbox.finish() }

  /// Reads what the journal holds and goes on with it. First, once.
  public func start() async throws(JournalFailure) {
    let state = try await journal.restore()
    for (name, connection) in connections {
      connection.limiter?.open(name, journal: journal, clock: clock, used: state.allowances[name])
    }
    loop = Task { [messages, weak self] in
      for await message in messages { await self?.handle(message) }
    }
    feed(.restored(state))
  }

  /// Hands over what came for a source, and returns when it is durable, or refused.
  public func accept(_ content: Arrival.Content, for source: SourceID) async -> Acknowledgement {
    if let failure { return .refused(.notKept(reason: failure.message)) }
    if isDraining { return .refused(.draining) }
    let ticket = Ticket(nextTicket)
    nextTicket += 1
    return await withCheckedContinuation { continuation in
      tickets[ticket] = continuation
      feed(.arrived(Arrival(source: source, content: content, ticket: ticket)))
    }
  }

  /// What the run has done so far.
  public var report: RunSummary { summary }

  /// Why the journal stopped; nil while it works.
  public var journalFailure: JournalFailure? { failure }

  /// Why nothing can be accepted now, in a sentence; nil when all is well.
  public var unready: String? {
    if let failure { return failure.message }
    return isDraining ? "This process is going down." : nil
  }

  /// Gives the engine one input and carries out what it wants.
  func feed(_ fact: Input.Fact) {
    guard !isRetired else { return }
    // The machine's clock may be set back; the engine's time only goes on.
    lastNow = max(lastNow, clock.now)
    for command in machine.step(Input(fact, at: lastNow)) { carryOut(command) }
    wakeWatchers()
  }

  private func handle(_ message: Message) {
    switch message {
    case .fact(let fact): feed(fact)
    case .called(let pending, let result): callEnded(pending, result)
    case .journalFailed(let failure, let fact):
      stop(failure)
      feed(fact)
    }
  }

  /// Returns when the state is reached.
  func wait(until isMet: @escaping @Sendable (isolated Runtime) -> Bool) async {
    if isMet(self) { return }
    await withCheckedContinuation { watchers.append(Watcher(isMet: isMet, continuation: $0)) }
  }

  func wakeWatchers() {
    guard !watchers.isEmpty else { return }
    var waiting: [Watcher] = []
    for watcher in watchers {
      if watcher.isMet(self) { watcher.continuation.resume() } else { waiting.append(watcher) }
    }
    watchers = waiting
  }

  private func stop(_ failure: JournalFailure) {
    guard self.failure == nil else { return }
    self.failure = failure
    observe(.journalFailed(failure))
    for (_, continuation) in tickets { continuation.resume(returning: .refused(.notKept(reason: failure.message))) }
    tickets = [:]
  }
}
