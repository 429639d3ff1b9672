internal import Diagnostics

extension Issue {
  static func undeclaredName(_ name: String, _ range: Range<Int>, valid: [String]) -> Issue {
    let plain = name.hasPrefix(".") ? String(name.dropFirst()) : name
    return Issue(
      .undeclaredName, range, "There is no variable `\(plain)`.", hint: Phrase.unknown(plain, valid: valid),
      replacement: NearestName.of(plain, in: valid))
  }

  static func undeclaredField(_ name: String, of object: ObjectType, _ range: Range<Int>) -> Issue {
    let valid = object.names
    if object.name == Macro.outcomes {
      return Issue(
        .undeclaredField, range, "There is no step `\(name)`.", hint: Phrase.unknown(name, valid: valid), replacement: NearestName.of(name, in: valid)
      )
    }
    let owner = object.isAnonymous ? "the map" : "`\(object.name)`"
    return Issue(
      .undeclaredField, range, "There is no field `\(name)` in \(owner).", hint: Phrase.unknown(name, valid: valid),
      replacement: NearestName.of(name, in: valid))
  }

  static func noFields(_ name: String, _ type: Type, _ range: Range<Int>, isFlow: Bool) -> Issue {
    if case .list = type {
      return Issue(
        .wrongType, range, "A list has no field `\(name)`: each of its items has.",
        hint: "Write `x.map(item, item.\(name))` for those of all, `x[0].\(name)` for that of the first.")
    }
    return Issue(.wrongType, range, "There is no field `\(name)` in \(type.phrase(isFlow: isFlow)): only maps and records have fields.")
  }

  static func undeclaredFunction(_ name: String, _ range: Range<Int>, valid: [String]) -> Issue {
    let near = NearestName.of(name, in: valid)
    return Issue(
      .undeclaredFunction, range, "There is no function `\(name)`.",
      hint: near.map { "Did you mean `\($0)`?" } ?? "The functions are listed in `grammar/formulas.md`.",
      replacement: near.flatMap { $0.lowercased() == name.lowercased() ? $0 : nil })
  }

  /// A macro that was written with too few or too many arguments.
  static func macroCount(_ name: String, _ range: Range<Int>, wanted: [Int]) -> Issue {
    let counts = wanted.map(String.init).joined(separator: " or ")
    return Issue(.undeclaredFunction, range, "`\(name)` takes \(counts) argument\(wanted == [1] ? "" : "s").")
  }

  /// A method called as a function, or the other way round.
  static func wrongStyle(_ name: String, _ range: Range<Int>, isMember: Bool) -> Issue {
    let hint = isMember ? "Write `\(name)(x, …)`." : "Write `x.\(name)(…)`."
    return Issue(.undeclaredFunction, range, "`\(name)` is \(isMember ? "not called after a dot" : "called after a dot").", hint: hint)
  }
}
