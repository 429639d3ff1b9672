extension Function {
  /// `require`, `isBlank`.
  static let choices: [Function] = [
    Function(
      "require",
      [
        Overload(
          "require_value_string", isMember: false, [.nullable(.parameter("A")), .string], .parameter("A"),
          summary: "The value; where it is null the event fails with the reason.", examples: [(#"require(7, "no score")"#, "7")],
          .binary { value, reason in
            switch value {
            case .null, .optional(nil): .error(EvaluationError(.required, reason.asString ?? ""))
            default: value
            }
          })
      ]),
    Function(
      "isBlank",
      [
        Overload(
          "isBlank_dyn", isMember: false, [.dyn], .bool,
          summary: "Whether a value is null, text of nothing but blanks, or an empty list or map.",
          examples: [("isBlank(null)", "true"), (#"isBlank("  ")"#, "true"), ("isBlank([])", "true"), ("isBlank(0)", "false")],
          .unary { value in .bool(isBlank(value)) })
      ]),
  ]

  private static func isBlank(_ value: Value) -> Bool {
    switch value {
    case .null, .optional(nil): true
    case .optional(let inner?): isBlank(inner)
    case .string(let text): text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    case .list(let list): list.isEmpty
    case .map(let map): map.isEmpty
    default: false
    }
  }
}
