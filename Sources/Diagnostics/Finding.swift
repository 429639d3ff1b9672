/// How bad a finding is.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  /// The file cannot be used.
  case error
  /// The file can be used, but something in it is probably not what was meant.
  case warning
  case note

  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// The stable name of a kind of finding: `FLOW0123`. A number is never given a second meaning.
public struct FindingCode: Sendable, Hashable, Comparable, CustomStringConvertible, ExpressibleByIntegerLiteral {
  public let number: Int

  public init(_ number: Int) { self.number = number }
  public init(integerLiteral value: Int) { number = value }

  /// The code of that spelling, in any case; nil when it is none.
  public init?(_ text: some StringProtocol) {
    let text = text.uppercased()
    guard text.hasPrefix("FLOW"), text.count == 8, let number = Int(text.dropFirst(4)), number >= 0 else { return nil }
    self.number = number
  }

  public var description: String {
    let digits = String(number)
    return "FLOW" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  public static func < (a: FindingCode, b: FindingCode) -> Bool { a.number < b.number }
}

/// A fact about a file before it has a place: each module has enums of them, whose sentences make up the module's message catalogue.
public protocol FindingFact: Sendable {
  var code: FindingCode { get }
  var severity: Severity { get }
  /// One sentence with a capital and a full stop; code in backticks.
  var message: String { get }
  /// What to write instead, or what is allowed; nil when the message says it all.
  var hint: String? { get }
}

extension FindingFact {
  public var severity: Severity { .error }
  public var hint: String? { nil }
}

/// Something that a person should know about a file, and where.
public struct Finding: Sendable {
  public var code: FindingCode
  public var severity: Severity
  public var message: String
  public var span: SourceSpan
  /// Other places that explain this one.
  public var labels: [Label]
  public var notes: [String]
  public var hint: String?
  public var fix: Fix?

  /// A second place and what it has to do with the finding.
  public struct Label: Sendable, Equatable {
    public var span: SourceSpan
    public var text: String

    public init(_ text: String, at span: SourceSpan) {
      self.span = span
      self.text = text
    }
  }

  public init(
    code: FindingCode, severity: Severity, message: String, span: SourceSpan, labels: [Label] = [], notes: [String] = [], hint: String? = nil,
    fix: Fix? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.span = span
    self.labels = labels
    self.notes = notes
    self.hint = hint
    self.fix = fix
  }

  public init(_ fact: some FindingFact, at span: SourceSpan, labels: [Label] = [], notes: [String] = [], fix: Fix? = nil) {
    self.init(
      code: fact.code, severity: fact.severity, message: fact.message, span: span, labels: labels, notes: notes, hint: fact.hint, fix: fix)
  }

  /// By file, place, code: the order in which reports show findings, the same in every run.
  public static func inOrder(_ a: Finding, _ b: Finding) -> Bool {
    let left = (a.span.file.name, a.span.range.lowerBound, a.span.range.upperBound, a.code.number, a.message)
    let right = (b.span.file.name, b.span.range.lowerBound, b.span.range.upperBound, b.code.number, b.message)
    return left < right
  }
}

/// A change of the text that settles a finding without changing anything else.
public struct Fix: Sendable, Equatable {
  /// What it does, as an order: "Quote the formula."
  public var title: String
  public var edits: [Edit]

  /// One replacement; an empty span inserts.
  public struct Edit: Sendable, Equatable {
    public var span: SourceSpan
    public var replacement: String

    public init(_ span: SourceSpan, _ replacement: String) {
      self.span = span
      self.replacement = replacement
    }
  }

  public init(_ title: String, _ edits: [Edit]) {
    self.title = title
    self.edits = edits
  }

  /// A fix of one replacement.
  public init(_ title: String, replace span: SourceSpan, with replacement: String) {
    self.init(title, [Edit(span, replacement)])
  }
}
