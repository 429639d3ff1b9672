/// What the checker found out about a formula.
public struct Checked: Sendable {
  /// The type of each node by its id; nil for nodes that are no part of the tree (what macros have replaced).
  public let types: [Type?]
  /// What the formula gives.
  public let type: Type
  /// In the order of their places.
  public let issues: [Issue]
  /// Whole literals that stand for doubles, by the ids of their nodes.
  public let doubles: Set<Int>
  /// What is not null where the formula gives true, and where it gives false.
  public let whenTrue: Facts
  public let whenFalse: Facts
}
