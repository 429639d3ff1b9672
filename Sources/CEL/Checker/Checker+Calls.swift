internal import OrderedCollections

extension Checker {
  /// A function, a method or an operator.
  mutating func call(_ function: String, _ target: Expr?, _ arguments: [Expr], _ expression: Expr) -> Type {
    guard let target else {
      if let type = operation(function, arguments, expression) { return type }
      guard let declared = scope.function(function) else {
        reportUnknown(function, isMember: false, arguments, expression)
        return .error
      }
      return invoke(declared, arguments, expression, isMember: false)
    }
    if let namespaced = scope.namespacedFunction(function, target: target) {
      return invoke(namespaced, arguments, expression, isMember: false)
    }
    guard let declared = environment.functions[function] else {
      reportUnknown(function, isMember: true, [target] + arguments, expression)
      return .error
    }
    return invoke(declared, [target] + arguments, expression, isMember: true)
  }

  private mutating func invoke(_ function: Function, _ arguments: [Expr], _ expression: Expr, isMember: Bool) -> Type {
    let found = arguments.map { check($0).asValue }
    if found.contains(.error) { return .error }
    checkPattern(function, arguments)
    checkDatePattern(function, arguments)
    if let result = resolve(function, found, isMember: isMember) {
      markDoubles(result.overload, arguments, found)
      return result.type
    }
    return mismatch(function, arguments, found, expression, isMember: isMember)
  }

  /// Whole literals where a double is declared are doubles.
  private mutating func markDoubles(_ overload: Overload, _ arguments: [Expr], _ found: [Type]) {
    guard isFlow else { return }
    for (index, type) in found.enumerated() where type == .int && overload.parameter(index) == .double { readAsDouble([arguments[index]]) }
  }

  /// A regular expression that is written out can be read now.
  private mutating func checkPattern(_ function: Function, _ arguments: [Expr]) {
    guard function.name == "matches" || function.name.hasPrefix("regex."), arguments.count > 1,
      case .literal(.string(let text)) = arguments[1].kind, case .failure(let error) = Pattern.of(text)
    else { return }
    report(.badPattern(error.message, arguments[1].range))
  }

  /// So can the pattern and the zone of `formatDate`.
  private mutating func checkDatePattern(_ function: Function, _ arguments: [Expr]) {
    guard function.name == "formatDate" else { return }
    if arguments.count > 1, case .literal(.string(let text)) = arguments[1].kind, let message = DatePattern.fault(in: text) {
      report(.badPattern(message, arguments[1].range))
    }
    if arguments.count > 2, case .literal(.string(let name)) = arguments[2].kind, Zone(name) == nil {
      report(.badPattern(Failures.noZoneMessage(name), arguments[2].range))
    }
  }

  private mutating func reportUnknown(_ name: String, isMember: Bool, _ arguments: [Expr], _ expression: Expr) {
    let plain = name.hasPrefix(".") ? String(name.dropFirst()) : name
    let macros = environment.macros.keys.filter { $0.name == plain }
    // A macro's arguments may name variables of its own.
    let checked = macros.isEmpty ? arguments[...] : arguments.prefix(isMember ? 1 : 0)
    for argument in checked where !isNamespace(argument) { check(argument) }
    let place = Self.place(ofCall: plain, expression, isMember: isMember, arguments.first)
    if !macros.isEmpty {
      let fitting = macros.filter { $0.isMember == isMember }
      if fitting.isEmpty { return report(.wrongStyle(plain, place, isMember: isMember)) }
      return report(.macroCount(plain, place, wanted: fitting.compactMap(\.count).sorted()))
    }
    let names = environment.functions.keys.filter { $0.first.map { $0.isLetter } ?? false } + environment.macros.keys.map(\.name)
    report(.undeclaredFunction(plain, place, valid: names))
  }

  /// Whether a receiver that no variable is named after may have been meant as a namespace: `math.abss(x)`.
  private func isNamespace(_ expression: Expr) -> Bool {
    guard let path = scope.dottedName(expression) else { return false }
    let prefix = path.joined(separator: ".") + "."
    return environment.functions.keys.contains { $0.hasPrefix(prefix) }
  }

  /// The characters of a function's name.
  static func place(ofCall name: String, _ expression: Expr, isMember: Bool, _ receiver: Expr?) -> Range<Int> {
    let count = name.unicodeScalars.count
    let start = isMember ? (receiver?.range.upperBound ?? expression.range.lowerBound) + 1 : expression.range.lowerBound
    let end = min(start + count, expression.range.upperBound)
    return start < end ? start..<end : expression.range
  }
}
