/// The sentences of failed evaluations.
enum Failures {
  static func noOverload(_ function: String, _ arguments: [Value]) -> EvaluationError {
    let types = arguments.map(\.type.shownName)
    if let symbol = Operator.binary[function]?.symbol, types.count == 2 {
      return EvaluationError(.noSuchOverload, "`\(symbol)` has no meaning between \(types[0]) and \(types[1]).")
    }
    let name = Operator.shown(function)
    return EvaluationError(.noSuchOverload, "`\(name)` has no form for (\(types.joined(separator: ", "))).")
  }

  static func notCondition(_ value: Value) -> EvaluationError {
    EvaluationError(.noSuchOverload, "A condition must be true or false, not \(value.type.shownName).")
  }

  static func noField(_ name: String, of value: Value) -> EvaluationError {
    EvaluationError(.noSuchOverload, "There is no field `\(name)` in \(value.type.shownName).")
  }

  static func noKey(_ key: Value) -> EvaluationError {
    EvaluationError(.noSuchKey, "There is no key \(key.asString.map { "`\($0)`" } ?? key.jsonText).")
  }

  static func noElement(_ index: Value, count: Int) -> EvaluationError {
    EvaluationError(.noSuchElement, "There is no element \(index.jsonText) in a list of \(count).")
  }

  static func unbound(_ name: String) -> EvaluationError { EvaluationError(.unbound, "The variable `\(name)` has no value.") }
  static func undeclared(_ name: String) -> EvaluationError { EvaluationError(.unbound, "There is no variable `\(name)`.") }

  static func unknownFunction(_ name: String) -> EvaluationError {
    EvaluationError(.unknownFunction, "There is no function `\(name)`.")
  }

  static let overflow = EvaluationError(.overflow, "The result is out of range.")
  static let divisionByZero = EvaluationError(.divisionByZero, "Division by zero.")
  static let tooCostly = EvaluationError(.costLimit, "The formula costs more than is allowed.")
  static let timeRange = EvaluationError(.overflow, "The time is out of range: years 0001 to 9999, durations of about 290 years.")

  static func badKey(_ key: Value) -> EvaluationError {
    EvaluationError(.badArgument, "A map's key must be text, a whole number or a bool, not \(key.type.shownName).")
  }

  static func duplicateKey(_ key: Value) -> EvaluationError {
    EvaluationError(.duplicateKey, "The key \(key.jsonText) comes twice.")
  }

  static func notOptional(_ value: Value) -> EvaluationError {
    EvaluationError(.noSuchOverload, "A value after `?` must be an optional, not \(value.type.shownName).")
  }

  static func notIterable(_ value: Value) -> EvaluationError {
    EvaluationError(.noSuchOverload, "A macro needs a list or a map, not \(value.type.shownName).")
  }

  static func bad(_ message: String) -> Value { .error(EvaluationError(.badArgument, message)) }
}

extension Type {
  /// The name in messages.
  var shownName: String {
    switch self {
    case .null: "null"
    case .timestamp: "a time"
    case .duration: "a duration"
    case .list: "a list"
    case .map, .object: "a map"
    case .optional: "an optional"
    default: name
    }
  }
}

extension Operator {
  /// How a function or operator is spelt in messages.
  static func shown(_ function: String) -> String {
    switch function {
    case not: "!"
    case negate: "-"
    case conditional: "? :"
    case index: "[ ]"
    case optionalIndex: "[? ]"
    case optionalSelect: ".?"
    default: binary[function]?.symbol ?? function
    }
  }
}
