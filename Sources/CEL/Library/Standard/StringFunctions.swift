extension Function {
  /// `contains`, `startsWith`, `endsWith`, `matches`.
  static let strings: [Function] = [
    Function("contains", [.member("contains_string", [.string, .string], .bool) { text($0, $1, Text.contains) }]),
    Function("startsWith", [.member("starts_with_string", [.string, .string], .bool) { text($0, $1, Text.starts) }]),
    Function("endsWith", [.member("ends_with_string", [.string, .string], .bool) { text($0, $1, Text.ends) }]),
    Function(
      "matches",
      [
        .global("matches", [.string, .string], .bool) { matches($0, $1) },
        .member("matches_string", [.string, .string], .bool) { matches($0, $1) },
      ]),
  ]

  private static func text(_ a: Value, _ b: Value, _ test: (String, String) -> Bool) -> Value {
    guard case .string(let x) = a, case .string(let y) = b else { return .bool(false) }
    return .bool(test(x, y))
  }

  private static func matches(_ a: Value, _ b: Value) -> Value {
    guard case .string(let text) = a, case .string(let pattern) = b else { return .bool(false) }
    switch Pattern.of(pattern) {
    case .success(let pattern): return .bool(pattern.matches(text))
    case .failure(let error): return .error(error)
    }
  }
}
