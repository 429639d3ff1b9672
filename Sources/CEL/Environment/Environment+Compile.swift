extension Environment {
  /// Reads, checks and compiles a formula. Any text is safe: what is too long, too deep or wrong gives issues.
  public func compile(_ source: String) -> Compilation {
    switch Parser.parse(source, in: self) {
    case .failure(let failure):
      return Compilation(program: nil, issues: [failure.issue], type: .error, syntax: nil)
    case .success(let parsed):
      return Compilation(
        program: Planner.program(parsed, type: .dyn, types: [], in: self), issues: [], type: .dyn, syntax: parsed)
    }
  }
}
