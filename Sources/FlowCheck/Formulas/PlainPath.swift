import CEL

extension Expr {
  /// `a.b.c` as a list of names; nil for anything else.
  var plainPath: [String]? {
    switch kind {
    case .identifier(let name): [name]
    case .select(let operand, let field, false): operand.plainPath.map { $0 + [field] }
    default: nil
    }
  }
}
