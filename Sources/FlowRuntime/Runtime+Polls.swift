import CEL
public import FlowEngine

/// When a source is polled.
public enum PollSchedule: Sendable {
  /// Seconds; at once, then at every multiple. What a slow poll misses is not made up for.
  case every(Double)
  case cron(CronSchedule)

  /// The first time after `now`.
  func next(after now: Timestamp, from start: Timestamp) -> Timestamp? {
    switch self {
    case .cron(let cron): return cron.next(after: now)
    case .every(let seconds):
      let period = max(seconds, 1)
      let passed = now.since(start)?.inSeconds ?? 0
      return start.later(by: ((passed / period).rounded(.down) + 1) * period)
    }
  }
}

extension Runtime {
  /// Polls a source once, page by page, and returns when all its rows are in the journal. One that is being polled already is not polled twice.
  public func poll(_ source: SourceID) async -> PollEnd {
    await withCheckedContinuation { continuation in
      let isUnderWay = polls[source] != nil
      polls[source, default: []].append(continuation)
      if !isUnderWay { feed(.pollDue(source)) }
    }
  }

  /// Polls a source by its schedule until the runtime drains.
  public func schedule(_ source: SourceID, _ schedule: PollSchedule) {
    guard !isDraining else { return }
    schedules.append(
      Task { [clock, weak self] in
        let start = clock.now
        if case .every = schedule { _ = await self?.poll(source) }
        while !Task.isCancelled, let due = schedule.next(after: clock.now, from: start) {
          do { try await clock.sleep(until: due) } catch { return }
          guard let self else { return }
          _ = await self.poll(source)
        }
      })
  }
}
