extension Checker {
  /// `operand[index]`, `operand[?index]`.
  mutating func index(_ arguments: [Expr], _ expression: Expr, isOptional: Bool) -> Type {
    let container = operand(arguments[0], "`[ ]`")
    let key = operand(arguments[1], "`[ ]`")
    if container == .error || key == .error { return .error }
    if case .optional(let inner) = container {
      let element = element(of: substitution.head(inner), key, arguments)
      return element == .error ? .error : .optional(element)
    }
    let element = element(of: container, key, arguments)
    return isOptional && element != .error ? .optional(element) : element
  }

  private mutating func element(of container: Type, _ key: Type, _ arguments: [Expr]) -> Type {
    switch container {
    case .dyn, .error: return container
    case .list(let element):
      if assigns(key, to: .int) || (isFlow && key.isNumber) { return element }
      report(.wrongKey(substitution.resolved(key), wanted: .int, arguments[1].range, isFlow: isFlow))
      return .error
    case .map(let declared, let value):
      if assigns(key, to: declared) || (isFlow && key.isNumber && declared.isNumber) { return value }
      report(.wrongKey(substitution.resolved(key), wanted: substitution.resolved(declared), arguments[1].range, isFlow: isFlow))
      return .error
    case .object(let object):
      if case .literal(.string(let name)) = arguments[1].kind {
        return field(name, of: object, at: arguments[1].range)
      }
      if assigns(key, to: .string) { return .dyn }
      report(.wrongKey(substitution.resolved(key), wanted: .string, arguments[1].range, isFlow: isFlow))
      return .error
    case .parameter:
      if let variable = Substitution.variable(container) { substitution.bind(variable, .dyn) }
      return .dyn
    default:
      report(.noOperator("[ ]", substitution.resolved(container), substitution.resolved(key), arguments[0].range, isFlow: isFlow))
      return .error
    }
  }

  /// `operand.?field`.
  mutating func optionalSelect(_ arguments: [Expr], _ expression: Expr) -> Type {
    let container = operand(arguments[0], "`.?`")
    check(arguments[1])
    guard case .literal(.string(let field)) = arguments[1].kind else { return .dyn }
    if let type = types[arguments[0].id], case .reference = substitution.head(type).withoutNull {
      report(.optionalReference(field, arguments[1].range))
      return .error
    }
    let type: Type
    if case .optional = container { type = select(container, field, expression) } else { type = .optional(select(container, field, expression)) }
    if case .optional(.error) = type { return .error }
    return type
  }
}
