import CEL
import Calls
public import FlowEngine
import Journal

extension Runtime {
  /// Tries a connection again that a refused login had paused: somebody may have mended it.
  public func resume(_ connection: String) { feed(.resume(connection: connection)) }

  /// Pauses what people have paused, and goes on with what they have not.
  public func hold(_ holds: Holds) { feed(.held(holds)) }

  /// No more rows will come: windows close. Returns when nothing runs and nothing is due within `patience` seconds, with what is left.
  ///
  /// What is left is in the journal, and goes on at the next start.
  public func finish(patience: Double) async -> Idle {
    feed(.noMoreRows)
    await wait { runtime in
      guard runtime.failure == nil else { return true }
      guard let idle = runtime.idle else { return false }
      guard idle.waiting > 0, let due = idle.nextDue else { return true }
      return (due.since(runtime.clock.now)?.inSeconds ?? .infinity) > patience
    }
    return idle ?? Idle(waiting: 0, nextDue: nil, blocked: [:])
  }

  /// Accepts nothing more, lets what runs come to its end, and returns when it has, at the latest after `limit` seconds.
  ///
  /// What is under way at the limit is given up; the journal has it, and the next start settles it.
  public func drain(limit: Double) async {
    await end(within: limit)
    guard !isClosed else { return }
    isClosed = true
    for connection in connections.values { await connection.limiter?.close() }
    await journal.close()
    mailbox.finish()
  }

  /// Like `drain`, without a limit, for another runtime that goes on over the same journal: that stays open, and so do the limits of `next`.
  ///
  /// False when a drain with a limit came in between and gave up: then nobody may go on, since calls may still be under way.
  public func retire(for next: [String: RunningConnection]) async -> Bool {
    await end(within: nil)
    guard isDrained, !hasGivenUp, failure == nil else { return false }
    isRetired = true
    for (name, connection) in connections where connection.limiter !== next[name]?.limiter { await connection.limiter?.close() }
    let ended = CallFailure(.retry, code: "draining", message: "The flows are being changed.")
    for continuation in polls.values.flatMap(\.self) { continuation.resume(returning: .failed(ended)) }
    polls = [:]
    for continuation in tickets.values { continuation.resume(returning: .refused(.draining)) }
    tickets = [:]
    mailbox.finish()
    return true
  }

  private func end(within limit: Double?) async {
    if !isDraining {
      isDraining = true
      for schedule in schedules { schedule.cancel() }
      schedules = []
      feed(.drain)
    }
    let deadline = limit.map { clock.now.later(by: $0) }
    let timer = Task { [clock, weak self] in
      guard let deadline else { return }
      do { try await clock.sleep(until: deadline) } catch { return }
      await self?.giveUp()
    }
    await wait { $0.isDrained || $0.failure != nil }
    timer.cancel()
    alarm?.cancel()
    for (_, call) in calls { call.cancel() }
  }

  private func giveUp() {
    hasGivenUp = !isDrained
    isDrained = true
    wakeWatchers()
  }
}
