extension Library {
  /// Strict CEL: the standard functions and macros, and all extensions.
  public static let strict: [Library] = [
    .standard, .optionals, .comprehensions, .bindings, .strings, .math, .lists, .sets, .encoders, .regex,
  ]
}
