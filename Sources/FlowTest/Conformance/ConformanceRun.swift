import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema
import Synchronization

/// One run of the kit: the connector, what was learnt of it so far, and what became of the checks.
final class ConformanceRun: Sendable {
  let connector: any Connector
  let settings: ConnectionSettings
  let probe: ProbeTransport
  let trial: ConformanceTrial
  let deadline: Duration
  private let state = Mutex(State())

  struct State {
    var outcomes: [ConformanceCheck: ConformanceReport.Outcome] = [:]
    var schema: ObjectSchema?
    /// Records that were created, with their ids.
    var created: [(id: String, fields: Record)] = []
    /// A record that is there.
    var known: Record?
    /// Where secrets were seen.
    var leaks: [String] = []
  }

  init(connector: any Connector, settings: ConnectionSettings, probe: ProbeTransport, trial: ConformanceTrial, deadline: Duration) {
    self.connector = connector
    self.settings = settings
    self.probe = probe
    self.trial = trial
    self.deadline = deadline
  }

  /// What a call came to.
  enum Ended<Answer: Sendable>: Sendable {
    case answer(Answer)
    case failure(CallFailure)
    /// It was given up.
    case silence

    var answer: Answer? { if case .answer(let answer) = self { answer } else { nil } }
    var failure: CallFailure? { if case .failure(let failure) = self { failure } else { nil } }

    /// What was seen, for a sentence that goes on `, but`.
    var seen: String {
      switch self {
      case .answer: "it gave an answer"
      case .failure(let failure): "it threw `.\(failure.kind.rawValue)` (`\(failure.code)`: \(failure.message))"
      case .silence: "it did not end"
      }
    }
  }

  /// Calls and waits for the end, no longer than the deadline; what is said of a failure is looked through for secrets.
  func call<Answer: Sendable>(_ body: @escaping @Sendable () async throws(CallFailure) -> Answer) async -> Ended<Answer> {
    await ended(
      Task { () -> Ended<Answer> in
        do throws(CallFailure) { return .answer(try await body()) } catch { return .failure(error) }
      })
  }

  /// The end of a call that is under way.
  func ended<Answer: Sendable>(_ task: Task<Ended<Answer>, Never>) async -> Ended<Answer> {
    let (ends, end) = AsyncStream.makeStream(of: Ended<Answer>.self)
    Task { end.yield(await task.value) }
    let timer = Task { [deadline] in
      do { try await Task.sleep(for: deadline) } catch { return }
      end.yield(.silence)
    }
    defer { timer.cancel() }
    var iterator = ends.makeAsyncIterator()
    let first = await iterator.next() ?? .silence
    switch first {
    case .failure(let failure):
      look(at: "\(failure.code) \(failure.message) \(failure.fields.joined(separator: " "))", where: "the failure `\(failure.code.prefix(80))`")
    // What the system gives in a played answer is not the connector's word.
    case .answer(let answer) where probe.isPassing: look(at: "\(answer)", where: "an answer")
    case .answer, .silence: break
    }
    return first
  }

  // MARK: what is learnt

  func look(at text: String, where place: String) {
    guard probe.secrets.contains(where: text.contains) else { return }
    state.withLock { $0.leaks.append(place) }
  }

  var leaks: [String] { state.withLock { $0.leaks } }

  var schema: ObjectSchema? {
    get { state.withLock { $0.schema } }
    set { state.withLock { $0.schema = newValue } }
  }

  var created: [(id: String, fields: Record)] {
    get { state.withLock { $0.created } }
    set { state.withLock { $0.created = newValue } }
  }

  var known: Record? {
    get { state.withLock { $0.known } }
    set { state.withLock { $0.known = newValue } }
  }

  // MARK: what became of it

  /// Notes what became of a check: nil has passed. The first failure of a check stands.
  func note(_ check: ConformanceCheck, _ why: String?) {
    let why = why.map { probe.masked($0) }
    state.withLock { state in
      if case .failed? = state.outcomes[check] { return }
      state.outcomes[check] = why.map { .failed($0) } ?? .passed
    }
  }

  func skip(_ checks: ConformanceCheck..., because why: String) {
    state.withLock { state in for check in checks where state.outcomes[check] == nil { state.outcomes[check] = .skipped(why) } }
  }

  var report: ConformanceReport {
    let outcomes = state.withLock { $0.outcomes }
    return ConformanceReport(
      checks: ConformanceCheck.allCases.map { ConformanceReport.Entry($0, outcomes[$0] ?? .skipped("Nothing of the trial needs it.")) })
  }
}
