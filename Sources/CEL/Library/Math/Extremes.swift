extension Function {
  /// The greatest (sign 1) or least (sign -1) of numbers, across their types; of equal ones the first.
  static func extreme(_ name: String, sign: Int) -> Function {
    let prefix = name.replacingDots
    let numbers: [(type: Type, name: String)] = [(.int, "int"), (.uint, "uint"), (.double, "double")]
    let one = numbers.map { number in
      Overload.global("\(prefix)_\(number.name)", [number.type], number.type) { (value: Value) in value }
    }
    let two = numbers.flatMap { a in
      numbers.map { b in
        Overload.global("\(prefix)_\(a.name)_\(b.name)", [a.type, b.type], a.type == b.type ? a.type : .dyn) { x, y in extreme(name, sign, [x, y]) }
      }
    }
    let lists = numbers.map { number in
      Overload.global("\(prefix)_list_\(number.name)", [.list(number.type)], number.type) { list in extreme(name, sign, list.asList ?? []) }
    }
    let same = numbers.map { number in
      Overload(
        "\(prefix)_many_\(number.name)", isMember: false, Array(repeating: number.type, count: 4), isVariadic: true, number.type,
        .many { values in extreme(name, sign, values) })
    }
    let mixed = Overload(
      "\(prefix)_many", isMember: false, Array(repeating: .dyn, count: 4), isVariadic: true, .dyn, .many { values in extreme(name, sign, values) })
    return Function(name, one + two + lists + same + [mixed])
  }

  private static func extreme(_ name: String, _ sign: Int, _ values: [Value]) -> Value {
    guard var best = values.first else { return Failures.bad("`\(name)` needs at least one number.") }
    for value in values {
      guard value.isNumber else { return .error(EvaluationError(.noSuchOverload, "`\(name)` needs numbers, not \(value.type.shownName).")) }
      if let order = Value.order(value, best), order * sign > 0 { best = value }
    }
    return best
  }
}

extension Value {
  var isNumber: Bool {
    switch self {
    case .int, .uint, .double: true
    default: false
    }
  }
}

extension String {
  /// For the ids of overloads.
  fileprivate var replacingDots: String { String(map { $0 == "." ? "_" : $0 }) }
}
