import CEL

/// Random formulas that are right: every part has the type that is asked for. Variables stand between ⟪ and ⟫, to be written as names or as values.
struct TypedFormula {
  var dice: Dice
  let isFlow: Bool
  /// Macro variables in scope.
  private var locals: [(name: String, type: Type)] = []
  private var localCount = 0

  init(_ dice: Dice, isFlow: Bool) {
    self.dice = dice
    self.isFlow = isFlow
  }

  static let variables: [(name: String, type: Type)] = [
    ("i", .int), ("j", .int), ("u", .uint), ("d", .double), ("e", .double), ("s", .string), ("t", .string), ("y", .bytes), ("f", .bool), ("g", .bool),
    ("at", .timestamp), ("span", .duration), ("ints", .list(.int)), ("words", .list(.string)), ("rows", .list(.list(.int))),
    ("ages", .map(.string, .int)),
    ("names", .map(.int, .string)), ("maybe", .optional(.int)),
  ]

  /// Variables that flows have beside these.
  static let nullable: [(name: String, type: Type)] = [("score", .nullable(.double)), ("nick", .nullable(.string)), ("due", .nullable(.date))]

  private static let types: [Type] = [
    .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .list(.int), .list(.string), .list(.list(.int)), .map(.string, .int),
    .map(.int, .string), .optional(.int),
  ]

  mutating func anyType() -> Type { dice.pick(Self.types) }

  mutating func formula(_ type: Type, _ depth: Int) -> String {
    if depth <= 0 || dice.once(in: 8) { return leaf(type) }
    if dice.once(in: 6) { return common(type, depth - 1) }
    return own(type, depth - 1) ?? leaf(type)
  }

  // MARK: Leaves

  private mutating func leaf(_ type: Type) -> String {
    let locals = self.locals.filter { $0.type == type }.map(\.name)
    if !locals.isEmpty, !dice.once(in: 3) { return dice.pick(locals) }
    let variables = Self.variables.filter { $0.type == type }.map { "⟪\($0.name)⟫" }
    if !variables.isEmpty, !dice.once(in: 3) { return dice.pick(variables) }
    return RandomValue.literal(RandomValue.value(type, &dice))
  }

  private mutating func local(_ type: Type, _ body: (inout TypedFormula, String) -> String) -> String {
    localCount += 1
    let name = "x\(localCount)"
    locals.append((name, type))
    defer { locals.removeLast() }
    return body(&self, name)
  }

  // MARK: For any type

  private mutating func common(_ type: Type, _ depth: Int) -> String {
    switch dice.roll(6) {
    case 0, 1: return "(\(formula(.bool, depth)) ? \(formula(type, depth)) : \(formula(type, depth)))"
    case 2: return "[\(formula(type, depth)), \(formula(type, depth))][\(dice.roll(3))]"
    case 3: return "{'k': \(formula(type, depth)), 'l': \(formula(type, depth))}.\(dice.pick(["k", "l"]))"
    case 4:
      let inner = anyType()
      let value = formula(inner, depth)
      return local(inner) { formula, name in "cel.bind(\(name), \(value), \(formula.formula(type, depth)))" }
    default: return "optional.of(\(formula(type, depth))).orValue(\(formula(type, depth)))"
    }
  }

  private mutating func loop(_ kind: String, over element: Type, _ depth: Int, _ body: Type) -> String {
    let range = formula(.list(element), depth)
    return local(element) { formula, name in "\(range).\(kind)(\(name), \(formula.formula(body, depth - 1)))" }
  }

  // MARK: By type

  private mutating func own(_ type: Type, _ depth: Int) -> String? {
    switch type {
    case .bool: condition(depth)
    case .int: int(depth)
    case .uint:
      dice.pick(["(\(formula(.uint, depth)) \(dice.pick(["+", "-", "*", "/", "%"])) \(formula(.uint, depth)))", "uint(\(formula(.int, depth)))"])
    case .double: double(depth)
    case .string: string(depth)
    case .bytes: dice.pick(["(\(formula(.bytes, depth)) + \(formula(.bytes, depth)))", "bytes(\(formula(.string, depth)))"])
    case .timestamp: "(\(formula(.timestamp, depth)) \(dice.pick(["+", "-"])) \(formula(.duration, depth)))"
    case .duration: duration(depth)
    case .list(let element): list(element, depth)
    case .map(.string, let value): "{'a': \(formula(value, depth)), \(formula(.string, 0)): \(formula(value, depth))}"
    case .map(let key, let value): "\(formula(.list(key), depth)).transformMap(n, v, \(formula(value, depth)))"
    case .optional(let inner): optional(inner, depth)
    default: nil
    }
  }

  private mutating func condition(_ depth: Int) -> String {
    if isFlow, dice.once(in: 4) {
      let (name, test) = dice.pick([
        ("score", "⟪score⟫ > \(formula(.double, 0))"), ("nick", "⟪nick⟫.startsWith('a')"), ("due", "⟪due⟫ < '2026-01-01'"),
      ])
      return dice.pick([
        "(⟪\(name)⟫ != null && \(test))", "(⟪\(name)⟫ == null || \(test))", "(⟪\(name)⟫ == null ? \(formula(.bool, depth)) : \(test))",
        "!(⟪\(name)⟫ == null || !(\(test)))",
      ])
    }
    switch dice.roll(12) {
    case 0, 1: return "(\(formula(.bool, depth)) && \(formula(.bool, depth)))"
    case 2, 3: return "(\(formula(.bool, depth)) || \(formula(.bool, depth)))"
    case 4: return "!\(formula(.bool, depth))"
    case 5:
      let type = anyType()
      return "(\(formula(type, depth)) \(dice.pick(["==", "!="])) \(formula(type, depth)))"
    case 6:
      let type = dice.pick([Type.int, .uint, .double, .string, .bytes, .bool, .timestamp, .duration])
      return "(\(formula(type, depth)) \(dice.pick(["<", "<=", ">", ">="])) \(formula(type, depth)))"
    case 7:
      return "(\(formula(dice.pick([.int, .uint, .double]), depth)) \(dice.pick(["<", ">="])) \(formula(dice.pick([.int, .uint, .double]), depth)))"
    case 8:
      let type = dice.pick([Type.int, .string])
      return "(\(formula(type, depth)) in \(formula(.list(type), depth)))"
    case 9: return loop(dice.pick(["all", "exists", "exists_one"]), over: dice.pick([.int, .string]), depth, .bool)
    case 10: return "\(formula(.string, depth)).\(dice.pick(["startsWith", "endsWith", "contains"]))(\(formula(.string, depth)))"
    default: return dice.pick(["has(\(formula(.map(.string, .int), depth)).a)", "\(formula(.optional(.int), depth)).hasValue()", "('a' in ⟪ages⟫)"])
    }
  }

  private mutating func int(_ depth: Int) -> String {
    switch dice.roll(9) {
    case 0, 1, 2: "(\(formula(.int, depth)) \(dice.pick(["+", "-", "*", "/", "%"])) \(formula(.int, depth)))"
    case 3: "(-\(formula(.int, depth)))"
    case 4: "size(\(formula(dice.pick([.string, .bytes, .list(.int), .map(.string, .int)]), depth)))"
    case 5: "\(formula(.list(.int), depth))[\(formula(.int, depth))]"
    // A field that is missing reads as null in a flow, whatever the map's type says; a missing key is an error everywhere.
    case 6: "\(formula(.map(.string, .int), depth))\(isFlow ? "['a']" : ".a")"
    case 7: "\(formula(.timestamp, depth)).\(dice.pick(["getFullYear", "getDayOfYear", "getHours"]))()"
    default: "\(formula(.optional(.int), depth)).orValue(\(formula(.int, depth)))"
    }
  }

  private mutating func double(_ depth: Int) -> String {
    if isFlow, dice.once(in: 3) {
      return dice.pick([
        "coalesce(⟪score⟫, \(formula(.double, depth)))", "(⟪score⟫ == null ? \(formula(.double, depth)) : ⟪score⟫ * 2)",
        "(\(formula(.int, depth)) + \(formula(.double, depth)))", "(\(formula(.double, depth)) * 2)",
        "ifs(\(formula(.bool, depth)), 1, \(formula(.double, depth)))",
        "round(\(formula(.double, depth)))", "sum([1, \(formula(.double, depth)), ⟪score⟫])",
      ])
    }
    switch dice.roll(4) {
    case 0, 1: return "(\(formula(.double, depth)) \(dice.pick(["+", "-", "*", "/"])) \(formula(.double, depth)))"
    case 2: return "(-\(formula(.double, depth)))"
    default: return "double(\(formula(.int, depth)))"
    }
  }

  private mutating func string(_ depth: Int) -> String {
    if isFlow, dice.once(in: 3) {
      return dice.pick([
        "coalesce(⟪nick⟫, \(formula(.string, depth)))", "(⟪nick⟫ != null ? ⟪nick⟫ + \(formula(.string, depth)) : 'x')",
        "upper(\(formula(.string, depth)))",
        "left(\(formula(.string, depth)), \(dice.roll(4)))", "coalesce(text(⟪score⟫), 'none')", "('due ' + coalesce(⟪due⟫, 'never'))",
      ])
    }
    switch dice.roll(7) {
    case 0, 1: return "(\(formula(.string, depth)) + \(formula(.string, depth)))"
    case 2: return "string(\(formula(dice.pick([.int, .uint, .double, .bool, .string, .timestamp, .duration]), depth)))"
    case 3: return "\(formula(.string, depth)).\(dice.pick(["lowerAscii", "upperAscii", "trim", "reverse"]))()"
    case 4: return "\(formula(.list(.string), depth)).join('-')"
    case 5: return "\(formula(.map(.int, .string), depth))[\(formula(.int, depth))]"
    default: return "\(formula(.string, depth)).substring(\(dice.roll(3)))"
    }
  }

  private mutating func duration(_ depth: Int) -> String {
    switch dice.roll(3) {
    case 0: "(\(formula(.duration, depth)) + \(formula(.duration, depth)))"
    case 1: "(\(formula(.timestamp, depth)) - \(formula(.timestamp, depth)))"
    default: "(-\(formula(.duration, depth)))"
    }
  }

  private mutating func list(_ element: Type, _ depth: Int) -> String {
    switch dice.roll(7) {
    case 0: "[\(formula(element, depth)), \(formula(element, depth))]"
    case 1: "(\(formula(.list(element), depth)) + \(formula(.list(element), depth)))"
    case 2: loop("filter", over: element, depth, .bool)
    case 3: loop("map", over: dice.pick([.int, .string]), depth, element)
    case 4: "\(formula(.list(element), depth)).\(dice.pick(["reverse", "distinct"]))()"
    case 5: "[?optional.of(\(formula(element, depth))), \(formula(element, depth))]"
    default: element == .string ? "\(formula(.string, depth)).split('a')" : "([] + \(formula(.list(element), depth)))"
    }
  }

  private mutating func optional(_ inner: Type, _ depth: Int) -> String {
    switch dice.roll(5) {
    case 0: "optional.of(\(formula(inner, depth)))"
    case 1: "\(formula(.list(inner), depth))[?\(formula(.int, depth))]"
    case 2: inner == .int ? "\(formula(.map(.string, .int), depth)).?a" : "optional.ofNonZeroValue(\(formula(inner, depth)))"
    case 3: "\(formula(.optional(inner), depth)).or(\(formula(.optional(inner), depth)))"
    default: "(\(formula(.bool, depth)) ? optional.none() : optional.of(\(formula(inner, depth))))"
    }
  }
}
