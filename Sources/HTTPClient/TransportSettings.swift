/// How `CurlTransport` connects.
public struct TransportSettings: Sendable, Equatable {
  /// Seconds until an attempt to connect is given up; never more than the request's own time-out.
  public var connectTimeout: Double
  /// A PEM file of certificate authorities to trust instead of the system's.
  public var authorities: String?
  public var certificates: CertificateChecks
  /// Seconds that a connection nobody uses is kept for the next request.
  public var idleConnection: Double
  /// What the `User-Agent` header says, unless the request says something else.
  public var agent: String

  /// Whether the other side must prove who it is.
  public enum CertificateChecks: Sendable, Equatable {
    case on
    /// Anyone on the way can read and change everything, secrets too. `CurlTransport` says so on standard error each time one is made.
    case offAndInsecure
  }

  public init(
    connectTimeout: Double = 10, authorities: String? = nil, certificates: CertificateChecks = .on, idleConnection: Double = 118,
    agent: String = "flowrun"
  ) {
    self.connectTimeout = connectTimeout
    self.authorities = authorities
    self.certificates = certificates
    self.idleConnection = idleConnection
    self.agent = agent
  }
}
