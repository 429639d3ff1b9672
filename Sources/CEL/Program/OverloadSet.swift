/// The overloads that a call may mean, tried in order by the kinds of the arguments.
final class OverloadSet: Sendable {
  let name: String
  private let candidates: [Candidate]
  private let nullGivesNull: Bool
  /// A whole number is read as a double where only a double will do.
  private let widens: Bool

  private struct Candidate: Sendable {
    let implementation: Overload.Implementation
    let kinds: [ValueKinds]
  }

  init(_ name: String, _ overloads: [Overload], count: Int, widens: Bool) {
    self.name = name
    candidates = overloads.map { overload in
      Candidate(implementation: overload.implementation, kinds: (0..<count).map { ValueKinds(of: overload.parameter($0)) })
    }
    nullGivesNull = overloads.contains(where: \.nullGivesNull)
    self.widens = widens
  }

  /// The result for arguments of which none is an error.
  func call(_ values: [Value], _ frame: Frame) -> Value {
    if nullGivesNull, values.contains(where: \.isNull) { return .null }
    let weight = values.reduce(0) { $0 + $1.weight }
    for candidate in candidates where zip(candidate.kinds, values).allSatisfy({ $0.contains(ValueKinds($1)) }) {
      return Self.charged(invoke(candidate.implementation, values), weight, frame)
    }
    if widens {
      for candidate in candidates {
        if let wider = Self.widened(values, candidate.kinds) {
          return Self.charged(invoke(candidate.implementation, wider), weight, frame)
        }
      }
    }
    return .error(Failures.noOverload(name, values))
  }

  private func invoke(_ implementation: Overload.Implementation, _ values: [Value]) -> Value {
    switch (implementation, values.count) {
    case (.nullary(let body), 0): body()
    case (.unary(let body), 1): body(values[0])
    case (.binary(let body), 2): body(values[0], values[1])
    case (.ternary(let body), 3): body(values[0], values[1], values[2])
    case (.many(let body), _): body(values)
    default: .error(Failures.unknownFunction(name))
    }
  }

  private static func widened(_ values: [Value], _ kinds: [ValueKinds]) -> [Value]? {
    var wider = values
    for (index, value) in values.enumerated() where !kinds[index].contains(ValueKinds(value)) {
      guard kinds[index].contains(.double), let number = value.asDouble else { return nil }
      wider[index] = .double(number)
    }
    return wider
  }

  /// The result, if what was read and made can be paid for.
  @inline(__always)
  static func charged(_ result: Value, _ read: Int, _ frame: Frame) -> Value {
    frame.spend(1 + (read + result.weight) / 10) ? result : .error(Failures.tooCostly)
  }
}
