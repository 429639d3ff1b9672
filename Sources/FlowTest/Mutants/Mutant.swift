public import FlowSyntax

/// A flow with one change.
public struct Mutant: Sendable {
  public var operation: MutantOperator
  /// `write drop-field Health_Score__c`: the same in every run, whatever else the flow has.
  public var name: String
  /// What stands there instead: `=event.score == null`, `on_none: fail`, `left out`.
  public var becomes: String
  /// 1-based line of the change.
  public var line: Int
  public var flow: Flow
}
