extension Function {
  static let rounding: [Function] = [
    whole("math.ceil", .up),
    whole("math.floor", .down),
    whole("math.round", .toNearestOrAwayFromZero),
    whole("math.trunc", .towardZero),
    Function(
      "math.abs",
      [
        .global("math_abs_int", [.int], .int) { value in
          guard case .int(let number) = value, number != .min else { return .error(Failures.overflow) }
          return .int(abs(number))
        },
        .global("math_abs_uint", [.uint], .uint) { $0 },
        .global("math_abs_double", [.double], .double) { value in .double(value.asDouble?.magnitude ?? .nan) },
      ]),
    Function(
      "math.sign",
      [
        .global("math_sign_int", [.int], .int) { value in .int(value.asInt?.signum() ?? 0) },
        .global("math_sign_uint", [.uint], .uint) { value in .uint(value.isZero ? 0 : 1) },
        .global("math_sign_double", [.double], .double) { value in
          let number = value.asDouble ?? .nan
          return .double(number > 0 ? 1 : number < 0 ? -1 : number.isNaN ? .nan : 0)
        },
      ]),
    Function(
      "math.sqrt",
      ([(.int, "int"), (.uint, "uint"), (.double, "double")] as [(Type, String)]).map { type, name in
        .global("math_sqrt_\(name)", [type], .double) { value in .double((value.asDouble ?? .nan).squareRoot()) }
      }),
    test("math.isNaN", \.isNaN),
    test("math.isInf", \.isInfinite),
    test("math.isFinite", \.isFinite),
  ]

  private static func whole(_ name: String, _ rule: FloatingPointRoundingRule) -> Function {
    Function(name, [.global("\(name.dropFirst(5))_double", [.double], .double) { value in .double((value.asDouble ?? .nan).rounded(rule)) }])
  }

  private static func test(_ name: String, _ property: @escaping @Sendable (Double) -> Bool) -> Function {
    Function(name, [.global("\(name.dropFirst(5))_double", [.double], .bool) { value in .bool(property(value.asDouble ?? .nan)) }])
  }
}
