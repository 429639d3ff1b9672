import DequeModule
import FlowSyntax

/// Lets so many calls of one connection run at once: those of flows of higher priority first, alike in the order in which they came.
struct CallGate<Call> {
  private let limit: Int
  private var running = 0
  private var waiting: [Flow.Priority: Deque<Call>] = [:]

  init(limit: Int) { self.limit = max(1, limit) }

  var isIdle: Bool { running == 0 && waiting.values.allSatisfy(\.isEmpty) }

  /// The call, if it may start now; otherwise it waits its turn.
  mutating func enter(_ call: Call, _ priority: Flow.Priority = .normal) -> Call? {
    guard running < limit else {
      waiting[priority, default: []].append(call)
      return nil
    }
    running += 1
    return call
  }

  /// One call has ended; the next that may start.
  mutating func leave() -> Call? {
    for priority in [Flow.Priority.high, .normal, .low] {
      if let next = waiting[priority]?.popFirst() { return next }
    }
    running -= 1
    return nil
  }

  /// Takes out what has not started.
  mutating func abandon() -> [Call] {
    defer { waiting = [:] }
    return [Flow.Priority.high, .normal, .low].flatMap { waiting[$0] ?? [] }
  }
}
