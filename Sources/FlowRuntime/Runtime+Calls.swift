import Calls
import ConnectorKit
import FlowEngine

extension Runtime {
  /// Sends the call, or lets it wait for one of its connection to end.
  func begin(_ pending: PendingCall) {
    idle = nil
    guard let connection = connections[pending.call.connection] else {
      let failure = CallFailure(
        .rejected, code: "no_connection", message: "There is no connection `\(pending.call.connection)`. Add it to `connections:` in flowrun.yaml.")
      mailbox.yield(.fact(.answered(pending.id, .failed(failure))))
      return
    }
    guard let ready = gates[pending.call.connection]?.enter(pending, pending.priority) else { return }
    send(ready, connection)
  }

  /// A call has ended: the engine hears of it, and the next of its connection may go.
  func callEnded(_ pending: PendingCall, _ result: CallResult) {
    calls[pending.id] = nil
    let report = CallReport(pending.call, result)
    if let usage = result.info?.usage { connections[pending.call.connection]?.limiter?.correct(used: usage.used, allowed: usage.allowed) }
    summary.add(report)
    observe(.called(report))
    if let next = gates[pending.call.connection]?.leave(), let connection = connections[pending.call.connection] {
      send(next, connection)
    }
    feed(.answered(pending.id, result))
  }

  private func send(_ pending: PendingCall, _ connection: RunningConnection) {
    if let failure = connection.limiter?.refusal(for: pending.priority) {
      // Hours of waiting belong into the journal, not into a task.
      mailbox.yield(.called(pending, .failed(failure)))
      return
    }
    let connector = connection.connector
    calls[pending.id] = Task { [mailbox, crash] in
      crash(.beforeCall(pending.call.kind))
      let result = await RequestLimiter.$priority.withValue(pending.priority) { await Self.result(of: pending.call, connector) }
      crash(.afterCall(pending.call.kind))
      mailbox.yield(.called(pending, result))
    }
  }

  private static func result(of call: Call, _ connector: any CallTarget) async -> CallResult {
    do throws(CallFailure) {
      switch call {
      case .find(let call): return .found(try await connector.find(call))
      case .write(let call): return .written(try await connector.write(call))
      case .poll(let call): return .polled(try await connector.poll(call))
      case .notify(let call): return .notified(try await connector.notify(call))
      case .operation(let call): return .operated(try await connector.operate(call))
      }
    } catch {
      return .failed(error)
    }
  }
}

extension Call {
  /// What it is, in a word.
  var kind: String {
    switch self {
    case .find: "find"
    case .write(let call): call.verb.rawValue
    case .poll: "poll"
    case .notify: "notify"
    case .operation: "operation"
    }
  }
}

extension CallResult {
  /// What the call cost; nil where it failed as a whole.
  var info: CallInfo? {
    switch self {
    case .found(let answer): answer.info
    case .written(let answer): answer.info
    case .polled(let answer): answer.info
    case .notified(let answer): answer.info
    case .operated(let answer): answer.info
    case .failed: nil
    }
  }
}
