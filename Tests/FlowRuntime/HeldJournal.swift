import CEL
import FlowEngine
import Journal
import Synchronization

@testable import FlowRuntime

/// A journal whose commits wait until the test lets them go; the rest is a journal in memory.
final class HeldJournal: JournalStore {
  typealias Answer = @Sendable (Result<Void, JournalFailure>) -> Void

  private struct State {
    var held: [(operations: [JournalOperation], answer: Answer)] = []
    var watchers: [CheckedContinuation<Void, Never>] = []
    var forgotten: [Timestamp] = []
  }

  private let inner = MemoryJournal()
  private let state = Mutex(State())

  func commit(_ operations: [JournalOperation], then answer: @escaping Answer) {
    let watchers = state.withLock { state in
      state.held.append((operations, answer))
      defer { state.watchers = [] }
      return state.watchers
    }
    for watcher in watchers { watcher.resume() }
  }

  /// Returns when a commit waits.
  func reached() async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.held.isEmpty { state.watchers.append(continuation) }
        return !state.held.isEmpty
      }
      if isThere { continuation.resume() }
    }
  }

  /// Does what waits, or answers it with a failure.
  func letGo(_ result: Result<Void, JournalFailure> = .success(())) {
    let held = state.withLock { state in
      defer { state.held = [] }
      return state.held
    }
    for commit in held {
      if case .success = result { inner.commit(commit.operations, then: commit.answer) } else { commit.answer(result) }
    }
  }

  func restore() async throws(JournalFailure) -> RestoredState { try await inner.restore() }
  func load(_ request: LoadRequest) async throws(JournalFailure) -> LoadedRows { try await inner.load(request) }
  func deadLetters(flow: String?, after: EventID, limit: Int) async throws(JournalFailure) -> [DeadLetter] {
    try await inner.deadLetters(flow: flow, after: after, limit: limit)
  }
  func ended(after: EventID, limit: Int) async throws(JournalFailure) -> [EventEnd] { try await inner.ended(after: after, limit: limit) }
  func effects(of event: EventID) async throws(JournalFailure) -> [EffectRecord] { try await inner.effects(of: event) }
  func outcomes() async throws(JournalFailure) -> [OutcomeCount] { try await inner.outcomes() }
  func forget(before time: Timestamp) async throws(JournalFailure) {
    state.withLock { $0.forgotten.append(time) }
    try await inner.forget(before: time)
  }

  /// The moments before which it was to forget what had ended.
  var forgotten: [Timestamp] { state.withLock(\.forgotten) }
  func close() async { await inner.close() }
}

/// A clock that shows what it is told, also an earlier time.
final class SettableClock: RuntimeClock {
  private let time: Mutex<Timestamp>

  init(_ seconds: Int64) { time = Mutex(Timestamp(seconds: seconds)!) }

  var now: Timestamp { time.withLock { $0 } }

  func set(_ seconds: Int64) { time.withLock { $0 = Timestamp(seconds: seconds)! } }

  func sleep(until time: Timestamp) async throws {}
}
