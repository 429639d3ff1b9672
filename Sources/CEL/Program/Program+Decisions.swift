/// A place of a formula where it may go two ways, for coverage.
public struct DecisionPoint: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// Something that is true or false: what `?:` and `ifs` ask, and each side of `&&` and `||`.
    case condition
    /// A value of `coalesce` that is there or null.
    case null
    /// A `vlookup` that finds a row or none.
    case table
  }

  public var kind: Kind
  /// Code points of the formula.
  public var range: Range<Int>
  public var text: String
}

extension Program {
  /// Where the formula may go two ways, in the order of its text. What is inside a macro over a list is left out.
  public var decisions: [DecisionPoint] {
    var points: [DecisionPoint] = []
    walk(parsed.root) { point, _ in
      if !points.contains(point) { points.append(point) }
      return nil
    }
    return points
  }

  /// The ways that it goes under these bindings: true for a condition that holds, a value that is there, a row that is found.
  public func ways(_ bindings: Bindings) -> [(point: DecisionPoint, way: Bool)] {
    var ways: [(point: DecisionPoint, way: Bool)] = []
    walk(parsed.root) { point, part in
      let value = value(of: part, bindings)
      let way: Bool
      switch (point.kind, value) {
      case (_, .error): return nil
      case (.condition, .bool(let flag)): way = flag
      case (.condition, _): return nil
      case (.null, _), (.table, _): way = !value.isNull
      }
      ways.append((point, way))
      return way
    }
    return ways
  }

  private func value(of part: Expr, _ bindings: Bindings) -> Value {
    Planner.program(
      ParsedExpression(source: source, root: part, nodeCount: parsed.nodeCount, macroCalls: parsed.macroCalls), type: .dyn, types: types,
      in: environment
    ).evaluate(bindings)
  }

  private func point(_ kind: DecisionPoint.Kind, _ part: Expr) -> DecisionPoint {
    let scalars = Array(source.unicodeScalars)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[part.range.clamped(to: scalars.indices)])
    return DecisionPoint(kind: kind, range: part.range, text: String(text))
  }

  /// Visits every point that is reached; `decide` says which way it goes, or nil to see both.
  private func walk(_ part: Expr, _ decide: (DecisionPoint, Expr) -> Bool?) {
    switch part.kind {
    case .call(Operator.conditional, nil, let arguments) where arguments.count == 3:
      let way = condition(arguments[0], decide)
      if way != false { walk(arguments[1], decide) }
      if way != true { walk(arguments[2], decide) }
    case .call(Operator.and, nil, _), .call(Operator.or, nil, _), .call(Operator.not, nil, _): _ = condition(part, decide)
    case .call("vlookup", nil, let arguments):
      for argument in arguments { walk(argument, decide) }
      _ = decide(point(.table, part), part)
    case .bind(let name, let value, let body):
      walk(value, decide)
      // `coalesce` holds each of its values but the last in a name of its own.
      guard name.hasPrefix("@first"), case .call(Operator.conditional, nil, let arguments) = body.kind, arguments.count == 3 else { return }
      if decide(point(.null, value), value) != true { walk(arguments[2], decide) }
    case .comprehension(let loop): walk(loop.range, decide)
    default: for child in part.children { walk(child, decide) }
    }
  }

  /// A condition is its leaves; the way of the whole, where that is known.
  private func condition(_ part: Expr, _ decide: (DecisionPoint, Expr) -> Bool?) -> Bool? {
    switch part.kind {
    case .call(Operator.not, nil, let arguments) where arguments.count == 1: return condition(arguments[0], decide).map { !$0 }
    case .call(Operator.and, nil, let arguments) where arguments.count == 2:
      let left = condition(arguments[0], decide)
      if left == false { return false }
      let right = condition(arguments[1], decide)
      return left == nil || right == nil ? nil : right
    case .call(Operator.or, nil, let arguments) where arguments.count == 2:
      let left = condition(arguments[0], decide)
      if left == true { return true }
      let right = condition(arguments[1], decide)
      return left == nil || right == nil ? nil : right
    case .literal: return nil
    default:
      walk(part, decide)
      return decide(point(.condition, part), part)
    }
  }
}
