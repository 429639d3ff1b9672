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

  var observe: @Sendable (RuntimeNotice) -> Void { { [self] in see($0) } }

  private func see(_ notice: RuntimeNotice) {
    switch notice {
    case .ended(let end):
      guard case .dead = end.ending else { return }
      state.withLock { if $0.dead.count < Self.kept { $0.dead.append(end) } }
    case .alert(let alert): Console.error(Self.sentence(alert))
    case .journalFailed(let failure): state.withLock { $0.journalFailure = $0.journalFailure ?? failure }
    case .polled(let source, .failed(let failure)): Console.error("A poll of `\(source.flow)` failed: \(failure.message)")
    case .called, .polled: break
    }
  }

  private static func sentence(_ alert: Alert) -> String {
    let subject =
      switch alert.subject {
      case .connection(let name): "Connection `\(name)`"
      case .flow(let name): "Flow `\(name)`"
      }
    return switch alert.change {
    case .paused: "\(subject) is paused: \(alert.reason)"
    case .circuitOpened: "\(subject) does not answer and is being probed; its events wait: \(alert.reason)"
    case .recovered: "\(subject) is well again."
    case .firstDeadLetter: "\(subject) has a dead letter: \(alert.reason)"
    case .journalFailed: "\(subject) stopped, since the journal keeps nothing more: \(alert.reason)"
    }
  }
}
