import CEL
import Journal

extension Runtime {
  /// Seconds between two clean-ups of the journal.
  private static let pause = 3_600.0

  /// Forgets now and every hour what ended more than `seconds` ago, until the task is cancelled. Dead letters stay.
  public func forget(after seconds: Double) async {
    while !Task.isCancelled {
      // A journal that cannot be cleaned is not lost for that: its commits say what is wrong with it.
      if let oldest = clock.now.earlier(by: seconds) { try? await journal.forget(before: oldest) }
      do { try await clock.sleep(until: clock.now.later(by: Self.pause)) } catch { return }
    }
  }
}
