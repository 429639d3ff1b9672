extension Macro {
  /// What must not evaluate all its arguments.
  static let flow: [Macro] = [ifs, coalesce, outcome]

  /// The variable whose fields are the outcomes of steps. No formula can spell it.
  public static let outcomes = "@outcomes"

  /// `ifs(c1, v1, c2, v2, …, otherwise)`.
  private static let ifs = Macro("ifs", isMember: false, count: nil) { (call) throws(MacroError) in
    guard call.arguments.count >= 3, call.arguments.count % 2 == 1 else {
      throw MacroError("`ifs` needs conditions, each with its value, and at the end the value for when none holds: `ifs(a, 1, b, 2, 0)`.", call.range)
    }
    var result = call.arguments[call.arguments.count - 1]
    for index in stride(from: call.arguments.count - 3, through: 0, by: -2) {
      result = call.call(Operator.conditional, [call.arguments[index], call.arguments[index + 1], result])
    }
    return result
  }

  /// `coalesce(a, b, …)`: the first that is not null.
  private static let coalesce = Macro("coalesce", isMember: false, count: nil) { (call) throws(MacroError) in
    guard call.arguments.count >= 2 else {
      throw MacroError("`coalesce` needs two values at least: `coalesce(a, b)` is `a`, or `b` where `a` is null.", call.range)
    }
    var result = call.arguments[call.arguments.count - 1]
    for argument in call.arguments.dropLast().reversed() {
      let held = "@first\(call.nextID)"
      let isThere = call.call(Operator.notEqual, [call.make(.identifier(held)), call.make(.literal(.null))])
      let choice = call.call(Operator.conditional, [isThere, call.make(.identifier(held)), result])
      result = call.make(.bind(name: held, value: argument, body: choice))
    }
    return result
  }

  /// `outcome(step)`.
  private static let outcome = Macro("outcome", isMember: false, count: 1) { (call) throws(MacroError) in
    guard case .identifier(let step) = call.arguments[0].kind, !step.hasPrefix(".") else {
      throw MacroError("`outcome` needs the id of a step: `outcome(write)`.", at: call.arguments[0])
    }
    return call.make(.select(call.make(.identifier(outcomes)), field: step, isTest: false))
  }
}
