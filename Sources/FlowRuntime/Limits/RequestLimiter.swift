import CEL
import Calls
import FlowEngine
public import FlowSyntax
import Journal
import Synchronization

/// One connection's allowance, shared by every flow that uses it and kept in the journal. Every request asks here before it is sent.
///
/// Thread safety: methods may be called from anywhere.
public final class RequestLimiter: Sendable {
  /// Seconds that a request waits here; what must wait longer waits in the journal.
  public static let patience = 20.0

  /// The priority of the flow that the current task's requests are made for.
  @TaskLocal public static var priority = Flow.Priority.normal

  private struct Desk: Sendable {
    var connection: String
    var journal: any JournalStore
    var clock: any RuntimeClock
  }

  private struct State {
    var allowance: Allowance
    var desk: Desk?
    var isClosed = false
  }

  private enum Turn {
    case goes
    case waits(Double, any RuntimeClock)
    case ends(LimitRefusal)
  }

  private let state: Mutex<State>

  public init(_ limits: CallLimits) { state = Mutex(State(allowance: Allowance(limits))) }

  /// Goes on with what the journal says was used; one that is open goes on by itself. Requests before this are not bounded.
  func open(_ connection: String, journal: any JournalStore, clock: any RuntimeClock, used: String?) {
    state.withLock { state in
      guard state.desk == nil else { return }
      state.desk = Desk(connection: connection, journal: journal, clock: clock)
      if let used { state.allowance.restore(used, at: clock.now.secondsSince1970) }
    }
  }

  /// Returns when a request may be sent, which then counts as sent; throws when that would take long, or the task is cancelled.
  public func permit() async throws(LimitRefusal) {
    let priority = Self.priority
    while true {
      switch await turn(priority) {
      case .goes: return
      case .ends(let refusal): throw refusal
      case .waits(let seconds, let clock):
        do { try await clock.sleep(until: clock.now.later(by: seconds)) } catch { throw .cancelled }
      }
    }
  }

  private func turn(_ priority: Flow.Priority) async -> Turn {
    await withCheckedContinuation { continuation in
      let turn: Turn? = state.withLock { state in
        guard let desk = state.desk else { return .goes }
        let now = desk.clock.now.secondsSince1970
        let wait = state.allowance.wait(for: priority, at: now)
        if wait > 0 {
          // A wait for the second or the minute is over soon, whatever their length.
          return state.allowance.dayWait(for: priority, at: now) > Self.patience ? .ends(.usedUp) : .waits(wait, desk.clock)
        }
        guard state.allowance.count(at: now) else { return .goes }
        // Given to the journal inside the lock: what is written later says more.
        desk.journal.commit([.allowance(connection: desk.connection, used: state.allowance.text(isClosed: false))]) { result in
          switch result {
          case .success: continuation.resume(returning: .goes)
          case .failure(let failure): continuation.resume(returning: .ends(.notKept(failure.message)))
          }
        }
        return nil
      }
      if let turn { continuation.resume(returning: turn) }
    }
  }

  /// Why a call of this priority should not begin now: the day's allowance will not let it through soon.
  func refusal(for priority: Flow.Priority) -> CallFailure? {
    state.withLock { state in
      guard let desk = state.desk else { return nil }
      let now = desk.clock.now.secondsSince1970
      let wait = state.allowance.dayWait(for: priority, at: now)
      guard wait > Self.patience else { return nil }
      let all = state.allowance.dayWait(for: .high, at: now) > Self.patience
      let text =
        all
        ? "The day's allowance of `\(desk.connection)` is used up (`limits`)."
        : "The day's allowance of `\(desk.connection)` is nearly used up, and the rest is for flows of higher priority (`limits`, `priority`)."
      // In pieces of at most ten minutes: the target's own count may say earlier that there is room.
      return CallFailure(.rate, code: CallFailure.allowanceCode, message: text, retryAfter: min(wait, 600), affectsConnection: all)
    }
  }

  /// How much of the day's allowance is used.
  public struct Use: Sendable, Equatable {
    /// Requests of the last 24 hours.
    public var used: Int
    /// What the flows may use; nil: not bounded.
    public var ours: Int?
  }

  /// How the day stands.
  public var use: Use {
    state.withLock { state in
      if let desk = state.desk { _ = state.allowance.dayWait(for: .high, at: desk.clock.now.secondsSince1970) }
      return Use(used: state.allowance.day.total, ours: state.allowance.ours)
    }
  }

  /// The target's own count of the day, from its answers.
  func correct(used: Int, allowed: Int) {
    state.withLock { state in
      guard let desk = state.desk else { return }
      state.allowance.correct(used: used, allowed: allowed, at: desk.clock.now.secondsSince1970)
    }
  }

  /// Writes down exactly what was used. Nothing is sent after this.
  func close() async {
    let last: (desk: Desk, text: String)? = state.withLock { state in
      guard let desk = state.desk, !state.isClosed, state.allowance.day.total > 0 else { return nil }
      state.isClosed = true
      return (desk, state.allowance.text(isClosed: true))
    }
    guard let last else { return }
    // A journal that does not keep it has the portion that was written before.
    try? await last.desk.journal.commit([.allowance(connection: last.desk.connection, used: last.text)])
  }
}

/// Why a request is not sent.
public enum LimitRefusal: Error, Sendable, Equatable {
  /// The day's allowance is used up.
  case usedUp
  /// The journal could not write down that it is used.
  case notKept(String)
  case cancelled
}
