import CEL
import FlowEngine
import Journal
import Synchronization

/// A journal for applying a plan: its watermarks stay where they are, so that what was polled and left alone is polled again.
///
/// Rows that are applied are known by their deliveries when they come again.
final class AppliedJournal: JournalStore {
  private let inner: any JournalStore
  private let from: [Watermark]
  private let known = Mutex<[SourceID: Timestamp]>([:])

  init(_ inner: any JournalStore, from: [Watermark]) {
    self.inner = inner
    self.from = from
  }

  func restore() async throws(JournalFailure) -> RestoredState {
    var state = try await inner.restore()
    known.withLock { known in for mark in state.watermarks { known[mark.source] = mark.value } }
    let given = Set(from.map(\.source))
    state.watermarks = state.watermarks.filter { !given.contains($0.source) } + from
    return state
  }

  func commit(_ operations: [JournalOperation], then answer: @escaping @Sendable (Result<Void, JournalFailure>) -> Void) {
    let kept = operations.compactMap { operation -> JournalOperation? in
      guard case .watermark(var mark) = operation else { return operation }
      // A reading from a time that the plan named says nothing of where the source is.
      if from.contains(where: { $0.source == mark.source }) { return nil }
      mark.value = known.withLock { $0[mark.source] }
      return .watermark(mark)
    }
    inner.commit(kept, then: answer)
  }

  func load(_ request: LoadRequest) async throws(JournalFailure) -> LoadedRows { try await inner.load(request) }
  func deadLetters(flow: String?, after: EventID, limit: Int) async throws(JournalFailure) -> [DeadLetter] {
    try await inner.deadLetters(flow: flow, after: after, limit: limit)
  }
  func ended(after: EventID, limit: Int) async throws(JournalFailure) -> [EventEnd] { try await inner.ended(after: after, limit: limit) }
  func effects(of event: EventID) async throws(JournalFailure) -> [EffectRecord] { try await inner.effects(of: event) }
  func outcomes() async throws(JournalFailure) -> [OutcomeCount] { try await inner.outcomes() }
  func forget(before time: Timestamp) async throws(JournalFailure) { try await inner.forget(before: time) }
  func takeReplays() async throws(JournalFailure) -> [BegunEvent] { [] }
  func holds() async throws(JournalFailure) -> Holds { try await inner.holds() }
  func close() async { await inner.close() }
}
