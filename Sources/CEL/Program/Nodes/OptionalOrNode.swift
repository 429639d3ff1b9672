/// `a.or(b)`, `a.orValue(b)`: the alternative is evaluated only where it is needed.
final class OptionalOrNode: Node, @unchecked Sendable {
  private let optional: Node
  private let alternative: Node
  private let unwraps: Bool

  init(_ optional: Node, _ alternative: Node, unwraps: Bool) {
    self.optional = optional
    self.alternative = alternative
    self.unwraps = unwraps
  }

  override var children: [Node] { [optional, alternative] }

  override func evaluate(_ frame: Frame) -> Value {
    let value = optional.evaluate(frame)
    switch value {
    case .optional(let inner?): return unwraps ? inner : value
    case .optional(nil):
      let other = alternative.evaluate(frame)
      if unwraps { return other }
      switch other {
      case .optional, .error: return other
      default: return .error(Failures.noOverload("or", [value, other]))
      }
    case .error: return value
    default: return .error(Failures.noOverload(unwraps ? "orValue" : "or", [value]))
    }
  }
}
