import CEL
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
    if !isDraining {
      isDraining = true
      for schedule in schedules { schedule.cancel() }
      schedules = []
      feed(.drain)
    }
    let deadline = clock.now.later(by: limit)
    let timer = Task { [clock, weak self] in
      do { try await clock.sleep(until: deadline) } catch { return }
      await self?.giveUp()
    }
    await wait { $0.isDrained || $0.failure != nil }
    timer.cancel()
    alarm?.cancel()
    for (_, call) in calls { call.cancel() }
    for connection in connections.values { await connection.limiter?.close() }
    await journal.close()
    mailbox.finish()
  }

  private func giveUp() {
    isDrained = true
    wakeWatchers()
  }
}
