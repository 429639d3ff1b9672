extension Parser {
  /// A primary expression and what is selected, indexed or called on it. A minus sign read just before belongs to a number.
  mutating func member(negativeFrom sign: Int? = nil) throws(SyntaxFailure) -> Expr {
    let start = sign ?? token.range.lowerBound
    var operand = try primary(negativeFrom: sign)
    while true {
      if take(".") {
        operand = try selection(operand, start)
      } else if take("[") {
        let isOptional = take("?")
        let index = try expression()
        try expect("]", "after the index")
        let name = isOptional ? Operator.optionalIndex : Operator.index
        operand = try make(start, .call(function: name, target: nil, arguments: [operand, index]))
      } else {
        return operand
      }
    }
  }

  private mutating func selection(_ operand: Expr, _ start: Int) throws(SyntaxFailure) -> Expr {
    let isOptional = take("?")
    let nameStart = token.range.lowerBound
    let (field, isQuoted) = try fieldName()
    if isOptional {
      let name = try make(nameStart, .literal(.string(field)))
      return try make(start, .call(function: Operator.optionalSelect, target: nil, arguments: [operand, name]))
    }
    guard !isQuoted, isAt("(") else { return try make(start, .select(operand, field: field, isTest: false)) }
    let arguments = try self.arguments()
    return try call(field, target: operand, arguments, start)
  }

  /// A name after a dot: any word but the keywords.
  private mutating func fieldName() throws(SyntaxFailure) -> (String, isQuoted: Bool) {
    switch token.kind {
    case .name(let name):
      if Self.keywords.contains(name) {
        throw SyntaxFailure(.reservedWord, token.range, "`\(name)` cannot be a field name after a dot.", hint: "Write `[\"\(name)\"]`.")
      }
      position += 1
      return (name, false)
    case .quotedName(let name):
      position += 1
      return (name, true)
    default: throw unexpected("A field name should follow the dot")
    }
  }

  /// `(a, b)`; the bracket is the next token.
  mutating func arguments() throws(SyntaxFailure) -> [Expr] {
    try expect("(", "before the arguments")
    var arguments: [Expr] = []
    if take(")") { return arguments }
    repeat { arguments.append(try expression()) } while take(",")
    try expect(")", "after the arguments")
    return arguments
  }

  /// A call, or what its macro makes of it.
  mutating func call(_ function: String, target: Expr?, _ arguments: [Expr], _ start: Int) throws(SyntaxFailure) -> Expr {
    let written = try make(start, .call(function: function, target: target, arguments: arguments))
    guard environment.options.expandsMacros, !function.hasPrefix(".") else { return written }
    let macro =
      environment.macros[.init(function, isMember: target != nil, count: arguments.count)]
      ?? environment.macros[.init(function, isMember: target != nil, count: nil)]
    guard let macro else { return written }
    var call = MacroCall(target: target, arguments: arguments, range: written.range, nextID: nextID)
    let expanded: Expr?
    do throws(MacroError) { expanded = try macro.expand(&call) } catch {
      throw SyntaxFailure(.badMacroArgument, error.range, error.message)
    }
    guard let expanded else { return written }
    nextID = call.nextID
    macroCalls[expanded.id] = written
    return try bounded(expanded)
  }
}
