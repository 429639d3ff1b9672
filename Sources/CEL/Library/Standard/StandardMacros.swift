extension Macro {
  /// `has`, `all`, `exists`, `exists_one`, `map`, `filter`: the macros of the language itself.
  static let standard: [Macro] = [
    Macro("has", isMember: false, count: 1) { (call) throws(MacroError) in
      guard case .select(let operand, let field, false) = call.arguments[0].kind else {
        throw MacroError("`has` needs a field: `has(event.field)`.", at: call.arguments[0])
      }
      return call.make(.select(operand, field: field, isTest: true))
    },
    quantifier("all", .all, variables: 1),
    quantifier("exists", .exists, variables: 1),
    quantifier("exists_one", .existsOne, variables: 1),
    Macro("map", isMember: true, count: 2) { (call) throws(MacroError) in try call.loop(.list, variables: 1, hasFilter: false) },
    Macro("map", isMember: true, count: 3) { (call) throws(MacroError) in try call.loop(.list, variables: 1, hasFilter: true) },
    Macro("filter", isMember: true, count: 2) { (call) throws(MacroError) in
      guard let range = call.target else { return nil }
      let name = try call.name(call.arguments[0])
      let body = call.make(.identifier(name))
      return call.make(.comprehension(.init(.list, range: range, variables: [name], filter: call.arguments[1], body: body)))
    },
  ]

  static func quantifier(_ name: String, _ kind: Expr.Comprehension.Kind, variables: Int) -> Macro {
    Macro(name, isMember: true, count: variables + 1) { (call) throws(MacroError) in
      try call.loop(kind, variables: variables, hasFilter: false)
    }
  }
}

extension MacroCall {
  /// `range.macro(variables…, [filter,] body)`.
  mutating func loop(_ kind: Expr.Comprehension.Kind, variables: Int, hasFilter: Bool) throws(MacroError) -> Expr? {
    guard let range = target else { return nil }
    var names: [String] = []
    for argument in arguments.prefix(variables) {
      let name = try name(argument)
      if names.contains(name) { throw MacroError("The two variables of a macro need different names.", at: argument) }
      names.append(name)
    }
    return make(
      .comprehension(
        .init(
          kind, range: range, variables: names, filter: hasFilter ? arguments[variables] : nil, body: arguments[arguments.count - 1])))
  }
}
