public import CEL
public import ConnectorKit

/// What a run said to its targets and what they answered, in order.
public struct Recording: Sendable {
  /// One request with what came of it.
  public struct Exchange: Sendable {
    public enum Outcome: Sendable {
      case answer(HTTPResponse)
      case failure(TransportFailure)
    }

    public var method: HTTPRequest.Method
    /// Absolute, percent-encoded.
    public var url: String
    /// The request's `Content-Type`; no other header of it is kept.
    public var contentType: String?
    public var body: [UInt8]
    public var outcome: Outcome

    public init(_ request: HTTPRequest, _ outcome: Outcome) {
      method = request.method
      url = request.url
      contentType = request.headers.first { $0.name.lowercased() == "content-type" }?.value
      body = request.body
      self.outcome = outcome
    }
  }

  /// When the run began and ended: times between them are "now" to a replay.
  public var started: Timestamp
  public var ended: Timestamp
  /// The journal's name, which effect keys derive from.
  public var journal: String
  /// Where the sandbox listened, when it was one that was asked.
  public var sandbox: String?
  /// Fields whose values were replaced.
  public var redacted: [String]
  public var exchanges: [Exchange]

  public init(
    started: Timestamp, ended: Timestamp, journal: String, sandbox: String? = nil, redacted: [String] = [], exchanges: [Exchange]
  ) {
    self.started = started
    self.ended = ended
    self.journal = journal
    self.sandbox = sandbox
    self.redacted = redacted
    self.exchanges = exchanges
  }
}
