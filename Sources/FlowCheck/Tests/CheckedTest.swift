public import CEL
public import Diagnostics
public import FlowSyntax
public import OrderedCollections

/// A test file without findings: every name resolved, every value typed. What `flowrun test` runs.
public struct CheckedTest: Sendable {
  public var source: TestFile
  public var cases: [Case]

  /// One entry of `cases:`, with what it takes over from the file.
  public struct Case: Sendable {
    public var name: String
    /// 1-based line in the file.
    public var line: Int
    public var clock: Timestamp
    /// False where nobody says `clock`: over a recording it is when that was made.
    public var saysClock: Bool
    /// Settings that differ from the project's.
    public var settings: OrderedDictionary<String, DataLiteral>
    /// The records that exist.
    public var world: [Records]
    /// The recording that answers instead, by path from the test file's folder.
    public var recording: String?
    public var events: [Event]
    public var faults: [TestFault]
    public var expect: Expectation
    public var span: SourceSpan
  }

  /// Records of one object, by path of the field.
  public struct Records: Sendable {
    public var connection: String
    public var object: String
    public var rows: [Row]
    public var form: TestRecords.Form
    public var span: SourceSpan
  }

  /// One record, and where each value stands.
  public struct Row: Sendable {
    public var fields: [(path: String, value: Value, span: SourceSpan)]
    public var span: SourceSpan

    /// As a flat record.
    public var record: Record {
      var record = Record()
      for field in fields { record[field.path] = field.value }
      return record
    }
  }

  /// One entry of `events:`.
  public struct Event: Sendable {
    public var kind: TestEvent.Kind
    /// Its source's place in `trigger:`.
    public var source: Int
    /// A webhook's body, or the fields of a record by path.
    public var row: Value
    public var was: Record
    /// Seconds.
    public var after: Double?
    public var span: SourceSpan
  }

  /// `expect:`.
  public struct Expectation: Sendable {
    public var outcomes: TestExpectation.Outcomes?
    public var records: [Records]
    public var calls: [TestExpectation.Calls]
    public var messages: [TestExpectation.Message]?
    public var messagesSpan: SourceSpan?
    public var steps: [Step]
    public var exact: Bool
    public var span: SourceSpan
  }

  /// What a step must have done and given.
  public struct Step: Sendable {
    public var id: String
    /// For every event alike, or one for each.
    public var wanted: [Wanted]
    public var isList: Bool
    public var span: SourceSpan
  }

  /// For one event.
  public enum Wanted: Sendable {
    /// `found`, `created`, …; `not_run`.
    case outcome(String, SourceSpan)
    /// Fields of the value.
    case fields([(name: String, value: Value, span: SourceSpan)], SourceSpan)
    /// The value as a whole: a list.
    case value(Value, SourceSpan)

    public var span: SourceSpan {
      switch self {
      case .outcome(_, let span), .fields(_, let span), .value(_, let span): span
      }
    }
  }

  /// What a step did, as tests name it.
  public static let stepOutcomes = ["created", "updated", "unchanged", "found", "refused", "failed", "sent", "none", "not_run"]
  /// Why an event is skipped, as tests name it.
  public static let skipReasons = ["repeated", "unchanged", "when", "once", "superseded", "before", "no_match", "many_matches", "step"]
  /// Why an event is in the dead letters, as tests name it.
  public static let deadReasons = [
    "unreadable", "formula", "no_about", "no_match", "many_matches", "fail_step", "rejected", "exhausted", "uncertain",
  ]
}
