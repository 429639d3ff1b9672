public import Diagnostics

/// `flowrun.yaml` as written.
public struct Project: Sendable {
  public var file: SourceFile
  public var timeZone: Located<String>?
  public var settings: [Setting] = []
  /// In the order written: ties of `newest_wins` go to the first named.
  public var connections: [Connection] = []
  public var retry: Retry?
  public var alert: Alert?
  public var state: State?
  public var serve: Serve?
  public var lint: Lint?
  public var profiles: [Profile] = []
  public var span: SourceSpan

  public init(file: SourceFile, span: SourceSpan) {
    self.file = file
    self.span = span
  }

  /// One entry of `settings:`.
  public struct Setting: Sendable {
    public var name: Located<String>
    public var value: DataLiteral
    public init(name: Located<String>, value: DataLiteral) {
      self.name = name
      self.value = value
    }
  }

  /// `state:`.
  public struct State: Sendable {
    public var journal: Located<String>?
    /// Seconds.
    public var keep: Located<Double>?
    public var span: SourceSpan

    public init(journal: Located<String>?, keep: Located<Double>?, span: SourceSpan) {
      self.journal = journal
      self.keep = keep
      self.span = span
    }
  }

  /// `serve:`, each `HOST:PORT`.
  public struct Serve: Sendable {
    public var hooks: Located<String>?
    public var admin: Located<String>?
    public var span: SourceSpan

    public init(hooks: Located<String>?, admin: Located<String>?, span: SourceSpan) {
      self.hooks = hooks
      self.admin = admin
      self.span = span
    }
  }

  /// `lint:`.
  public struct Lint: Sendable {
    /// Code → path patterns from the project's folder.
    public var ignore: [(code: Located<FindingCode>, paths: [Located<String>])]
    public var span: SourceSpan
  }

  /// One entry of `profiles:`: what it lays over the project.
  public struct Profile: Sendable {
    public var name: Located<String>
    public var timeZone: Located<String>?
    public var settings: [Setting]
    public var connections: [Connection]
    public var retry: Retry?
    public var alert: Alert?
    public var state: State?
    public var serve: Serve?
    public var span: SourceSpan
  }
}

/// Data without formulas.
public indirect enum DataLiteral: Sendable, Equatable {
  case scalar(Scalar)
  case list([DataLiteral])
  case object([(name: String, value: DataLiteral)])

  public static func == (a: DataLiteral, b: DataLiteral) -> Bool {
    switch (a, b) {
    case (.scalar(let a), .scalar(let b)): a == b
    case (.list(let a), .list(let b)): a == b
    case (.object(let a), .object(let b)): a.elementsEqual(b) { $0.name == $1.name && $0.value == $1.value }
    default: false
    }
  }
}

/// One entry of `connections:`.
public struct Connection: Sendable {
  public var name: Located<String>
  /// A connector's name, or the path of a manifest.
  public var connector: Located<String>?
  /// Everything that the connector itself reads, by dotted path: `url`, `auth.jwt.user`, `token_url`, `hook.token`.
  public var options: [Option]
  public var limits: Limits?
  /// Object → the unique field that carries the engine's effect key.
  public var stamp: [(object: Located<String>, field: Located<String>)]
  /// Path of the schema snapshot.
  public var schema: Located<String>?
  public var span: SourceSpan

  /// The option of that dotted path.
  public func option(_ path: String) -> Option? { options.first { $0.path == path } }

  /// A setting and its text.
  public struct Option: Sendable {
    /// From the connection down: `auth.basic.user`.
    public var path: String
    public var value: SecretText
    public var keySpan: SourceSpan
  }

  /// `limits:`.
  public struct Limits: Sendable {
    /// Calls at once.
    public var calls: Located<Int>?
    public var perSecond: Located<Double>?
    public var perMinute: Located<Int>?
    public var perDay: Located<Int>?
    /// Of the system's own allowance, between 0 and 1.
    public var share: Located<Double>?
    public var reserve: Located<Double>?
    public var span: SourceSpan
  }
}

/// Text that may take parts of itself from outside the file, so that secrets are never written down.
public struct SecretText: Sendable {
  public enum Piece: Sendable, Equatable {
    case text(String)
    /// `${env.NAME}`
    case environment(String)
    /// `${file.PATH}`, from the project's folder.
    case file(String)
  }

  public var pieces: [Piece]
  public var span: SourceSpan

  /// The text when all of it is written in the file.
  public var literal: String? {
    var text = ""
    for piece in pieces {
      guard case .text(let part) = piece else { return nil }
      text += part
    }
    return text
  }

  public init(_ pieces: [Piece], _ span: SourceSpan) {
    self.pieces = pieces
    self.span = span
  }
}
