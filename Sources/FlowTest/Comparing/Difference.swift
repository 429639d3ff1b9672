import CEL
public import Diagnostics

/// One thing that is not as a case expects.
public struct Difference: Sendable {
  /// What it is about: `records salesforce.Account 001…, Health_Score__c`.
  public var subject: String
  public var expected: String
  public var actual: String
  /// Where the test says what is expected.
  public var span: SourceSpan?
  /// The step that decided it, where one did.
  public var cause: Cause?
  /// More about it, line by line.
  public var detail: [String] = []
  /// What `--update` writes instead: the bytes of the expectation and their replacement.
  public var update: Fix.Edit?

  /// The step behind a difference.
  public struct Cause: Sendable {
    public var step: String
    /// What the step did, in a few words.
    public var what: String
    /// The line of the flow that says so, or of the step.
    public var span: SourceSpan?
    /// Paths that the formula read, and their values then.
    public var values: [(path: String, value: String)]
  }

  init(
    _ subject: String, expected: String, actual: String, at span: SourceSpan?, cause: Cause? = nil, update: Fix.Edit? = nil
  ) {
    self.subject = subject
    self.expected = expected
    self.actual = actual
    self.span = span
    self.cause = cause
    self.update = update
  }
}
