public import Calls
public import FlowEngine
public import Journal

/// What a runtime tells whoever watches it, as it happens: for logs, progress and alerts.
public enum RuntimeNotice: Sendable {
  /// Durable by then.
  case ended(EventEnd)
  case called(CallReport)
  case polled(SourceID, PollEnd)
  case alert(Alert)
  /// Nothing is accepted or written any more.
  case journalFailed(JournalFailure)
  /// Changed files were looked at: with the reason why they are not used, nil when they are.
  case reloaded(refusal: String?)
}

/// One call that came to its end.
public struct CallReport: Sendable {
  public enum Kind: String, Sendable, CaseIterable { case find, create, update, poll, notify, operation }

  public var connection: String
  public var kind: Kind
  /// The object, the channel or the operation.
  public var object: String
  /// Keys, records or rows that it carried.
  public var size: Int
  /// Requests that it took, logins aside; 0 where it failed before the connector could tell.
  public var requests: Int
  /// The call as a whole, or the records of it that failed.
  public var failures: [CallFailure]
}

extension CallReport {
  init(_ call: Call, _ result: CallResult) {
    connection = call.connection
    requests = 0
    failures = []
    switch call {
    case .find(let find): (kind, object, size) = (.find, find.object, find.keys.count)
    case .write(let write): (kind, object, size) = (write.verb == .create ? .create : .update, write.object, write.records.count)
    case .poll(let poll): (kind, object, size) = (.poll, poll.object, 0)
    case .notify(let message): (kind, object, size) = (.notify, message.channel ?? "", 1)
    case .operation(let operation): (kind, object, size) = (.operation, operation.operation, 1)
    }
    switch result {
    case .found(let answer): requests = answer.info.requests
    case .written(let answer):
      // A job that was only opened has carried no record yet.
      (requests, size) = (answer.info.requests, answer.results.count)
      failures = answer.results.compactMap { if case .failed(let failure) = $0 { failure } else { nil } }
    case .polled(let answer): (requests, size) = (answer.info.requests, answer.records.count)
    case .notified(let answer): requests = answer.info.requests
    case .operated(let answer): requests = answer.info.requests
    case .failed(let failure): failures = [failure]
    }
  }
}
