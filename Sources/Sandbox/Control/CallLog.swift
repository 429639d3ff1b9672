/// What a request does, in the words of the call log.
public enum CallKind: String, Sendable, CaseIterable {
  case login, query, retrieve, describe, create, update, upsert, delete, search, composite, limits, job, post, other
}

/// What a handler tells the log about its request.
struct CallNote: Sendable {
  var kind = CallKind.other
  var object: String?
  var records = 0
  /// How much of the daily quota the call costs; nil for the usual: one for each answered call of a counted API.
  var apiCalls: Int?
}

/// One request that reached the sandbox.
public struct SandboxCall: Sendable {
  /// Counts from 1 since the start or the last reset.
  public var number: Int
  /// Milliseconds since 1970 by the sandbox's clock.
  public var time: Int
  /// `salesforce`, `gainsight` or `slack`.
  public var system: String
  public var method: String
  /// The path with its query, as it was sent.
  public var target: String
  public var kind: CallKind
  public var object: String?
  /// Records sent for a write, records answered for a read.
  public var records: Int
  /// What the call cost of the daily quota.
  public var apiCalls: Int
  /// The client's name from `Sforce-Call-Options`, else its `User-Agent`.
  public var client: String?
  public var status: Int
  /// The id of the fault rule that changed the answer.
  public var fault: String?

  /// True for the kinds that change records.
  public var isWrite: Bool {
    switch kind {
    case .create, .update, .upsert, .delete, .post: true
    default: false
    }
  }

  var value: SandboxValue {
    [
      "number": .int(number), "time": .string(Instant(milliseconds: time).iso), "system": .string(system), "method": .string(method),
      "target": .string(target), "kind": .string(kind.rawValue), "object": SandboxValue(object), "records": .int(records),
      "apiCalls": .int(apiCalls), "client": SandboxValue(client), "status": .int(status), "fault": SandboxValue(fault),
    ]
  }
}
