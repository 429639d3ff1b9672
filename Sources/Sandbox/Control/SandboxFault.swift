/// A rule by which the sandbox fails on purpose.
public struct SandboxFault: Sendable {
  /// What goes wrong.
  public enum Kind: String, Sendable, CaseIterable {
    /// An error with `status`, `code` and `message` in the system's own shape.
    case error
    /// Salesforce: 403 REQUEST_LIMIT_EXCEEDED, all requests of the day used.
    case requestLimit = "request_limit"
    /// Salesforce: 403 REQUEST_LIMIT_EXCEEDED, too many at once.
    case concurrentLimit = "concurrent_limit"
    /// 429, as the system says it.
    case rateLimit = "rate_limit"
    /// 503 with the HTML of a maintenance page.
    case maintenance
    /// 502 with the HTML of the edge.
    case edge
    /// The connection is reset without an answer.
    case reset
    /// The answer comes `delay` milliseconds later.
    case slow
    /// Of the records of a write every `every`-th fails with `code`.
    case partial
    /// Every record of a write fails with UNABLE_TO_LOCK_ROW.
    case lockChunk = "lock_chunk"
    /// The first record of a write fails with UNABLE_TO_LOCK_ROW.
    case lockRow = "lock_row"
    /// The caller's session ends before the request is looked at.
    case expireSession = "expire_session"
  }

  /// When the fault strikes: before anything is stored, or after.
  public enum Commit: String, Sendable { case before, after }

  public var id: String
  public var kind: Kind
  /// `salesforce`, `gainsight` or `slack`; nil for all of them. `mail` strikes mail clients by error (an SMTP reply of `status`), rate_limit,
  /// maintenance, reset and slow; `method` is a command such as `RCPT`, `CONNECT` for the greeting, or `END` for the end of a message.
  public var system: String?
  public var method: String?
  /// Text that the path must contain.
  public var path: String?
  /// Text that the body must contain.
  public var body: String?
  public var commit = Commit.before
  public var status = 500
  public var code = "UNKNOWN_EXCEPTION"
  public var message = "An unexpected error occurred."
  /// Seconds for a `Retry-After` header.
  public var retryAfter: Int?
  public var delay = 1000
  public var every = 2
  /// The share of matching requests that are struck, from the seed.
  public var rate = 1.0
  /// How many matching requests pass first.
  public var skip = 0
  /// How many are struck at most.
  public var times: Int?

  /// A rule of a kind; it strikes every request until told otherwise.
  public init(_ kind: Kind, id: String? = nil) {
    self.kind = kind
    self.id = id ?? kind.rawValue
  }
}
