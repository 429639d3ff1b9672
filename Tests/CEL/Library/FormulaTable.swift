import CEL
import Testing

/// Evaluates formulas; what is expected is JSON text.
enum FormulaValue {
  /// The value of a strict formula.
  static func strict(_ formula: String, _ values: [String: Value] = [:]) -> Value { value(formula, Environment(), values) }

  /// The value of a flow's formula.
  static func flow(_ formula: String, zone: Zone = .utc, _ values: [String: Value] = [:]) -> Value {
    value(formula, .flow(zone: zone), values)
  }

  private static func value(_ formula: String, _ environment: Environment, _ values: [String: Value]) -> Value {
    var environment = environment
    for name in values.keys.sorted() { environment.declare(name, .dyn) }
    let compilation = environment.compile(formula)
    guard let program = compilation.program else {
      return .error(EvaluationError(.badArgument, compilation.issues.map(\.message).joined(separator: " ")))
    }
    return program.evaluate(environment.bindings(values))
  }
}

/// Each line: a formula, ` => `, and the JSON text of its value or `error` with a part of its message.
struct FormulaRow: CustomTestStringConvertible, Sendable {
  let formula: String
  let expected: String
  var testDescription: String { formula }

  static func rows(_ text: String) -> [FormulaRow] {
    text.split(separator: "\n").map { line in
      guard let mark = line.firstRange(of: " => ") else { return FormulaRow(formula: String(line), expected: "a line with ` => `") }
      let formula = RowText.trimmed(line[..<mark.lowerBound])
      return FormulaRow(formula: formula, expected: RowText.trimmed(line[mark.upperBound...]))
    }
  }

  func check(_ value: Value, sourceLocation: SourceLocation = #_sourceLocation) {
    if expected.hasPrefix("error") {
      let part = RowText.trimmed(expected.dropFirst(5))
      let message = value.asError?.message
      #expect(message != nil, "\(formula) gave \(value)", sourceLocation: sourceLocation)
      #expect(part.isEmpty || message?.contains(part) == true, "\(formula) says: \(message ?? "")", sourceLocation: sourceLocation)
    } else {
      #expect(value.asError == nil, "\(formula): \(value)", sourceLocation: sourceLocation)
      #expect(value.jsonText == expected, "\(formula)", sourceLocation: sourceLocation)
    }
  }
}

enum RowText {
  static func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
