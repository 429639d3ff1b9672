extension Substitution {
  /// Whether a value of type `a` may stand where `p` is declared; variables are bound as far as that needs.
  /// If not, bindings may be left over, for the caller to undo.
  mutating func assign(_ a: Type, to p: Type) -> Bool {
    switch p {
    case .parameter(let name): return generalise(Self.variable(p) ?? variable(named: name), with: a)
    case .dyn, .error: return settle(a)
    case .nullable(let inner):
      switch head(a) {
      case .null: return true
      case .nullable(let type): return assign(type, to: inner)
      case let type: return assign(type, to: inner)
      }
    default: break
    }
    let a = head(a)
    if let variable = Self.variable(a) { return generalise(variable, with: p) }
    switch (a, p) {
    case (.dyn, _), (.error, _): return true
    case (.null, _): return !isFlow && p.holdsNull
    case (.nullable, _): return false
    case (.reference(let x, _), .reference(let y, _)): return x.isSame(as: y)
    case (.reference(_, let id), _): return assign(id, to: p)
    case (.list(let x), .list(let y)), (.optional(let x), .optional(let y)): return assign(x, to: y)
    case (.map(let k, let v), .map(let l, let w)): return assign(k, to: l) && assign(v, to: w)
    case (.object, .map(let key, let value)): return assign(.string, to: key) && assign(.dyn, to: value)
    case (.map(let key, _), .object): return assign(key, to: .string)
    case (.object(let x), .object(let y)): return x.isSame(as: y) || x.isAnonymous || y.isAnonymous
    case (.type, .type): return true
    case (.opaque(let name, let x), .opaque(let other, let y)):
      return name == other && x.count == y.count && zip(x, y).allSatisfy { assign($0, to: $1) }
    case (.picklist, .string), (.date, .string): return true
    case (.int, .double), (.uint, .double): return widens
    default: return a == p
    }
  }

  /// Lets a variable stand for this type too.
  private mutating func generalise(_ variable: Int, with type: Type) -> Bool {
    let variable = last(variable)
    let type = instanceForBinding(type)
    guard let bound = bindings[variable] else {
      if Self.variable(type) == variable { return true }
      if occurs(variable, in: type) { return false }
      bind(variable, type)
      return true
    }
    guard let joined = join(bound, type) else { return false }
    if joined != bound, !occurs(variable, in: joined) { bind(variable, joined) }
    return true
  }

  /// Where anything may stand, what is still open becomes `dyn`.
  private mutating func settle(_ type: Type) -> Bool {
    if let variable = Self.variable(head(type)) { bind(variable, .dyn) }
    return true
  }

  /// A declared type as a variable may stand for it: its parameters as this call's variables.
  private mutating func instanceForBinding(_ type: Type) -> Type {
    let type = type.hasParameters ? instance(type) : type
    return head(type)
  }
}
