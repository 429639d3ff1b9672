import CEL
import FlowEngine
import Journal
import OrderedCollections
import Synchronization

/// Keeps what a plan would, in memory, over what a journal holds; and remembers what was decided.
final class PlanJournal: JournalStore {
  /// What the engine has decided so far.
  struct Decisions {
    var events: OrderedDictionary<EventID, OpenEvent> = [:]
    var effects: OrderedDictionary<String, EffectRecord> = [:]
    var ends: [EventID: EventEnd] = [:]
    var letters: [EventID: DeadLetter] = [:]
    var retries: [EventID: RetryState] = [:]
    /// Rows that were dropped as they came, by reason.
    var dropped: OrderedDictionary<String, Int> = [:]
  }

  private let base: any JournalSource
  private let from: [Watermark]
  private let inner: MemoryJournal
  private let state = Mutex((decisions: Decisions(), released: Set<AboutKey>()))

  var decisions: Decisions { state.withLock(\.decisions) }

  /// `name` is that of `base`, since effect keys are derived from it. Polls read on from the watermarks `from` where they are given.
  init(over base: any JournalSource, name: String, from: [Watermark]) {
    self.base = base
    self.from = from
    inner = MemoryJournal(name: name)
  }

  func restore() async throws(JournalFailure) -> RestoredState {
    var state = try await base.restore()
    // Events that are under way are the process's that runs them; only what comes now is planned.
    (state.begun, state.open, state.waiting, state.paused) = ([], [], [:], [:])
    let given = Set(from.map(\.source))
    state.watermarks = state.watermarks.filter { !given.contains($0.source) } + from
    return state
  }

  func load(_ request: LoadRequest) async throws(JournalFailure) -> LoadedRows {
    var rows = try await inner.load(request)
    guard !request.known.isEmpty || !request.deliveries.isEmpty || !request.claims.isEmpty else { return rows }
    let old = try await base.load(LoadRequest(known: request.known, deliveries: request.deliveries, claims: request.claims))
    let fresh = Set(rows.known.map { [$0.key.flow, $0.key.about, $0.field] })
    rows.known += old.known.filter { !fresh.contains([$0.key.flow, $0.key.about, $0.field]) }
    let told = Set(rows.deliveries)
    rows.deliveries += old.deliveries.filter { !told.contains($0) }
    let claimed = Set(rows.claims.map(\.key)).union(state.withLock(\.released))
    rows.claims += old.claims.filter { !claimed.contains($0.key) }
    return rows
  }

  func commit(_ operations: [JournalOperation], then answer: @escaping @Sendable (Result<Void, JournalFailure>) -> Void) {
    state.withLock { state in for operation in operations { Self.note(operation, &state.decisions, &state.released) } }
    inner.commit(operations, then: answer)
  }

  private static func note(_ operation: JournalOperation, _ decisions: inout Decisions, _ released: inout Set<AboutKey>) {
    switch operation {
    case .accept(let event): decisions.events[event.id] = event
    case .count(_, let ending, _, let rows): decisions.dropped[ending.reason ?? ending.name, default: 0] += rows
    case .intend(let effects): for effect in effects { decisions.effects[effect.key] = effect }
    case .confirm(let key, let id):
      decisions.effects[key]?.state = .confirmed
      if let id { decisions.effects[key]?.id = id }
    case .fail(let key, _): decisions.effects[key]?.state = .failed
    case .withdraw(let key): decisions.effects[key] = nil
    case .retry(let event, let retry): decisions.retries[event] = retry
    case .end(let event, let end): decisions.ends[event] = end
    case .deadLetter(let letter): decisions.letters[letter.event] = letter
    case .release(let key, _): released.insert(key)
    default: break
    }
  }

  func deadLetters(flow: String?, after: EventID, limit: Int) async throws(JournalFailure) -> [DeadLetter] {
    try await inner.deadLetters(flow: flow, after: after, limit: limit)
  }

  func ended(after: EventID, limit: Int) async throws(JournalFailure) -> [EventEnd] { try await inner.ended(after: after, limit: limit) }
  func effects(of event: EventID) async throws(JournalFailure) -> [EffectRecord] { try await inner.effects(of: event) }
  func outcomes() async throws(JournalFailure) -> [OutcomeCount] { try await inner.outcomes() }
  func forget(before time: Timestamp) async throws(JournalFailure) { try await inner.forget(before: time) }
  func close() async {}
}
