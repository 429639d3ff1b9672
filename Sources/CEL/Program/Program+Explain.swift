/// A part of a formula and what it gave.
public struct Explained: Sendable {
  /// Code points of the formula.
  public let range: Range<Int>
  /// The part as it is written.
  public let text: String
  public let value: Value
  /// How deep the part lies; the whole formula is 0.
  public let depth: Int
}

extension Program {
  /// The value of the formula and of each part of it, outer parts first, literals left out. The body of a macro has no value of its own.
  public func explain(_ bindings: Bindings) -> [Explained] {
    let scalars = Array(source.unicodeScalars)
    var parts: [Explained] = []
    func visit(_ part: Expr, depth: Int) {
      if case .literal = part.kind { return }
      let program = Planner.program(
        ParsedExpression(source: source, root: part, nodeCount: parsed.nodeCount, macroCalls: parsed.macroCalls), type: .dyn, types: types,
        in: environment)
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[part.range.clamped(to: scalars.indices)])
      parts.append(Explained(range: part.range, text: String(text), value: program.evaluate(bindings), depth: depth))
      for inner in self.parts(of: part) { visit(inner, depth: depth + 1) }
    }
    visit(parsed.root, depth: 0)
    return parts
  }

  /// The parts that have a value without the whole: not those inside a macro, nor the names of a path.
  private func parts(of expression: Expr) -> [Expr] {
    switch expression.kind {
    case .comprehension(let loop): [loop.range]
    case .bind(_, let value, _): [value]
    case .select where PathChain(expression) != nil: []
    case .call(let name, let target?, let arguments):
      (NameScope(environment).namespacedFunction(name, target: target) == nil ? [target] : []) + arguments
    default: expression.children
    }
  }
}
