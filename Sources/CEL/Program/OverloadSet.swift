/// The overloads that a call may mean, tried in order by the kinds of the arguments.
final class OverloadSet: Sendable {
  let name: String
  private let candidates: [Candidate]
  /// A null among the arguments is the result.
  let nullGivesNull: Bool
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
    var weight = 0
    for value in values { weight += value.weight }
    for index in candidates.indices where Self.fit(values, candidates[index].kinds) {
      return Self.charged(invoke(candidates[index].implementation, values), weight, frame)
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

  private static func fit(_ values: [Value], _ kinds: [ValueKinds]) -> Bool {
    for index in values.indices where !kinds[index].contains(ValueKinds(values[index])) { return false }
    return true
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
