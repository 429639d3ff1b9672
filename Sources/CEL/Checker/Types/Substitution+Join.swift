internal import OrderedCollections

extension Substitution {
  /// The type that holds the values of both; variables are bound as far as that needs. Nil if there is none: then bindings may be left over, for the caller to undo.
  mutating func join(_ a: Type, _ b: Type) -> Type? {
    let a = head(a)
    let b = head(b)
    if a == b { return a }
    if let variable = Self.variable(a) { return bindIfFree(variable, b) }
    if let variable = Self.variable(b) { return bindIfFree(variable, a) }
    switch (a, b) {
    case (.error, let other), (let other, .error): return other
    case (.dyn, _), (_, .dyn): return .dyn
    case (.null, let other), (let other, .null): return joinNull(other)
    case (.nullable(let x), .nullable(let y)), (.nullable(let x), let y), (let x, .nullable(let y)): return join(x, y)?.orNull
    case (.list(let x), .list(let y)): return join(x, y).map { .list($0) }
    case (.optional(let x), .optional(let y)): return join(x, y).map { .optional($0) }
    case (.map(let k, let v), .map(let l, let w)):
      guard let key = join(k, l), let value = join(v, w) else { return nil }
      return .map(key, value)
    case (.type, .type): return .type(.dyn)
    case (.opaque(let name, let x), .opaque(let other, let y)): return joinOpaque(name, x, other, y)
    case (.reference(let x, let id), .reference(let y, _)) where x.isSame(as: y): return .reference(x, id: id)
    case (.reference(_, let id), let other), (let other, .reference(_, let id)): return join(id, other)
    case (.object(let x), .object(let y)): return join(x, y)
    case (.object, .map(let key, _)), (.map(let key, _), .object): return join(key, .string).map { .map($0, .dyn) }
    default:
      if a.isText, b.isText { return .string }
      return isFlow && a.isNumber && b.isNumber ? .double : nil
    }
  }

  private mutating func bindIfFree(_ variable: Int, _ type: Type) -> Type? {
    if occurs(variable, in: type) { return nil }
    bind(variable, type)
    return type
  }

  /// Strict CEL lets null stand for some types only.
  private func joinNull(_ other: Type) -> Type? {
    if isFlow { return other.orNull }
    return other.holdsNull ? other : nil
  }

  private mutating func joinOpaque(_ name: String, _ x: [Type], _ other: String, _ y: [Type]) -> Type? {
    guard name == other, x.count == y.count else { return nil }
    var arguments: [Type] = []
    for (a, b) in zip(x, y) {
      guard let joined = join(a, b) else { return nil }
      arguments.append(joined)
    }
    return .opaque(name, arguments)
  }

  private mutating func join(_ a: ObjectType, _ b: ObjectType) -> Type? {
    if a.isSame(as: b) { return .object(a) }
    guard a.isAnonymous, b.isAnonymous, a.names == b.names else { return .map(.string, .dyn) }
    var fields: OrderedDictionary<String, Type> = [:]
    for name in a.names {
      guard let x = a.field(name), let y = b.field(name) else { return nil }
      let mark = mark
      if let joined = join(x, y) {
        fields[name] = joined
      } else {
        undo(to: mark)
        fields[name] = .dyn
      }
    }
    return .object(ObjectType("", fields: fields))
  }
}

extension Type {
  /// Whether strict CEL reads null as a value of the type.
  var holdsNull: Bool {
    switch self {
    case .nullable, .dyn, .null, .error, .timestamp, .duration, .optional, .opaque: true
    default: false
    }
  }
}
