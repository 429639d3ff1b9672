/// What a formula costs, found without evaluating it.
enum CostEstimate {
  /// Nil as maximum: it depends on the data.
  static func of(_ node: Node) -> (minimum: Int, maximum: Int?) {
    let hasLoop = contains(node) { $0 is LoopNode || $0 is CallNode || $0 is SumNode || $0 is InNode }
    let total = node.totalCost
    return (hasLoop ? min(total, 1) : min(total, 1), hasLoop ? nil : total)
  }

  private static func contains(_ node: Node, _ test: (Node) -> Bool) -> Bool {
    test(node) || node.children.contains { contains($0, test) }
  }
}
