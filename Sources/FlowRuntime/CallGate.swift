import DequeModule

/// Lets so many calls of one connection run at once, in the order in which they came.
struct CallGate<Call> {
  private let limit: Int
  private var running = 0
  private var waiting: Deque<Call> = []

  init(limit: Int) { self.limit = max(1, limit) }

  var isIdle: Bool { running == 0 && waiting.isEmpty }

  /// The call, if it may start now; otherwise it waits its turn.
  mutating func enter(_ call: Call) -> Call? {
    guard running < limit else {
      waiting.append(call)
      return nil
    }
    running += 1
    return call
  }

  /// One call has ended; the next that may start.
  mutating func leave() -> Call? {
    guard let next = waiting.popFirst() else {
      running -= 1
      return nil
    }
    return next
  }

  /// Takes out what has not started.
  mutating func abandon() -> [Call] {
    defer { waiting = [] }
    return Array(waiting)
  }
}
