public import CEL
import Synchronization

/// A clock that stands still until it is told to go on: tests and simulation never wait.
public final class VirtualClock: RuntimeClock {
  private struct Sleeper {
    var id: Int
    var due: Timestamp
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now: Timestamp
    var sleepers: [Sleeper] = []
    var cancelled: Set<Int> = []
    var next = 0
  }

  private let state: Mutex<State>

  public init(_ start: Timestamp) { state = Mutex(State(now: start)) }

  public var now: Timestamp { state.withLock { $0.now } }

  /// When the first sleeper wakes; nil when nobody sleeps.
  public var nextDue: Timestamp? { state.withLock { $0.sleepers.map(\.due).min() } }

  /// Moves the time and wakes who is due. A time that has passed is ignored.
  public func advance(to time: Timestamp) {
    let due = state.withLock { state in
      state.now = max(state.now, time)
      let due = state.sleepers.filter { $0.due <= state.now }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
      state.sleepers.removeAll { $0.due <= state.now }
      return due
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  public func sleep(until time: Timestamp) async throws {
    let id = state.withLock { state in
      state.next += 1
      return state.next
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let outcome: Result<Void, any Error>? = state.withLock { state in
          if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
          if time <= state.now { return .success(()) }
          state.sleepers.append(Sleeper(id: id, due: time, continuation: continuation))
          return nil
        }
        if let outcome { continuation.resume(with: outcome) }
      }
    } onCancel: {
      let sleeper = state.withLock { state -> Sleeper? in
        guard let place = state.sleepers.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return nil
        }
        return state.sleepers.remove(at: place)
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }
}
