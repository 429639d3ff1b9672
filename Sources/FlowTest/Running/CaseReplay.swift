import CEL
import Calls
import ConnectorKit
import FlowCheck
import FlowEngine
import Synchronization

/// The systems of a case that answer from a recording.
final class CaseReplay {
  private let play: RecordedWorld.Play
  private let thread = CallingThread()
  private let clock: CaseClock

  init(_ recording: RecordedWorld, flow: CheckedFlow, from start: Timestamp) {
    let clock = CaseClock(start)
    self.clock = clock
    play = recording.play(flow, start) { clock.now }
  }

  /// What was asked and is not in the recording, the first time; nil while all of it was.
  var refusal: String? { play.refused().first }

  func set(_ now: Timestamp) { clock.set(now) }

  /// The answer, when it is there.
  func perform(_ call: FlowEngine.Call) -> CallResult {
    guard let target = play.targets[call.connection] else {
      return .failed(CallFailure(.rejected, code: "no_connection", message: "There is no connection `\(call.connection)`."))
    }
    return thread.run { await Self.answer(call, target) }
  }

  private static func answer(_ call: FlowEngine.Call, _ target: any CallTarget) async -> CallResult {
    do throws(CallFailure) {
      switch call {
      case .find(let call): return .found(try await target.find(call))
      case .write(let call): return .written(try await target.write(call))
      case .poll(let call): return .polled(try await target.poll(call))
      case .notify(let call): return .notified(try await target.notify(call))
      case .operation(let call): return .operated(try await target.operate(call))
      }
    } catch {
      return .failed(error)
    }
  }
}

/// The case's clock, for the connectors.
private final class CaseClock: Sendable {
  private let time: Mutex<Timestamp>

  init(_ start: Timestamp) { time = Mutex(start) }

  var now: Timestamp { time.withLock { $0 } }

  func set(_ now: Timestamp) { time.withLock { $0 = now } }
}
