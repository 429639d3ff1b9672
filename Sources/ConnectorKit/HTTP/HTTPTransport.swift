/// One HTTP request, as a connector wants it sent.
public struct HTTPRequest: Sendable, Equatable {
  public enum Method: String, Sendable { case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE" }

  public var method: Method
  /// Absolute, percent-encoded, http or https; smtp or smtps for a mail.
  public var url: String
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]
  /// True when sending it twice does no harm. Others go over a fresh connection, so that nothing resends them behind our back.
  public var idempotent: Bool
  /// Seconds until it is given up.
  public var timeout: Double
  /// Most bytes of answer.
  public var responseLimit: Int
  /// Makes the request a mail.
  public var mail: MailEnvelope?

  public init(
    _ method: Method, _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [], idempotent: Bool, timeout: Double = 60,
    responseLimit: Int = 64 << 20, mail: MailEnvelope? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.idempotent = idempotent
    self.timeout = timeout
    self.responseLimit = responseLimit
    self.mail = mail
  }

  public static func == (a: HTTPRequest, b: HTTPRequest) -> Bool {
    a.method == b.method && a.url == b.url && a.body == b.body && a.idempotent == b.idempotent && a.timeout == b.timeout
      && a.responseLimit == b.responseLimit && a.mail == b.mail && a.headers.elementsEqual(b.headers) { $0 == $1 }
  }
}

/// What came back.
public struct HTTPResponse: Sendable {
  public var status: Int
  /// In the order received; names as sent.
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]

  public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of that name, compared without case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// Why there is no answer.
public struct TransportFailure: Error, Sendable, Equatable {
  public enum Kind: String, Sendable {
    /// The request certainly did not reach the target: name not resolved, connection refused, certificate not trusted.
    case notSent
    /// It may have reached the target: time-out, reset, broken answer.
    case noAnswer
    /// The answer was larger than the request allows.
    case tooLarge
    case cancelled
    /// The URL is malformed or of a scheme other than http and https.
    case badRequest
    /// A replay was asked for something that its recording does not hold.
    case notRecorded
  }

  public var kind: Kind
  /// One sentence for people, without secrets.
  public var message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

/// Sends requests: libcurl in a run, a recording in a test.
public protocol HTTPTransport: Sendable {
  /// The answer, whatever its status; redirects are not followed.
  func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse

  /// True when answers come from a recording, so that there is nobody to spare.
  var isReplay: Bool { get }
}

extension HTTPTransport {
  public var isReplay: Bool { false }
}
