/// A compiled formula. Immutable, shared freely between threads; evaluation is pure.
public final class Program: Sendable {
  public let source: String
  /// What the formula gives; `dyn` where that is not known.
  public let type: Type
  /// Paths that the formula reads, each from a variable on: `["event", "company", "arr"]`; a use of a variable as a whole is `["event"]`.
  public let reads: [[String]]
  let root: Node

  init(source: String, type: Type, reads: [[String]], root: Node) {
    self.source = source
    self.type = type
    self.reads = reads
    self.root = root
  }
}
