import Calls
import FlowEngine
import FlowRuntime
import Journal
import Synchronization

/// Sees what a run does as it happens: keeps the first dead letters for the summary, and says on standard error what people should know at once.
final class RunWatch: Sendable {
  private static let kept = 100

  private struct State {
    var dead: [EventEnd] = []
    var journalFailure: JournalFailure?
  }

  private let state = Mutex(State())

  /// Events that ended in the dead letters, the first hundred.
  var dead: [EventEnd] { state.withLock(\.dead) }
  var journalFailure: JournalFailure? { state.withLock(\.journalFailure) }

  private let log: RunLog

  init(log: RunLog = RunLog(.text)) { self.log = log }

  /// Tells people what the run does.
  func say(_ text: String) { log.write(RunLog.Line(.info, "info", text)) }

  var observe: @Sendable (RuntimeNotice) -> Void { { [self] in see($0) } }

  private func see(_ notice: RuntimeNotice) {
    switch notice {
    case .ended(let end):
      guard case .dead = end.ending else { return }
      log.write(RunLog.Line(end))
      state.withLock { if $0.dead.count < Self.kept { $0.dead.append(end) } }
    case .alert(let alert): log.write(RunLog.Line(alert))
    case .journalFailed(let failure):
      log.write(RunLog.Line(.error, "journal_failed", failure.message))
      state.withLock { $0.journalFailure = $0.journalFailure ?? failure }
    case .polled(let source, .failed(let failure)):
      var line = RunLog.Line(.warning, "poll_failed", "A poll of `\(source.flow)` failed: \(failure.plainCode).")
      (line.flow, line.code) = (source.flow, failure.plainCode)
      log.write(line)
    case .called(let report):
      guard report.requests == 0, let failure = report.failures.first, log.format == .json else { return }
      var line = RunLog.Line(.warning, "call_failed", "A call of `\(report.connection)` failed: \(failure.plainCode).")
      (line.connection, line.object, line.code) = (report.connection, report.object, failure.plainCode)
      log.write(line)
    case .reloaded(let refusal?):
      log.write(RunLog.Line(.error, "reload_refused", "The changed files are not used, and the flows run on as they were:\n\(refusal)"))
    case .reloaded(nil), .polled: break
    }
  }
}
