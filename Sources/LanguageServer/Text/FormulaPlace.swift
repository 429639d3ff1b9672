import CEL
import Diagnostics
import FlowCheck
import FlowSyntax

/// A formula, and the part of it at a place of the file.
struct FormulaPlace {
  let inspected: InspectedFormula
  let offset: Int

  /// Nil where the place is in no formula.
  init?(_ formulas: [InspectedFormula], at offset: Int) {
    let found = formulas.first { formula in
      let range = formula.formula.span.range
      return range.lowerBound <= offset && offset <= range.upperBound
    }
    guard let found else { return nil }
    inspected = found
    self.offset = offset
  }

  /// The nodes around the place, outermost first. Of those that macros have made over one range only the outermost counts.
  var nodes: [Expr] {
    guard let root = inspected.compilation.syntax?.root else { return [] }
    var path: [Expr] = []
    func walk(_ node: Expr) {
      let isHere = range(node).contains(offset)
      if isHere, path.last.map({ node.range.count < $0.range.count }) ?? true { path.append(node) }
      for child in node.children where isHere { walk(child) }
    }
    walk(root)
    return path
  }

  /// Every node of the formula.
  var all: [Expr] {
    func below(_ node: Expr) -> [Expr] { [node] + node.children.flatMap(below) }
    return inspected.compilation.syntax.map { below($0.root) } ?? []
  }

  /// The bytes of a node, with the place behind its last character.
  func range(_ node: Expr) -> ClosedRange<Int> {
    let range = span(node).range
    return range.lowerBound...range.upperBound
  }

  func span(_ node: Expr) -> SourceSpan { inspected.formula.span(codePoints: node.range) }

  /// The text of a node.
  func text(_ node: Expr) -> String {
    String(String.UnicodeScalarView(inspected.formula.text.unicodeScalars.dropFirst(node.range.lowerBound).prefix(node.range.count)))
  }

  /// What a node gives; nil where the formula could not be read that far.
  func type(_ node: Expr) -> Type? { inspected.type(of: node) }
}

extension Expr {
  /// The names of `a.b.c`; nil for anything else.
  var names: [String]? {
    switch kind {
    case .identifier(let name): [name]
    case .select(let operand, let field, isTest: false): operand.names.map { $0 + [field] }
    default: nil
    }
  }
}
