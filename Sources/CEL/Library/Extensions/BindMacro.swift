extension Library {
  /// `cel.bind(name, value, body)`: a name for a part of a formula.
  public static let bindings = Library(
    "bindings", version: 1,
    macros: [
      Macro("bind", isMember: true, count: 3) { (call) throws(MacroError) in
        guard let target = call.target, case .identifier("cel") = target.kind else { return nil }
        let name = try call.name(call.arguments[0])
        return call.make(.bind(name: name, value: call.arguments[1], body: call.arguments[2]))
      }
    ])
}
