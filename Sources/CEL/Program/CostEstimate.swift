/// What a formula costs, found without evaluating it.
enum CostEstimate {
  /// The minimum counts the cheapest way through; the maximum is nil where it depends on the data.
  static func of(_ node: Node) -> (minimum: Int, maximum: Int?) {
    (node.leastCost, dependsOnData(node) ? nil : node.totalCost)
  }

  private static func dependsOnData(_ node: Node) -> Bool {
    node is LoopNode || node is CallNode || node is UnaryCallNode || node is BinaryCallNode || node is TextTestNode || node is SumNode
      || node is InNode || node.children.contains(where: dependsOnData)
  }
}

extension Node {
  /// What one evaluation costs when every loop is empty and every choice cheap.
  var leastCost: Int {
    switch self {
    case is LoopNode: cost + (children.first?.leastCost ?? 0)
    case is AndNode, is OrNode, is OptionalOrNode: cost + (children.first?.leastCost ?? 0)
    case is ConditionalNode: cost + children[0].leastCost + min(children[1].leastCost, children[2].leastCost)
    default: children.reduce(cost) { $0 + $1.leastCost }
    }
  }
}
