import Diagnostics
public import FlowSyntax

/// `alert:` as written; who hears where it says nothing is the project's matter.
public struct CheckedAlert: Sendable, Equatable {
  /// The connection that carries it.
  public var notify: String?
  /// Channels or addresses.
  public var to: [String]
  /// A program and its arguments.
  public var command: [String]
  /// A share between 0 and 1.
  public var failed: Double?
  /// Seconds.
  public var lag: Double?

  public init(notify: String? = nil, to: [String] = [], command: [String] = [], failed: Double? = nil, lag: Double? = nil) {
    self.notify = notify
    self.to = to
    self.command = command
    self.failed = failed
    self.lag = lag
  }

  public init(_ alert: Alert) {
    self.init(
      notify: alert.notify?.value, to: alert.to.map(\.value), command: alert.command.map(\.value), failed: alert.failed?.value,
      lag: alert.lag?.value)
  }
}
