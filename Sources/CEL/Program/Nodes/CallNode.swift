/// A call of a declared function.
final class CallNode: Node, @unchecked Sendable {
  private let name: String
  private let arguments: [Node]
  private let candidates: [Candidate]
  private let nullGivesNull: Bool
  private let widens: Bool

  /// An overload and the kinds of values that it takes.
  struct Candidate {
    let overload: Overload
    let kinds: [ValueKinds]

    init(_ overload: Overload, count: Int) {
      self.overload = overload
      kinds = (0..<count).map { ValueKinds(of: overload.parameter($0)) }
    }
  }

  init(_ name: String, _ arguments: [Node], _ overloads: [Overload], widens: Bool) {
    self.name = name
    self.arguments = arguments
    candidates = overloads.map { Candidate($0, count: arguments.count) }
    nullGivesNull = overloads.contains(where: \.nullGivesNull)
    self.widens = widens
  }

  override var children: [Node] { arguments }
  override var cost: Int { 2 }

  override func evaluate(_ frame: Frame) -> Value {
    switch arguments.count {
    case 1:
      let a = arguments[0].evaluate(frame)
      if case .error = a { return a }
      return call(a, frame)
    case 2:
      let a = arguments[0].evaluate(frame)
      if case .error = a { return a }
      let b = arguments[1].evaluate(frame)
      if case .error = b { return b }
      return call(a, b, frame)
    default:
      var values: [Value] = []
      values.reserveCapacity(arguments.count)
      for argument in arguments {
        let value = argument.evaluate(frame)
        if case .error = value { return value }
        values.append(value)
      }
      return call(values, frame)
    }
  }

  @inline(__always)
  private func call(_ a: Value, _ frame: Frame) -> Value {
    let kind = ValueKinds(a)
    for candidate in candidates where candidate.kinds[0].contains(kind) {
      if case .unary(let body) = candidate.overload.implementation { return charged(body(a), a.weight, frame) }
      return charged(invoke(candidate, [a]), a.weight, frame)
    }
    return call([a], frame)
  }

  @inline(__always)
  private func call(_ a: Value, _ b: Value, _ frame: Frame) -> Value {
    let first = ValueKinds(a)
    let second = ValueKinds(b)
    for candidate in candidates where candidate.kinds[0].contains(first) && candidate.kinds[1].contains(second) {
      if case .binary(let body) = candidate.overload.implementation { return charged(body(a, b), a.weight, frame) }
      return charged(invoke(candidate, [a, b]), a.weight, frame)
    }
    return call([a, b], frame)
  }

  private func call(_ values: [Value], _ frame: Frame) -> Value {
    if nullGivesNull, values.contains(where: \.isNull), candidates.contains(where: { $0.overload.nullGivesNull }) { return .null }
    let weight = values.reduce(0) { $0 + $1.weight }
    for candidate in candidates where zip(candidate.kinds, values).allSatisfy({ $0.contains(ValueKinds($1)) }) {
      return charged(invoke(candidate, values), weight, frame)
    }
    if widens {
      for candidate in candidates {
        if let wider = candidate.widened(values) { return charged(invoke(candidate, wider), weight, frame) }
      }
    }
    return .error(Failures.noOverload(name, values))
  }

  private func invoke(_ candidate: Candidate, _ values: [Value]) -> Value {
    switch candidate.overload.implementation {
    case .nullary(let body): values.isEmpty ? body() : .error(Failures.noOverload(name, values))
    case .unary(let body): values.count == 1 ? body(values[0]) : .error(Failures.noOverload(name, values))
    case .binary(let body): values.count == 2 ? body(values[0], values[1]) : .error(Failures.noOverload(name, values))
    case .ternary(let body): values.count == 3 ? body(values[0], values[1], values[2]) : .error(Failures.noOverload(name, values))
    case .many(let body): body(values)
    case .none: .error(Failures.unknownFunction(name))
    }
  }

  @inline(__always)
  private func charged(_ result: Value, _ read: Int, _ frame: Frame) -> Value {
    frame.spend(1 + (read + result.weight) / 10) ? result : .error(Failures.tooCostly)
  }
}

extension CallNode.Candidate {
  /// The arguments with whole numbers as doubles where only a double will do; nil if that does not help.
  func widened(_ values: [Value]) -> [Value]? {
    var wider = values
    for (index, value) in values.enumerated() where !kinds[index].contains(ValueKinds(value)) {
      guard kinds[index].contains(.double), let number = value.asDouble else { return nil }
      wider[index] = .double(number)
    }
    return wider
  }
}
