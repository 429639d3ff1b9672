/// A formula's syntax tree.
public struct ParsedExpression: Sendable {
  public let source: String
  /// Macros replaced.
  public let root: Expr
  /// Ids below this are in use.
  public let nodeCount: Int
  /// What was written, by the id of the node that stands for it. Arguments that were macros themselves are found here again.
  public let macroCalls: [Int: Expr]
}
