import CEL

/// The value of a formula over variables, as JSON text; `error` for any failure before or during evaluation, strict CEL, unchecked.
func evaluate(_ source: String, _ variables: [String: Value] = [:], mode: Environment.Options.Mode = .strict) -> String {
  let value = result(source, variables, mode: mode)
  return value.isError ? "error" : value.jsonText
}

func result(_ source: String, _ variables: [String: Value] = [:], mode: Environment.Options.Mode = .strict) -> Value {
  var environment = Environment()
  environment.options.mode = mode
  environment.options.checks = false
  for name in variables.keys.sorted() { environment.declare(name, .dyn) }
  let compilation = environment.compile(source)
  guard let program = compilation.program else {
    return .error(EvaluationError(.badArgument, compilation.issues.map(\.message).joined(separator: " ")))
  }
  return program.evaluate(environment.bindings(variables))
}
