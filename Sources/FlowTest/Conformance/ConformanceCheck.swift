/// One thing that the engine relies on, and that the kit tries at a connector.
public enum ConformanceCheck: String, Sendable, CaseIterable {
  case describe
  case pollRecords = "poll.records"
  case pollPages = "poll.pages"
  case pollSince = "poll.since"
  case findKeys = "find.keys"
  case findNone = "find.none"
  case writeOrder = "write.order"
  case writeRefused = "write.refused"
  case writeAgain = "write.again"
  case writeLost = "write.lost"
  case message
  case operation
  case requests
  case notReached = "failure.not_reached"
  case noAnswer = "failure.no_answer"
  case down = "failure.down"
  case rate = "failure.rate"
  case garbage = "failure.garbage"
  case once
  case cancel
  case limit
  case auth = "failure.auth"
  case secrets

  /// What holds where the check passes.
  public var promise: String {
    switch self {
    case .describe: "Objects are described; one that there is not is refused."
    case .pollRecords: "Polls bring whole records, each once."
    case .pollPages: "Pages follow each other to an end."
    case .pollSince: "A poll from a moment on brings what changed at that very moment."
    case .findKeys: "Finds bring the records of all keys, with the fields asked for."
    case .findNone: "A key that no record has gives no record, and no failure."
    case .writeOrder: "One result a written record, in their order."
    case .writeRefused: "A record that is refused fails by itself, with its reason."
    case .writeAgain: "The same change sent again gives the same."
    case .writeLost: "A new record whose answer is lost is not doubled."
    case .message: "Messages are sent."
    case .operation: "Operations are carried out; one that there is not is refused."
    case .requests: "Each request is counted."
    case .notReached: "What never reached the system is tried again."
    case .noAnswer: "A write without an answer is unknown, a read is tried again."
    case .down: "A system that is down is waited for."
    case .rate: "A limit is told with the time to wait."
    case .garbage: "An answer that is none is no success."
    case .once: "Nothing is repeated by the connector itself."
    case .cancel: "A cancelled call ends at once."
    case .limit: "No more requests at once than allowed."
    case .auth: "A refused login pauses the connection, after one new login."
    case .secrets: "No secret in any error, record or description."
    }
  }

  /// What to do where it fails.
  public var advice: String {
    switch self {
    case .describe:
      "`describe` gives an `ObjectSchema` whose identity, watermark, modified and created name fields of it; of others it throws `.rejected`."
    case .pollRecords:
      "`poll` gives every record with its identity and its watermark as a time, once. Sort by the watermark, so that no row moves between pages."
    case .pollPages: "`poll` gives in `next` what names the next page, and nil with the last one."
    case .pollSince: "`since` is inclusive: ask for `>=`, or take an overlap off."
    case .findKeys:
      "`find` answers all keys of a call; records are keyed by the paths asked for, null where the system has nothing, and hold identity and match fields."
    case .findNone: "Give an empty list where the system says that there is nothing, be it by a 404."
    case .writeOrder: "`write` gives one `RecordResult` for each record of the call, in the call's order, with the id of the record it is about."
    case .writeRefused: "Give `.failed` with `.rejected` for that record alone (`.collateral` for the others where traits say `allOrNothing`)."
    case .writeAgain: "An `update` by identity must not depend on what was there, and makes no new record."
    case .writeLost: "Throw `.unknown` where a create may have been done; `.retry` only where sending it again makes no second record."
    case .message: "`notify` sends to all of `to`, and gives an answer when the system has taken it."
    case .operation: "`operate` throws `.rejected` for a name that it does not know."
    case .requests: "Count each request but logins in `CallInfo.requests` (`CallTally` does)."
    case .notReached: "A `TransportFailure` of kind `.notSent` is `.retry` with `affectsConnection` (`callFailure(_:of:)` does it)."
    case .noAnswer:
      "A `TransportFailure` of kind `.noAnswer` is `.unknown` for what writes and `.retry` for what reads (`callFailure(_:of:)` does it)."
    case .down: "A 503 is `.retry` (`.unknown` for a write is allowed) with `affectsConnection`."
    case .rate: "A 429 is `.rate`, with the seconds of `Retry-After` in `retryAfter`, where it is sent."
    case .garbage:
      "Where an answer is not of the system's form, throw `.retry` for what reads and `.unknown` for what writes. No record found is a different thing."
    case .once: "Leave retries to the engine, which keeps count: send, and throw what came of it."
    case .cancel: "Await the transport in the task that called, not in one of your own; `.unknown` for a write that was under way."
    case .limit: "Send through one `RequestSender`, or a `RequestGate` of `limits.calls`."
    case .auth: "A 401 is `.auth` with `affectsConnection`: one new login where there is a session (`Login` does it), one repetition, no more."
    case .secrets: "Hold secrets as `Secret`, and pass what the system says through `Redaction` before it goes into a failure."
    }
  }
}
