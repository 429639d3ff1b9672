public import Diagnostics

/// One step of a flow.
public struct Step: Sendable {
  public enum OnError: String, Sendable, CaseIterable { case fail, `continue` }

  /// Nil where it is missing, which is a finding.
  public var id: Located<String>?
  public var when: TextValue?
  public var description: Located<String>?
  public var onError: Located<OnError>?
  /// Nil where there is none, or two.
  public var verb: Verb?
  /// The key of the verb.
  public var verbSpan: SourceSpan?
  public var span: SourceSpan

  public indirect enum Verb: Sendable {
    case lookup(Lookup)
    case update(Write)
    case upsert(Write)
    case create(Write)
    /// Named formulas in order.
    case transform([Field])
    case notify(Notify)
    case call(Call)
    case block(Block)
    case skip(TextValue)
    case fail(TextValue)
  }
}

/// `match:`, and what to do when it does not find exactly one record.
public struct Match: Sendable {
  public enum OnNone: String, Sendable, CaseIterable { case fail, skip, `continue`, retry }
  public enum OnMany: String, Sendable, CaseIterable { case fail, skip, newest, oldest }

  /// Strategies in order.
  public var sets: [FieldSet]
  public var onNone: Located<OnNone>?
  public var onMany: Located<OnMany>?
  /// Where `match:` is written; nil when it is not.
  public var span: SourceSpan?

  /// Fields that must all be equal.
  public struct FieldSet: Sendable {
    public var fields: [Field]
    /// Compared without case, accents, punctuation and legal suffix.
    public var normalized: Bool
    public var span: SourceSpan
  }
}

/// `lookup`.
public struct Lookup: Sendable {
  public var object: ObjectName
  public var match: Match
  /// `where`, over `row`.
  public var filter: TextValue?
  public var many: Located<Bool>?
}

/// `update`, `upsert`, `create`.
public struct Write: Sendable {
  public var object: ObjectName
  public var match: Match
  public var set: [Field]
  public var setOnCreate: [Field]
  public var blank: [Located<String>]
  public var newestWins: Located<String>?
  /// Where `set:` is written; nil when it is not.
  public var setSpan: SourceSpan?
}

/// `notify`.
public struct Notify: Sendable {
  public var connection: Located<String>
  /// What follows the dot: `chatter`.
  public var channel: Located<String>?
  public var to: DataValue?
  public var subject: TextValue?
  public var text: TextValue?
  public var mention: DataValue?
}

/// `call`.
public struct Call: Sendable {
  public var connection: Located<String>
  public var operation: Located<String>
  public var with: [Field]
}

/// `do`.
public struct Block: Sendable {
  public var steps: [Step]
  public var forEach: TextValue?
  /// The item's name; required with `for_each`.
  public var item: Located<String>?
}
