/// The operators of gainsight.md 3.3.
enum GainsightOperator: String, Sendable {
  case equal = "EQ", notEqual = "NE", within = "IN", notWithin = "NOT_IN", contains = "CONTAINS", doesNotContain = "DOES_NOT_CONTAINS"
  case startsWith = "STARTS_WITH", endsWith = "ENDS_WITH", isNull = "IS_NULL", isNotNull = "IS_NOT_NULL", greater = "GT"
  case greaterOrEqual = "GTE", less = "LT", lessOrEqual = "LTE", between = "BTW", includes = "INCLUDES", excludes = "EXCLUDES"
}

/// Tests a stored value against the values of a condition.
struct GainsightMatcher {
  let path: GainsightPath
  let tenant: GainsightTenant

  typealias Test = (SandboxValue) -> Bool

  func test(_ comparison: GainsightOperator, _ values: [SandboxValue]) throws(GainsightFailure) -> Test {
    if comparison == .isNull { return { $0.isNull } }
    if comparison == .isNotNull { return { !$0.isNull } }
    let count = comparison == .between ? 2 : 1
    guard values.count >= count else { throw GainsightFailure("GSOBJ_1002", "\(comparison.rawValue) needs \(count) value(s) for \(path.field.name)") }
    switch path.field.type {
    case .boolean: return try flag(comparison, values)
    case .picklist, .multiselect: return try item(comparison, values)
    case .date, .datetime: return try ordered(comparison, try values.mapping { value throws(GainsightFailure) in try moment(value) })
    case let type where type.isNumber: return try ordered(comparison, try values.mapping { value throws(GainsightFailure) in try number(value) })
    default: return try text(comparison, values)
    }
  }

  private func unsupported(_ comparison: GainsightOperator) -> GainsightFailure {
    GainsightFailure("GSOBJ_1002", "Operator \(comparison.rawValue) is not supported for \(path.field.type.rawValue) field \(path.field.name)")
  }

  // A boolean compares with a real JSON boolean only.
  private func flag(_ comparison: GainsightOperator, _ values: [SandboxValue]) throws(GainsightFailure) -> Test {
    guard let wanted = values[0].bool else { throw GainsightFailure("GSOBJ_1008", "Invalid boolean value for \(path.field.name)") }
    switch comparison {
    case .equal: return { ($0.bool ?? false) == wanted }
    case .notEqual: return { ($0.bool ?? false) != wanted }
    default: throw unsupported(comparison)
    }
  }

  /// Values may be labels or ids.
  private func item(_ comparison: GainsightOperator, _ values: [SandboxValue]) throws(GainsightFailure) -> Test {
    let category = path.field.category ?? ""
    let tenant = tenant
    switch comparison {
    case .equal, .within, .includes, .notEqual, .notWithin, .excludes:
      let wanted = Set(values.compactMap(\.string).map { tenant.gsid($0, in: category) ?? $0 })
      let negated = comparison == .notEqual || comparison == .notWithin || comparison == .excludes
      return { value in
        let held = value.array?.compactMap(\.string) ?? [value.string].compactMap { $0 }
        return held.contains { wanted.contains($0) } != negated
      }
    case .contains, .doesNotContain, .startsWith, .endsWith:
      let test = try text(comparison, values)
      return { value in test(SandboxValue(value.string.flatMap { tenant.label($0, in: category) })) }
    default: throw unsupported(comparison)
    }
  }

  private func text(_ comparison: GainsightOperator, _ values: [SandboxValue]) throws(GainsightFailure) -> Test {
    let wanted = values.map { $0.string ?? $0.json }
    let first = wanted[0]
    let folded = first.lowercased()
    switch comparison {
    case .equal: return { $0.string == first }
    case .notEqual: return { $0.string != first }
    case .within:
      let set = Set(wanted)
      return { $0.string.map(set.contains) ?? false }
    case .notWithin:
      let set = Set(wanted)
      return { !($0.string.map(set.contains) ?? false) }
    case .contains: return { $0.string?.lowercased().contains(folded) ?? false }
    case .doesNotContain: return { !($0.string?.lowercased().contains(folded) ?? false) }
    case .startsWith: return { $0.string?.lowercased().hasPrefix(folded) ?? false }
    case .endsWith: return { $0.string?.lowercased().hasSuffix(folded) ?? false }
    case .greater: return { $0.string.map { $0 > first } ?? false }
    case .greaterOrEqual: return { $0.string.map { $0 >= first } ?? false }
    case .less: return { $0.string.map { $0 < first } ?? false }
    case .lessOrEqual: return { $0.string.map { $0 <= first } ?? false }
    default: throw unsupported(comparison)
    }
  }

  private func number(_ value: SandboxValue) throws(GainsightFailure) -> Double {
    guard let number = value.double ?? value.string.flatMap({ Double($0) }) else {
      throw GainsightFailure("GSOBJ_1002", "Invalid number for \(path.field.name): \(value.json)")
    }
    return number
  }

  private func moment(_ value: SandboxValue) throws(GainsightFailure) -> Double {
    guard let instant = GainsightCoercion.instant(value) else {
      let code = path.field.type == .date ? "GSOBJ_1006" : "GSOBJ_1005"
      throw GainsightFailure(code, "Unparseable date for \(path.field.name): \(value.string ?? value.json)")
    }
    return Double(path.field.type == .date ? instant.date.midnight.milliseconds : instant.milliseconds)
  }

  private static func comparable(_ value: SandboxValue) -> Double? {
    value.double ?? value.string.flatMap { CivilDate($0) }.map { Double($0.midnight.milliseconds) }
  }

  // BTW takes both ends in.
  private func ordered(_ comparison: GainsightOperator, _ wanted: [Double]) throws(GainsightFailure) -> Test {
    let first = wanted[0]
    let read = Self.comparable
    switch comparison {
    case .equal: return { read($0) == first }
    case .notEqual: return { read($0) != first }
    case .greater: return { read($0).map { $0 > first } ?? false }
    case .greaterOrEqual: return { read($0).map { $0 >= first } ?? false }
    case .less: return { read($0).map { $0 < first } ?? false }
    case .lessOrEqual: return { read($0).map { $0 <= first } ?? false }
    case .between: return { read($0).map { $0 >= first && $0 <= wanted[1] } ?? false }
    case .within where path.field.type.isNumber: return { read($0).map(wanted.contains) ?? false }
    default: throw unsupported(comparison)
    }
  }
}

extension Array {
  /// `map` for a transform with a typed error.
  func mapping<Result, Failure: Error>(_ transform: (Element) throws(Failure) -> Result) throws(Failure) -> [Result] {
    var result: [Result] = []
    result.reserveCapacity(count)
    for element in self { result.append(try transform(element)) }
    return result
  }
}
