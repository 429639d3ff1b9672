import Synchronization

/// Lets so many requests of a connection run at once; others wait in order.
public final class RequestGate: Sendable {
  private let state: Mutex<State>

  private struct State {
    var free: Int
    var next = 0
    var waiting: [(ticket: Int, continuation: CheckedContinuation<Void, Never>)] = []
    /// Tickets that were cancelled before they waited.
    var cancelled: Set<Int> = []
  }

  /// At least one request is let through.
  public init(_ limit: Int) { state = Mutex(State(free: max(1, limit))) }

  /// Runs `body` when its turn has come. A cancelled task does not wait: `body` sees the cancellation.
  public func pass<Answer, Failure: Error>(_ body: () async throws(Failure) -> Answer) async throws(Failure) -> Answer {
    let held = await enter()
    defer { if held { leave() } }
    return try await body()
  }

  private func enter() async -> Bool {
    let ticket = state.withLock { state in
      state.next += 1
      return state.next
    }
    let entered = Mutex(true)
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let goesOn = state.withLock { state in
          if state.cancelled.remove(ticket) != nil {
            entered.withLock { $0 = false }
            return true
          }
          if state.free > 0 {
            state.free -= 1
            return true
          }
          state.waiting.append((ticket, continuation))
          return false
        }
        if goesOn { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
        guard let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
          state.cancelled.insert(ticket)
          return nil
        }
        entered.withLock { $0 = false }
        return state.waiting.remove(at: index).continuation
      }
      waiter?.resume()
    }
    state.withLock { _ = $0.cancelled.remove(ticket) }
    return entered.withLock { $0 }
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard !state.waiting.isEmpty else {
        state.free += 1
        return nil
      }
      return state.waiting.removeFirst().continuation
    }
    next?.resume()
  }
}
