/// Where the server listens and what it puts up with.
public struct ServerConfiguration: Sendable, Equatable {
  /// For webhooks; loopback unless the project says otherwise.
  public var hooks: ListenAddress
  /// For health, readiness and metrics; nil: not served.
  public var admin: ListenAddress?
  /// Most bytes of one body; more is answered 413.
  public var bodyLimit: Int
  /// Most bytes of bodies held at once over all requests; more is answered 503.
  public var bodiesLimit: Int
  /// Seconds for a body to arrive, and that a connection may lie idle.
  public var receiveTime: Double
  /// Seconds that requests under way get to end when the server stops.
  public var drainTime: Double

  public init(
    hooks: ListenAddress = .init(host: "127.0.0.1", port: 8080), admin: ListenAddress? = nil, bodyLimit: Int = 4 << 20,
    bodiesLimit: Int = 128 << 20, receiveTime: Double = 30, drainTime: Double = 20
  ) {
    self.hooks = hooks
    self.admin = admin
    self.bodyLimit = bodyLimit
    self.bodiesLimit = bodiesLimit
    self.receiveTime = receiveTime
    self.drainTime = drainTime
  }
}

/// `HOST:PORT`; port 0 takes any that is free.
public struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
  public var host: String
  public var port: Int

  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`; nil when it is none of them.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port) else {
      return nil
    }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty, !host.contains("/") else { return nil }
    self.init(host: String(host), port: port)
  }

  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
