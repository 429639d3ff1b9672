extension Environment {
  /// Reads, checks and compiles a formula. Any text is safe: what is too long, too deep or wrong gives issues.
  ///
  /// `knowing`: what is not null where the formula stands, as an earlier condition has shown (`Compilation.whenTrue`).
  public func compile(_ source: String, knowing facts: Facts = .none) -> Compilation {
    switch Parser.parse(source, in: self) {
    case .failure(let failure):
      return Compilation(program: nil, issues: [failure.issue], type: .error, syntax: nil)
    case .success(let parsed):
      guard options.checks else {
        return Compilation(program: Planner.program(parsed, type: .dyn, types: [], in: self), issues: [], type: .dyn, syntax: parsed)
      }
      let checked = Checker.check(parsed, in: self, knowing: facts)
      let program = checked.issues.allSatisfy(\.isDoubtful) ? Planner.program(parsed, type: checked.type, types: checked.types, in: self) : nil
      return Compilation(
        program: program, issues: checked.issues, type: checked.type, syntax: parsed, whenTrue: checked.whenTrue, whenFalse: checked.whenFalse,
        types: checked.types)
    }
  }
}
