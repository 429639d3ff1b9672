extension Library {
  /// `math.greatest`, `math.least`, rounding, signs, bits, square root.
  public static let math = Library(
    "math", version: 2,
    functions: [Function.extreme("math.greatest", sign: 1), Function.extreme("math.least", sign: -1)] + Function.rounding + Function.bits)
}
