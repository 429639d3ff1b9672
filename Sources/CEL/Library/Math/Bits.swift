extension Function {
  static let bits: [Function] = [
    bitwise("math.bitAnd", "bitAnd", { $0 & $1 }, { $0 & $1 }),
    bitwise("math.bitOr", "bitOr", { $0 | $1 }, { $0 | $1 }),
    bitwise("math.bitXor", "bitXor", { $0 ^ $1 }, { $0 ^ $1 }),
    Function(
      "math.bitNot",
      [
        .global("math_bitNot_int_int", [.int], .int) { value in if case .int(let bits) = value { .int(~bits) } else { value } },
        .global("math_bitNot_uint_uint", [.uint], .uint) { value in if case .uint(let bits) = value { .uint(~bits) } else { value } },
      ]),
    shift("math.bitShiftLeft", "bitShiftLeft") { $0 << $1 },
    shift("math.bitShiftRight", "bitShiftRight") { $0 >> $1 },
  ]

  private static func bitwise(
    _ name: String, _ id: String, _ signed: @escaping @Sendable (Int64, Int64) -> Int64, _ unsigned: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> Function {
    Function(
      name,
      [
        .global("math_\(id)_int_int", [.int, .int], .int) { a, b in
          guard case .int(let x) = a, case .int(let y) = b else { return Failures.bad("`\(name)` needs whole numbers.") }
          return .int(signed(x, y))
        },
        .global("math_\(id)_uint_uint", [.uint, .uint], .uint) { a, b in
          guard case .uint(let x) = a, case .uint(let y) = b else { return Failures.bad("`\(name)` needs whole numbers.") }
          return .uint(unsigned(x, y))
        },
      ])
  }

  /// Bits are shifted as an unsigned number's: the sign is no more than a bit. From 64 places on nothing is left.
  private static func shift(_ name: String, _ id: String, _ move: @escaping @Sendable (UInt64, UInt64) -> UInt64) -> Function {
    @Sendable func moved(_ bits: UInt64, _ places: Value) -> UInt64? {
      guard let places = places.asInt, places >= 0 else { return nil }
      return places > 63 ? 0 : move(bits, UInt64(places))
    }
    let negative = Failures.bad("`\(name)` needs 0 or more places.")
    return Function(
      name,
      [
        .global("math_\(id)_int_int", [.int, .int], .int) { value, places in
          guard case .int(let bits) = value else { return negative }
          return moved(UInt64(bitPattern: bits), places).map { .int(Int64(bitPattern: $0)) } ?? negative
        },
        .global("math_\(id)_uint_int", [.uint, .int], .uint) { value, places in
          guard case .uint(let bits) = value else { return negative }
          return moved(bits, places).map(Value.uint) ?? negative
        },
      ])
  }
}
