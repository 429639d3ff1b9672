internal import Diagnostics

extension Issue {
  /// One argument is what no form of the function takes.
  static func wrongArgument(_ function: String, _ argument: String, wanted: [Type], found: Type, _ range: Range<Int>, isFlow: Bool) -> Issue {
    let wanted = wanted.isEmpty ? [.dyn] : wanted
    var words = wanted.map { Type.phrases($0, found, isFlow: isFlow).0 }
    words = words.indices.filter { words.firstIndex(of: words[$0]) == $0 }.map { words[$0] }
    return Issue(
      .wrongType, range,
      "`\(function)` needs \(words.joined(separator: " or ")) as \(argument), not \(Type.phrases(found, wanted[0], isFlow: isFlow).0).",
      hint: conversion(from: found, to: wanted[0], isFlow: isFlow))
  }

  static func noOverload(_ function: String, _ arguments: [Type], forms: [String], _ range: Range<Int>, isFlow: Bool) -> Issue {
    let found = arguments.map { $0.shown(isFlow: isFlow) }.joined(separator: ", ")
    return Issue(
      .wrongType, range, "`\(function)` has no form for (\(found)).",
      hint: forms.isEmpty ? nil : "It takes \(forms.prefix(6).joined(separator: ", or ")).")
  }

  static func wrongCount(_ function: String, count: Int, forms: [String], _ range: Range<Int>) -> Issue {
    Issue(
      .wrongType, range, "`\(function)` does not take \(count) argument\(count == 1 ? "" : "s").",
      hint: forms.isEmpty ? nil : "It takes \(forms.prefix(6).joined(separator: ", or ")).")
  }

  static func noOperator(_ symbol: String, _ left: Type, _ right: Type, _ range: Range<Int>, isFlow: Bool) -> Issue {
    let (one, other) = Type.phrases(left, right, isFlow: isFlow)
    return Issue(
      .mixedTypes, range, "`\(symbol)` has no meaning between \(one) and \(other).",
      hint: operatorHint(symbol, left, right, isFlow: isFlow))
  }

  static func noSign(_ symbol: String, _ type: Type, _ range: Range<Int>, isFlow: Bool) -> Issue {
    Issue(.wrongType, range, "`\(symbol)` has no meaning before \(type.phrase(isFlow: isFlow)).")
  }

  static func notCondition(_ place: String, _ found: Type, _ range: Range<Int>, isFlow: Bool) -> Issue {
    Issue(
      .wrongType, range, "\(place) must be true or false, not \(found.phrase(isFlow: isFlow)).",
      hint: "Compare it with something, as in `x > 0`, `x != \"\"`.")
  }

  static func differentAnswers(_ left: Type, _ right: Type, _ range: Range<Int>, isFlow: Bool) -> Issue {
    let (one, other) = Type.phrases(left, right, isFlow: isFlow)
    return Issue(
      .mixedTypes, range, "The answers are of different types: \(one) and \(other).",
      hint: "Convert one of them, or write `dyn(…)` around one if both are meant.")
  }

  static func notIterable(_ found: Type, _ range: Range<Int>, isFlow: Bool) -> Issue {
    Issue(.wrongType, range, "A macro goes through a list or a map, not \(found.phrase(isFlow: isFlow)).")
  }

  static func wrongKey(_ found: Type, wanted: Type, _ range: Range<Int>, isFlow: Bool) -> Issue {
    Issue(
      .wrongType, range,
      "The key must be \(isFlow && wanted == .int ? "a whole number" : wanted.phrase(isFlow: isFlow)), not \(found.phrase(isFlow: isFlow)).")
  }

  static func badKeyType(_ found: Type, _ range: Range<Int>, isFlow: Bool) -> Issue {
    Issue(
      .wrongType, range, "A map's key must be text, a whole number or \(isFlow ? "true or false" : "a bool"), not \(found.phrase(isFlow: isFlow)).")
  }

  static func notOptional(_ found: Type, _ range: Range<Int>, isFlow: Bool) -> Issue {
    Issue(
      .wrongType, range, "A value after `?` must be an optional, not \(found.phrase(isFlow: isFlow)).",
      hint: "Leave the `?` out, or use `.?` to select the value.")
  }

  static func optionalReference(_ field: String, _ range: Range<Int>) -> Issue {
    Issue(.wrongType, range, "A field of a reference is selected with a plain dot.", hint: "Write `.\(field)`: it is null where there is none.")
  }

  static func notEntries(_ found: Type, _ range: Range<Int>, isFlow: Bool) -> Issue {
    Issue(
      .wrongType, range, "`transformMapEntry` needs a map of the entries to add, not \(found.phrase(isFlow: isFlow)).", hint: "Write `{key: value}`.")
  }

  static func badPattern(_ message: String, _ range: Range<Int>) -> Issue { Issue(.badPattern, range, message) }
}

extension Issue {
  /// How to make one type out of another.
  static func conversion(from found: Type, to wanted: Type, isFlow: Bool) -> String? {
    let function: String?
    switch (found.withoutNull, wanted.withoutNull) {
    case (.timestamp, .date): function = "date"
    case (.string, .date): function = isFlow ? "date" : nil
    case (.string, .timestamp), (.date, .timestamp): function = isFlow ? "time" : "timestamp"
    case (.string, .double): function = isFlow ? "number" : "double"
    case (.string, .int): function = "int"
    case (.string, .bool): function = isFlow ? "flag" : "bool"
    case (.string, .duration): function = "duration"
    case (.double, .int), (.uint, .int): function = "int"
    case (.int, .double), (.uint, .double): function = "double"
    case (.int, .uint), (.double, .uint): function = "uint"
    case (.list, _), (.map, _), (.object, _), (_, .list), (_, .map), (_, .object): function = nil
    case (_, .string): function = isFlow ? "text" : "string"
    default: function = nil
    }
    return function.map { "Convert it with `\($0)(…)`." }
  }

  private static func operatorHint(_ symbol: String, _ left: Type, _ right: Type, isFlow: Bool) -> String? {
    let pair = (left, right)
    switch pair {
    case (.date, .timestamp), (.timestamp, .date): return "Compare days with days: write `date(…)` around the time."
    case (.date, .date) where symbol == "-": return "Write `daysBetween(from, to)`."
    case (.date, .int), (.date, .double), (.date, .duration): return "Write `addDays(date, count)`."
    case (.timestamp, .int), (.timestamp, .double): return isFlow ? "Write `addDays(time, count)`, or add a `duration(\"36h\")`." : nil
    case (.double, _) where symbol == "%", (_, .double) where symbol == "%": return "Write `int(…)` around what is no whole number."
    case _ where symbol == "in" && left.isText && right.isText: return "Whether text is in a text is `text.contains(\"…\")`."
    default: break
    }
    if symbol == "+", left.isText || right.isText {
      let other = left.isText ? right : left
      return conversion(from: other, to: .string, isFlow: isFlow)
    }
    if left.isNumber, right.isNumber { return conversion(from: right, to: left, isFlow: isFlow) }
    // In flows numbers with and without decimals go together.
    func wanted(_ type: Type) -> Type { isFlow && type.isNumber ? .double : type }
    if left.isText { return conversion(from: left, to: wanted(right), isFlow: isFlow) }
    return right.isText ? conversion(from: right, to: wanted(left), isFlow: isFlow) : nil
  }
}
