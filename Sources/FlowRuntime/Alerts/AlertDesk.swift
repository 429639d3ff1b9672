public import CEL
import Calls
public import ConnectorKit
import Synchronization

/// Sends alerts beside a run, to whom the policy names.
///
/// A run never waits for it: what it sees goes into a book, and one task sends what is news. Several things that happen together are one message. What
/// cannot be sent is said by `warn`, and the run goes on.
public final class AlertDesk: Sendable {
  /// Seconds in which more may happen before a message goes.
  static let gathering = 5.0
  /// Seconds between two looks at what has passed.
  static let pace = 15.0
  /// Seconds for one attempt, and between attempts.
  static let patience = 30.0
  static let pauses = [2.0, 10.0]
  /// News that wait at most.
  private static let room = 1_000

  private struct State {
    var book: AlertBook
    var waiting: [AlertNews] = []
    var isEnding = false
    var sent = 0
    var gathering: Task<Void, Never>?
  }

  private let state: Mutex<State>
  private let policy: AlertPolicy
  private let targets: [String: any CallTarget]
  private let run: @Sendable ([String], AlertMessage) async -> String?
  private let memory: (any AlertMemory)?
  private let clock: any RuntimeClock
  private let warn: @Sendable (String) -> Void
  private let signal: AsyncStream<Void>.Continuation
  private let signals: AsyncStream<Void>
  private let tasks = Mutex<[Task<Void, Never>]>([])

  /// `targets`: by connection. `run` starts a program and gives what went wrong, nil when nothing did.
  public init(
    _ policy: AlertPolicy, targets: [String: any CallTarget], run: @escaping @Sendable ([String], AlertMessage) async -> String?,
    memory: (any AlertMemory)? = nil, clock: any RuntimeClock = SystemClock(), warn: @escaping @Sendable (String) -> Void
  ) {
    self.policy = policy
    self.targets = targets
    self.run = run
    self.memory = memory
    self.clock = clock
    self.warn = warn
    let open = memory?.read().map { AlertBook.open(from: $0) } ?? [:]
    state = Mutex(State(book: AlertBook(watches: policy.watches, open: open, now: clock.now)))
    (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// What a runtime tells; returns at once.
  public func see(_ notice: RuntimeNotice) { take { $0.see(notice, now: $1) } }

  /// Begins to send. `oldest` gives when the oldest open event of each flow was accepted.
  public func start(oldest: @escaping @Sendable () async -> [String: Timestamp]) {
    let sender = Task { await self.send() }
    let watches = policy.watches.values.contains { $0.lag != nil }
    let ticker = Task {
      while !Task.isCancelled {
        do { try await self.clock.sleep(until: self.clock.now.later(by: Self.pace)) } catch { return }
        let times = watches ? await oldest() : [:]
        self.take { book, now in book.tick(now: now) + (watches ? book.note(oldest: times, now: now) : []) }
      }
    }
    tasks.withLock { $0 = [sender, ticker] }
  }

  /// Sends what waits, and returns when it is sent, at the latest after `limit` seconds. `isOver`: the run has seen all there was.
  public func finish(isOver: Bool, limit: Double = 20) async {
    let tasks = tasks.withLock { tasks in
      defer { tasks = [] }
      return tasks
    }
    guard let sender = tasks.first else { return }
    tasks.dropFirst().forEach { $0.cancel() }
    if isOver { take { $0.runEnded(now: $1) } }
    state.withLock { state in
      state.isEnding = true
      state.gathering?.cancel()
    }
    signal.finish()
    let deadline = clock.now.later(by: limit)
    let timer = Task {
      do { try await self.clock.sleep(until: deadline) } catch { return }
      sender.cancel()
    }
    await sender.value
    timer.cancel()
    memory?.write(state.withLock { $0.book.kept })
  }

  private func take(_ body: (inout AlertBook, Timestamp) -> [AlertNews]) {
    let now = clock.now
    let isNews = state.withLock { state in
      let news = body(&state.book, now)
      state.waiting += news.prefix(Self.room - state.waiting.count)
      return !news.isEmpty
    }
    if isNews { signal.yield() }
  }

  private func send() async {
    for await _ in signals {
      await gather()
      await sendWaiting()
    }
    await sendWaiting()
  }

  /// Lets what belongs together come together.
  private func gather() async {
    let until = clock.now.later(by: Self.gathering)
    let task: Task<Void, Never>? = state.withLock { state in
      guard !state.isEnding else { return nil }
      let task = Task { [clock] in _ = try? await clock.sleep(until: until) }
      state.gathering = task
      return task
    }
    await task?.value
  }

  private func sendWaiting() async {
    let waiting = state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
    guard !waiting.isEmpty else { return }
    var messages: [(receiver: AlertReceiver, news: [AlertNews])] = []
    for news in waiting {
      for receiver in policy.receivers(of: news.subject) {
        if let place = messages.firstIndex(where: { $0.receiver == receiver }) {
          messages[place].news.append(news)
        } else {
          messages.append((receiver, [news]))
        }
      }
    }
    await withTaskGroup { group in
      for message in messages {
        let key = "alert\(clock.now.seconds)x\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        group.addTask { await self.deliver(AlertMessage(news: message.news, key: key), to: message.receiver) }
      }
    }
    memory?.write(state.withLock { $0.book.kept })
  }

  private func deliver(_ message: AlertMessage, to receiver: AlertReceiver) async {
    switch receiver {
    case .command(let command):
      if let failure = await run(command, message) { warn("An alert could not be given to `\(command.first ?? "")`: \(failure)") }
    case .connection(let name, let to):
      guard let target = targets[name] else { return }
      let call = NotifyCall(
        connection: name, channel: nil, to: to, subject: message.subject, text: message.text, mention: [], key: message.key)
      if let failure = await attempt(call, target) { warn("An alert could not be sent over `\(name)`: \(failure.message)") }
    }
  }

  /// Tries it some times; gives the last failure.
  private func attempt(_ call: NotifyCall, _ target: any CallTarget) async -> CallFailure? {
    var pauses = Self.pauses[...]
    while true {
      guard let failure = await once(call, target) else { return nil }
      switch failure.kind {
      case .retry, .rate, .unknown: break
      case .auth, .rejected, .conflict, .collateral: return failure
      }
      guard let pause = pauses.popFirst(), !Task.isCancelled else { return failure }
      let until = clock.now.later(by: max(pause, min(failure.retryAfter ?? 0, Self.patience)))
      do { try await clock.sleep(until: until) } catch { return failure }
    }
  }

  private func once(_ call: NotifyCall, _ target: any CallTarget) async -> CallFailure? {
    await withTaskGroup(of: CallFailure?.self) { group in
      group.addTask {
        do throws(CallFailure) { _ = try await target.notify(call) } catch { return error }
        return nil
      }
      let deadline = clock.now.later(by: Self.patience)
      group.addTask { [clock] in
        _ = try? await clock.sleep(until: deadline)
        return CallFailure(.retry, code: "timeout", message: "There was no answer within \(Int(Self.patience)) seconds.")
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }
}
