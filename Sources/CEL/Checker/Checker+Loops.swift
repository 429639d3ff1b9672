internal import OrderedCollections

extension Checker {
  /// A macro over a list or map.
  mutating func loop(_ loop: Expr.Comprehension, _ expression: Expr) -> Type {
    let range = check(loop.range)
    let kinds = variables(range, loop.range, count: loop.variables.count)
    let keys = zip(loop.variables, kinds).map { push($0, $1) }
    defer { pop(loop.variables.count) }
    let before = known
    defer { known = before }
    if let filter = loop.filter {
      let type = check(filter)
      expectBool(type, filter, "The condition of a macro", "The condition of a macro")
      known = known.and(facts(filter, when: true))
    }
    let body = check(loop.body)
    switch loop.kind {
    case .all, .exists, .existsOne:
      expectBool(body, loop.body, "The condition of a macro", "The condition of a macro")
      return .bool
    case .list:
      if let key = keys.last, case .identifier = loop.body.kind, loop.filter != nil { return .list(refined(body, by: key)) }
      return .list(body)
    case .map: return .map(kinds.first ?? .dyn, body)
    case .entries: return entries(body, loop.body)
    }
  }

  /// The types of a macro's variables.
  private mutating func variables(_ range: Type, _ expression: Expr, count: Int) -> [Type] {
    let range = substitution.head(range)
    let isPair = count > 1
    switch range {
    case .list(let element): return isPair ? [.int, element] : [element]
    case .map(let key, let value): return isPair ? [key, value] : [key]
    case .object: return isPair ? [.string, .dyn] : [.string]
    case .nullable(let inner):
      report(.nullable("A macro", text(expression), expression.range, isFlow: isFlow))
      return variables(inner, expression, count: count)
    case .null:
      report(.isNull("A macro", expression.range))
      return Array(repeating: .error, count: count)
    case .parameter:
      if let variable = Substitution.variable(range) { substitution.bind(variable, .dyn) }
      return Array(repeating: .dyn, count: count)
    case .dyn, .error: return Array(repeating: range, count: count)
    default:
      report(.notIterable(substitution.resolved(range), expression.range, isFlow: isFlow))
      return Array(repeating: .error, count: count)
    }
  }

  /// `transformMapEntry`: the body is a map of the entries.
  private mutating func entries(_ body: Type, _ expression: Expr) -> Type {
    switch substitution.head(body) {
    case .map, .dyn, .error: return body == .dyn ? .map(.dyn, .dyn) : body
    case .object: return .map(.string, .dyn)
    case .parameter: return .map(.dyn, .dyn)
    case let other:
      report(.notEntries(substitution.resolved(other), expression.range, isFlow: isFlow))
      return .error
    }
  }

  /// The type of elements that have passed a filter: fields that it has shown not to be null are not.
  private func refined(_ type: Type, by key: String) -> Type {
    guard case .object(let object) = type else { return type }
    let fields = Set(known.paths.lazy.filter { $0.count == 2 && $0[0] == key }.map { $0[1] })
    if fields.isEmpty { return type }
    return .object(
      ObjectType(
        object.name, isOpen: object.isOpen, field: { name in fields.contains(name) ? object.field(name)?.withoutNull : object.field(name) },
        names: { object.names }))
  }

  // MARK: Literals

  mutating func list(_ elements: [Expr], _ optionals: Set<Int>) -> Type {
    if elements.isEmpty { return .list(substitution.makeVariable()) }
    var joined: Type?
    for (index, element) in elements.enumerated() {
      var type = check(element)
      if optionals.contains(index) { type = insideOptional(type, element) }
      joined = held(joined, type)
    }
    if isFlow, let joined, substitution.head(joined).withoutNull == .double { readAsDouble(elements) }
    return .list(joined ?? .dyn)
  }

  /// The type of elements so far and one more; `dyn` where they have nothing in common.
  private mutating func held(_ before: Type?, _ type: Type) -> Type {
    guard let before, before != type else { return type }
    let mark = substitution.mark
    if let joined = substitution.join(before, type) { return joined }
    substitution.undo(to: mark)
    return .dyn
  }

  private mutating func insideOptional(_ type: Type, _ expression: Expr) -> Type {
    switch substitution.head(type) {
    case .optional(let inner): return inner
    case .dyn, .error: return type
    case .parameter:
      let inner = substitution.makeVariable()
      return assigns(type, to: .optional(inner)) ? inner : .dyn
    case let other:
      report(.notOptional(substitution.resolved(other), expression.range, isFlow: isFlow))
      return .error
    }
  }

  mutating func map(_ entries: [Expr.Entry]) -> Type {
    if entries.isEmpty { return .map(substitution.makeVariable(), substitution.makeVariable()) }
    var fields: OrderedDictionary<String, Type> = [:]
    var keys: Type?
    var values: Type?
    for entry in entries {
      let key = check(entry.key)
      checkKey(key, entry.key)
      var value = check(entry.value)
      if entry.isOptional { value = insideOptional(value, entry.value) }
      if isFlow, !entry.isOptional, case .literal(.string(let name)) = entry.key.kind { fields[name] = value }
      keys = held(keys, key)
      values = held(values, value)
    }
    // In a flow a map written out is a record: each field has its own type.
    if fields.count == entries.count { return .object(ObjectType("", fields: fields.mapValues { substitution.resolved($0, isFinal: true) })) }
    return .map(keys ?? .dyn, values ?? .dyn)
  }

  private mutating func checkKey(_ type: Type, _ expression: Expr) {
    let type = substitution.head(type).asValue
    switch type {
    case .string, .date, .picklist, .int, .uint, .bool, .dyn, .error, .parameter: return
    case .nullable: report(.nullable("A map's key", text(expression), expression.range, isFlow: isFlow))
    default: report(.badKeyType(substitution.resolved(type), expression.range, isFlow: isFlow))
    }
  }
}
