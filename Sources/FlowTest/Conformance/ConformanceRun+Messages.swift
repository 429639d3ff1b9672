import CEL
import Calls
import ConnectorKit
import OrderedCollections
import Schema

extension ConformanceRun {
  /// A message of the trial; each is another, so that none is taken for one that was sent.
  func notification(_ message: ConformanceTrial.Message, _ number: Int) -> NotifyCall {
    NotifyCall(
      connection: settings.name, channel: message.channel, to: [message.to], subject: message.subject, text: message.text, mention: [],
      key: "conformance-\(number)")
  }

  func message() async {
    guard let message = trial.message else { return skip(.message, because: "The trial has no `message`.") }
    let connector = connector
    let call = notification(message, 0)
    probe.begin(.pass)
    let sent = await self.call { () async throws(CallFailure) in try await connector.notify(call) }
    note(.message, sent.answer == nil ? "A message was sent: \(sent.seen)." : nil)
    count(sent.answer?.info, "A message")
  }

  func operation() async {
    guard let operation = trial.operation else { return skip(.operation, because: "The trial has no `operation`.") }
    let connector = connector
    let call = OperationCall(connection: settings.name, operation: operation.name, arguments: operation.arguments, key: "conformance")
    probe.begin(.pass)
    let done = await self.call { () async throws(CallFailure) in try await connector.operate(call) }
    note(.operation, done.answer == nil ? "`\(operation.name)` was called: \(done.seen)." : nil)
    count(done.answer?.info, "`\(operation.name)`")
    var unknown = call
    unknown.operation = "flowrun_no_such_operation"
    let other = unknown
    let refused = await self.call { () async throws(CallFailure) in try await connector.operate(other) }
    note(.operation, refused.failure?.kind == .rejected ? nil : "`flowrun_no_such_operation` was called: \(refused.seen).")
  }

  /// The first call of a run may log in, which is not counted.
  private func count(_ info: CallInfo?, _ what: String) {
    let seen = probe.seen.count
    guard let info, seen > 0 else { return }
    note(.requests, (1...seen).contains(info.requests) ? nil : "\(what) sent \(seen) requests, and told of \(info.requests).")
  }

  func countRequests() async {
    skip(.requests, because: probe.total == 0 ? Self.noHTTP : "Nothing was asked that could be counted.")
  }
}
