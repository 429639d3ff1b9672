public import Diagnostics

/// A flow as written: every key of the language, nothing resolved yet. Parts that could not be read are missing, each with a finding.
public struct Flow: Sendable {
  public var file: SourceFile
  /// The file's name without folder and `.yaml`.
  public var name: String
  public var description: Located<String>?
  public var owner: Located<String>?
  public var triggers: [Trigger] = []
  public var when: TextValue?
  public var about: TextValue?
  public var key: TextValue?
  public var at: TextValue?
  /// Event fields of which one must differ; nil: the default of the sources.
  public var changed: [Located<String>]?
  public var once: Located<Bool>?
  public var window: Window?
  public var tables: [Table] = []
  public var priority: Located<Priority>?
  public var timeZone: Located<String>?
  public var retry: Retry?
  public var alert: Alert?
  public var steps: [Step] = []
  /// The keys that the file has, in alphabetical order, also where their values cannot be read.
  public var keys: [String] = []
  /// False when the file is no YAML, or not a mapping: then most of it is missing.
  public var isWhole = false
  /// The whole file; findings about the flow as such go here.
  public var span: SourceSpan

  public init(file: SourceFile, name: String, span: SourceSpan) {
    self.file = file
    self.name = name
    self.span = span
  }

  public enum Priority: String, Sendable, CaseIterable { case low, normal, high }

  /// `window:`.
  public struct Window: Sendable {
    public enum Keep: String, Sendable, CaseIterable { case all, latest }
    public var events: Located<Int>?
    /// Seconds.
    public var wait: Located<Double>?
    public var keep: Located<Keep>?
    public var span: SourceSpan
  }

  /// One entry of `tables:`.
  public struct Table: Sendable {
    public enum Source: Sendable {
      /// Key → value, as written.
      case inline([Field])
      /// A CSV file, by path from the flow's project, and its key columns.
      case file(Located<String>, key: [Located<String>])
    }
    public var name: Located<String>
    public var source: Source
  }
}

/// `retry:`; nil fields have the project's value. Seconds.
public struct Retry: Sendable {
  public var total: Located<Double>?
  public var first: Located<Double>?
  public var most: Located<Double>?
  public var span: SourceSpan

  public init(total: Located<Double>?, first: Located<Double>?, most: Located<Double>?, span: SourceSpan) {
    self.total = total
    self.first = first
    self.most = most
    self.span = span
  }
}

/// `alert:`.
public struct Alert: Sendable {
  /// The connection that carries it.
  public var notify: Located<String>?
  /// Channels or addresses.
  public var to: [Located<String>]
  /// A program and its arguments instead.
  public var command: [Located<String>]
  /// A share between 0 and 1.
  public var failed: Located<Double>?
  /// Seconds.
  public var lag: Located<Double>?
  public var span: SourceSpan
}
