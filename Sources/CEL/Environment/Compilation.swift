/// What became of a formula's text.
public struct Compilation: Sendable {
  /// Nil when there are issues that are not merely doubtful.
  public let program: Program?
  public let issues: [Issue]
  /// What the formula gives; `dyn` where that is not known, `error` where it is wrong.
  public let type: Type
  /// The tree as it was written, for printing and tools; nil when the text could not be read.
  public let syntax: ParsedExpression?
  /// What is not null where a condition gives true, and where it gives false.
  public var whenTrue = Facts.none
  public var whenFalse = Facts.none
  /// The type of each node of `syntax` by its id, for tools; nil for what macros have replaced, empty where nothing was checked.
  public var types: [Type?] = []
}
