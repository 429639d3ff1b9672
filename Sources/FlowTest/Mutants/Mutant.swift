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
  /// What is done instead where the change gives no flow: a field that must be there gets another value.
  var instead: [(becomes: String, flow: Flow)] = []

  /// The change, and those that are tried where it gives no flow.
  var attempts: [Mutant] {
    [self]
      + instead.map { other in
        var mutant = self
        (mutant.becomes, mutant.flow) = other
        return mutant
      }
  }
}
