public import Diagnostics

/// A test file as written: every key of the language, nothing resolved yet. Parts that could not be read are missing, each with a finding.
public struct TestFile: Sendable {
  public var file: SourceFile
  /// The flow's name.
  public var flow: Located<String>?
  public var clock: Located<String>?
  public var settings: [TestField] = []
  public var world: [TestRecords] = []
  /// The path of a recording, from the test file's folder.
  public var recording: Located<String>?
  public var cases: [TestCase] = []
  public var equivalent: [Equivalent] = []
  /// False when the file is no YAML, or not a mapping.
  public var isWhole = false
  public var span: SourceSpan

  public init(file: SourceFile) {
    self.file = file
    span = file.span(0..<0)
  }

  /// One entry of `equivalent:`.
  public struct Equivalent: Sendable {
    public var mutant: Located<String>
    public var reason: Located<String>
  }

  /// What test files end in.
  public static let ending = ".test.yaml"
  /// What recordings end in: they are YAML, and no flows.
  public static let recordingEnding = ".exchanges.yaml"
}

/// One entry of `cases:`.
public struct TestCase: Sendable {
  /// Nil where it is missing, which is a finding.
  public var name: Located<String>?
  public var clock: Located<String>?
  public var settings: [TestField]
  public var world: [TestRecords]
  public var recording: Located<String>?
  public var events: [TestEvent]
  public var faults: [TestFault]
  public var expect: TestExpectation?
  public var span: SourceSpan
}

/// One entry of `events:`.
public struct TestEvent: Sendable {
  public enum Kind: String, Sendable, CaseIterable { case webhook, message, poll }

  public var kind: Kind
  public var row: TestValue
  /// Counted from 1 among the sources of the kind.
  public var source: Located<Int>?
  public var was: [TestField]
  /// Seconds.
  public var after: Located<Double>?
  /// The key that says what it is.
  public var keySpan: SourceSpan
  public var span: SourceSpan
}

/// One entry of `faults:`.
public struct TestFault: Sendable {
  public enum Place: String, Sendable, CaseIterable { case find, write, poll, notify, call, delivery }
  public enum Kind: String, Sendable, CaseIterable { case rate_limit, timeout_after_commit, partial_batch, rejected, maintenance, duplicate_delivery }

  public var at: Located<Place>
  public var kind: Located<Kind>
  public var connection: Located<String>?
  public var call: Located<Int>?
  /// Seconds.
  public var length: Located<Double>?
  public var records: Located<Int>?
  public var span: SourceSpan
}

/// `expect:`.
public struct TestExpectation: Sendable {
  public var outcomes: Outcomes?
  public var records: [TestRecords]
  public var calls: [Calls]
  /// Nil: not asked.
  public var messages: [Message]?
  public var messagesSpan: SourceSpan?
  public var steps: [TestField]
  public var exact: Located<Bool>?
  public var span: SourceSpan

  /// `outcomes:`.
  public struct Outcomes: Sendable {
    public var done: Located<Int>?
    public var skipped: Count?
    public var dead: Count?
    public var span: SourceSpan
  }

  /// So many, or so many by reason.
  public enum Count: Sendable {
    case all(Located<Int>)
    case byReason([(reason: Located<String>, count: Located<Int>)], SourceSpan)

    public var span: SourceSpan {
      switch self {
      case .all(let count): count.span
      case .byReason(_, let span): span
      }
    }
  }

  /// Of one connection, by kind: `find`, `write`, `poll`, `notify`, `call`.
  public struct Calls: Sendable {
    public var connection: Located<String>
    public var counts: [(kind: String, count: Located<Int>)]
  }

  /// One of `messages:`; what is nil is free.
  public struct Message: Sendable {
    public var by: Located<String>?
    public var to: [Located<String>]?
    public var subject: Located<String>?
    public var text: Located<String>?
    public var mention: [Located<String>]?
    public var span: SourceSpan
  }
}

/// Records of one object: those that exist, or those that are expected.
public struct TestRecords: Sendable {
  public enum Content: Sendable {
    case rows([TestRow])
    /// A CSV file, by path from the test file's folder.
    case file(Located<String>)
  }

  public enum Form: Sendable {
    /// A list of mappings.
    case list
    /// An aligned table: each cell is text, and a blank one null.
    case table
  }

  public var object: ObjectName
  public var content: Content
  public var form: Form
  public var span: SourceSpan
}

/// One record.
public struct TestRow: Sendable {
  public var fields: [TestField]
  public var span: SourceSpan

  public init(fields: [TestField], span: SourceSpan) {
    self.fields = fields
    self.span = span
  }
}

/// A name and its value.
public struct TestField: Sendable {
  public var name: Located<String>
  public var value: TestValue

  public init(name: Located<String>, value: TestValue) {
    self.name = name
    self.value = value
  }
}

/// Data without formulas that knows where it stands.
public indirect enum TestValue: Sendable {
  case scalar(Scalar, SourceSpan)
  case list([TestValue], SourceSpan)
  case object([TestField], SourceSpan)

  public var span: SourceSpan {
    switch self {
    case .scalar(_, let span), .list(_, let span), .object(_, let span): span
    }
  }
}
