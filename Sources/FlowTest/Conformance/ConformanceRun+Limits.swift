import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema

extension ConformanceRun {
  func cancel() async {
    guard probe.total > 0 else { return }
    for attempt in attempts {
      probe.begin(.hold)
      let probe = probe
      let task = Task { () -> Ended<String> in
        defer { probe.wake() }
        do throws(CallFailure) { return .answer(try await attempt.run()) } catch { return .failure(error) }
      }
      await probe.arrivals(1, within: deadline)
      task.cancel()
      let ended = await ended(task)
      probe.release()
      if case .silence = ended {
        note(.cancel, "\(attempt.name.prefix(1).uppercased() + attempt.name.dropFirst()) went on after it was cancelled.")
        _ = await task.value
      } else {
        note(.cancel, isRightForOpen(ended.failure?.kind, attempt) ? nil : "For \(attempt.name), \(ended.seen).")
      }
    }
  }

  /// What is allowed at once, by the settings or by the connector's own word.
  private var most: Int { settings.options["limits.calls"].flatMap { Int($0) } ?? connector.traits.concurrentCalls }

  func limit() async {
    guard probe.total > 0, let attempt = attempts.first else { return }
    let most = most
    probe.begin(.hold)
    let tasks = (0..<most + 4).map { _ in
      Task { () -> Ended<String> in
        do throws(CallFailure) { return .answer(try await attempt.run()) } catch { return .failure(error) }
      }
    }
    // One more than allowed would be there at once; what keeps the limit is given a moment to break it.
    await probe.arrivals(most + 1, within: min(deadline, .seconds(1)))
    let seen = probe.most
    probe.release()
    for task in tasks { _ = await ended(task) }
    note(.limit, seen <= most ? nil : "\(seen) requests were under way at once, and \(most) are allowed.")
  }
}
