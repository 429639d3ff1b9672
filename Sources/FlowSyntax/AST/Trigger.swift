public import Diagnostics

/// One entry of `trigger:`.
public struct Trigger: Sendable {
  public enum Source: Sendable {
    case webhook(connection: Located<String>)
    case message(ObjectName)
    case poll(ObjectName)
  }

  public enum Schedule: Sendable {
    /// Seconds.
    case every(Located<Double>)
    case cron(Located<String>, timeZone: Located<String>?)
  }

  public enum Start: Sendable, Equatable {
    case now, all
    /// Seconds back.
    case since(Double)
  }

  public var source: Source
  /// Each event field's formula over `row`; nil: the row is the event.
  public var event: [Field]?
  /// Where `event:` is written.
  public var eventSpan: SourceSpan?
  public var each: TextValue?
  public var delivery: TextValue?
  public var schedule: Schedule?
  public var full: Located<Bool>?
  public var start: Located<Start>?
  /// `where`.
  public var filter: TextValue?
  /// A condition from outside the file: what a backfill narrows its rows to.
  public var selection: TextValue?
  public var span: SourceSpan
  /// The key that says what it is: `webhook`, `message`, `poll`.
  public var keySpan: SourceSpan
}

/// `CONNECTION.OBJECT`.
public struct ObjectName: Sendable {
  public var connection: Located<String>
  public var object: Located<String>
  public var span: SourceSpan

  public init(connection: Located<String>, object: Located<String>, span: SourceSpan) {
    self.connection = connection
    self.object = object
    self.span = span
  }
}
