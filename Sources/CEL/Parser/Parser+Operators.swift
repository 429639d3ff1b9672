extension Parser {
  mutating func expression() throws(SyntaxFailure) -> Expr {
    try nested { (parser) throws(SyntaxFailure) in
      let start = parser.token.range.lowerBound
      let condition = try parser.binary(1)
      guard parser.take("?") else { return condition }
      let yes = try parser.binary(1)
      try parser.expect(":", "between the two answers of `? :`")
      let no = try parser.expression()
      return try parser.make(start, .call(function: Operator.conditional, target: nil, arguments: [condition, yes, no]))
    }
  }

  private func binaryOperator() -> (name: String, precedence: Int)? {
    let name: String
    switch token.kind {
    case .symbol(let symbol):
      switch symbol {
      case "||": name = Operator.or
      case "&&": name = Operator.and
      case "==": name = Operator.equal
      case "!=": name = Operator.notEqual
      case "<": name = Operator.less
      case "<=": name = Operator.lessOrEqual
      case ">": name = Operator.greater
      case ">=": name = Operator.greaterOrEqual
      case "+": name = Operator.add
      case "-": name = Operator.subtract
      case "*": name = Operator.multiply
      case "/": name = Operator.divide
      case "%": name = Operator.modulo
      default: return nil
      }
    case .name("in"): name = Operator.in
    default: return nil
    }
    return Operator.binary[name].map { (name, $0.precedence) }
  }

  /// Operators of at least this precedence, left to right.
  private mutating func binary(_ lowest: Int) throws(SyntaxFailure) -> Expr {
    let start = token.range.lowerBound
    var left = try unary()
    while let found = binaryOperator(), found.precedence >= lowest {
      if found.name == Operator.or || found.name == Operator.and {
        left = try logical(start, left, found.name, found.precedence)
        continue
      }
      position += 1
      let right = try binary(found.precedence + 1)
      left = try make(start, .call(function: found.name, target: nil, arguments: [left, right]))
    }
    return left
  }

  /// A run of `&&` or `||` becomes a balanced tree: their order of evaluation does not show.
  private mutating func logical(_ start: Int, _ first: Expr, _ name: String, _ precedence: Int) throws(SyntaxFailure) -> Expr {
    var terms = [first]
    while let found = binaryOperator(), found.name == name {
      position += 1
      terms.append(try binary(precedence + 1))
    }
    return try balanced(terms[...], name)
  }

  private mutating func balanced(_ terms: ArraySlice<Expr>, _ name: String) throws(SyntaxFailure) -> Expr {
    if terms.count == 1 { return terms[terms.startIndex] }
    let middle = terms.startIndex + (terms.count + 1) / 2
    let left = try balanced(terms[..<middle], name)
    let right = try balanced(terms[middle...], name)
    defer { nextID += 1 }
    let range = left.range.lowerBound..<right.range.upperBound
    return try bounded(Expr(id: nextID, range: range, .call(function: name, target: nil, arguments: [left, right])))
  }

  private mutating func unary() throws(SyntaxFailure) -> Expr {
    let start = token.range.lowerBound
    if isAt("!") {
      position += 1
      let operand = try nested { (parser) throws(SyntaxFailure) in try parser.unary() }
      return try make(start, .call(function: Operator.not, target: nil, arguments: [operand]))
    }
    guard take("-") else { return try member() }
    switch token.kind {
    case .int, .double: return try member(negativeFrom: start)
    default:
      let operand = try nested { (parser) throws(SyntaxFailure) in try parser.unary() }
      return try make(start, .call(function: Operator.negate, target: nil, arguments: [operand]))
    }
  }
}
