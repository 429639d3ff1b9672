internal import Glibc

extension Function {
  /// `round`, `sum`, `avg`.
  static let amounts: [Function] = [
    Function(
      "round",
      [
        Overload(
          "round_double", isMember: false, [.double], .double, nullGivesNull: true, summary: "The nearest whole number; halves go away from zero.",
          examples: [("round(2.5)", "3.0"), ("round(-2.5)", "-3.0")],
          .unary { value in .double((value.asDouble ?? .nan).rounded(.toNearestOrAwayFromZero)) }),
        Overload(
          "round_double_int", isMember: false, [.double, .int], .double, nullGivesNull: true,
          summary: "The number with so many decimals (negative: tens, hundreds); halves of the written number go away from zero.",
          examples: [("round(2.675, 2)", "2.68"), ("round(1250.0, -2)", "1300.0")],
          .binary { value, digits in
            guard let number = value.asDouble, let digits = digits.asInt else {
              return Failures.bad("`round` needs a number and a count of decimals.")
            }
            return .double(Decimals.round(number, Int(max(-400, min(400, digits)))))
          }),
      ]),
    Function(
      "sum",
      [
        Overload(
          "sum_list", isMember: false, [.list(.nullable(.double))], .double, nullGivesNull: true,
          summary: "The sum of a list of numbers; nulls are passed over.",
          examples: [("sum([1, 2.5])", "3.5"), ("sum([])", "0.0")], .unary { list in folded(list, "sum") { sum, _ in .double(sum) } })
      ]),
    Function(
      "avg",
      [
        Overload(
          "avg_list", isMember: false, [.list(.nullable(.double))], .nullable(.double), nullGivesNull: true,
          summary: "The mean of a list of numbers; nulls are passed over, and where nothing is left the mean is null.",
          examples: [("avg([1, 2.5, null])", "1.75"), ("avg([])", "null")],
          .unary { list in folded(list, "avg") { sum, count in count == 0 ? .null : .double(sum / Double(count)) } })
      ]),
  ]

  private static func folded(_ list: Value, _ name: String, _ result: (Double, Int) -> Value) -> Value {
    guard case .list(let list) = list else { return Failures.bad("`\(name)` needs a list of numbers.") }
    var sum = 0.0
    var count = 0
    var wrong: Value?
    list.forEach { element in
      switch element {
      case .null, .optional(nil): return true
      case .double(let number): sum += number
      case .int(let number): sum += Double(number)
      case .uint(let number): sum += Double(number)
      default:
        wrong = element
        return false
      }
      count += 1
      return true
    }
    if let wrong { return .error(EvaluationError(.noSuchOverload, "`\(name)` needs numbers, but one element is \(wrong.type.shownName).")) }
    return result(sum, count)
  }
}

/// Decimal rounding of binary numbers.
enum Decimals {
  private static let powers: [Double] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]

  /// Rounds half away from zero, where half means the shortest decimals that spell the number: 2.675 is halfway, although its binary value is less.
  static func round(_ number: Double, _ digits: Int) -> Double {
    guard number.isFinite, digits < 16 else { return number }
    let power = abs(digits) < powers.count ? powers[abs(digits)] : pow(10, Double(abs(digits)))
    let scaled = digits >= 0 ? number * power : number / power
    guard scaled.magnitude < 4_503_599_627_370_496 else { return number }
    let whole = scaled.rounded(.towardZero)
    let rest = (scaled - whole).magnitude
    // What the multiplication may have lost is far below this.
    let isHalf = (rest - 0.5).magnitude <= scaled.magnitude * 4e-16
    let rounded = isHalf ? whole + (number < 0 ? -1 : 1) : scaled.rounded(.toNearestOrAwayFromZero)
    return digits >= 0 ? rounded / power : rounded * power
  }
}
