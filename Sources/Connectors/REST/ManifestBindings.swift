import CEL
import FlowCheck

/// The variables of one formula's place, by name.
struct ManifestBindings: Sendable {
  private let environment: Environment
  private(set) var values: [String: Value]

  init(_ environment: Environment, _ values: [String: Value] = [:]) {
    self.environment = environment
    self.values = values
  }

  /// The same with more, or other, values.
  func with(_ more: [String: Value]) -> ManifestBindings {
    ManifestBindings(environment, values.merging(more) { _, new in new })
  }

  /// What the formula gives; a failed one gives `.error`.
  func value(_ expression: Expression) -> Value { expression.evaluate(environment.bindings(values)) }

  /// What the formula gives; null where it fails, as of an answer that has not what it looks for.
  func found(_ expression: Expression?) -> Value {
    guard let expression else { return .null }
    let value = value(expression)
    return value.isError ? .null : value
  }
}
