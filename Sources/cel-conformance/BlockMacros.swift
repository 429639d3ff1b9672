internal import CEL

/// `cel.block`, `cel.index`, `cel.iterVar`, `cel.accuVar`: for tests of optimizers, not for people.
enum BlockMacros {
  static func declare(in environment: inout Environment) {
    environment.declare(
      Macro("block", isMember: true, count: 2) { (call) throws(MacroError) in
        guard isCEL(call.target) else { return nil }
        guard case .list(let values, _) = call.arguments[0].kind else {
          throw MacroError("`cel.block` needs a list.", at: call.arguments[0])
        }
        var body = call.arguments[1]
        for (index, value) in values.enumerated().reversed() {
          body = call.make(.bind(name: "@index\(index)", value: value, body: body))
        }
        return body
      })
    environment.declare(Macro("index", isMember: true, count: 1) { (call) throws(MacroError) in try name(&call, "@index") })
    environment.declare(Macro("iterVar", isMember: true, count: 2) { (call) throws(MacroError) in try name(&call, "@it") })
    environment.declare(Macro("accuVar", isMember: true, count: 2) { (call) throws(MacroError) in try name(&call, "@ac") })
  }

  private static func isCEL(_ target: Expr?) -> Bool {
    if case .identifier("cel")? = target?.kind { true } else { false }
  }

  private static func name(_ call: inout MacroCall, _ prefix: String) throws(MacroError) -> Expr? {
    guard isCEL(call.target) else { return nil }
    var name = prefix
    for argument in call.arguments {
      guard case .literal(.int(let number)) = argument.kind else { throw MacroError("A number should stand here.", at: argument) }
      name += name == prefix && prefix == "@index" ? "\(number)" : ":\(number)"
    }
    return call.make(.identifier(name))
  }
}
