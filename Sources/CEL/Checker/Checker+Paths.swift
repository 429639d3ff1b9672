internal import OrderedCollections

extension Checker {
  /// A name, or fields of fields of something.
  mutating func path(_ expression: Expr) -> Type {
    guard let chain = PathChain(expression) else {
      guard case .select(let operand, let field, _) = expression.kind else { return .error }
      let type = check(operand)
      return narrowed(select(type, field, expression), expression, paths[operand.id].map { $0 + [field] })
    }
    let start: Int
    var type: Type
    var path: [String]
    if let place = scope.local(chain.names[0]) {
      (start, type, path) = (0, locals[place].type, [locals[place].key])
    } else {
      switch scope.meaning(chain.names) {
      case .variable(_, let name, let declared, let fields): (start, type, path) = (chain.names.count - fields - 1, declared, [name])
      case .type(let type): return .type(type)
      case .nothing:
        let valid = scope.locals.filter { !$0.hasPrefix("@") } + environment.variables.keys.filter { !$0.hasPrefix("@") }
        report(.undeclaredName(chain.names[0], chain.nodes[0].range, valid: valid))
        for node in chain.nodes { types[node.id] = .error }
        return .error
      }
    }
    type = narrowed(type, chain.nodes[start], path)
    types[chain.nodes[start].id] = type
    for index in chain.nodes.indices.dropFirst(start + 1) {
      path.append(chain.names[index])
      type = narrowed(select(type, chain.names[index], chain.nodes[index]), chain.nodes[index], path)
      types[chain.nodes[index].id] = type
    }
    return type
  }

  /// The type without null where that is known, and remembered as the type of a path where it is not.
  private mutating func narrowed(_ type: Type, _ expression: Expr, _ path: [String]?) -> Type {
    guard case .nullable(let inner) = substitution.head(type) else {
      if isFlow, type == .dyn || type.isRecord { paths[expression.id] = path }
      return type
    }
    guard let path else { return type }
    paths[expression.id] = path
    return known.contains(path) || known.isUnreachable ? inner.withoutNull : type
  }

  /// A field of a value of that type.
  mutating func select(_ operand: Type, _ field: String, _ expression: Expr) -> Type {
    select(operand, field, at: Self.place(of: field, in: expression))
  }

  private mutating func select(_ operand: Type, _ field: String, at place: Range<Int>) -> Type {
    let operand = substitution.head(operand)
    switch operand {
    case .dyn, .error: return operand
    case .parameter:
      if let variable = Substitution.variable(operand) { substitution.bind(variable, .dyn) }
      return .dyn
    case .nullable(let inner):
      if !isFlow { report(.nullable("`.\(field)`", nil, place, isFlow: false)) }
      return select(inner, field, at: place).orNull
    case .null where isFlow: return .null
    case .optional(let inner): return .optional(select(inner, field, at: place))
    case .map(_, let value): return value
    case .object(let object), .reference(let object, _): return self.field(field, of: object, at: place)
    default:
      report(.noFields(field, operand, place, isFlow: isFlow))
      return .error
    }
  }

  mutating func field(_ name: String, of object: ObjectType, at place: Range<Int>) -> Type {
    if let type = object.field(name) { return type }
    if object.isOpen { return .dyn }
    report(.undeclaredField(name, of: object, place))
    return .error
  }

  /// `has(operand.field)`.
  mutating func test(_ operand: Expr, _ field: String, _ expression: Expr) -> Type {
    let type = check(operand)
    // The node stands for the whole of `has(operand.field)`.
    let start = min(operand.range.upperBound + 1, expression.range.upperBound)
    let end = min(start + field.unicodeScalars.count, expression.range.upperBound)
    _ = select(isFlow ? type.withoutNull : type, field, at: start..<end)
    return .bool
  }

  /// The field's own characters at the end of a selection.
  static func place(of field: String, in expression: Expr) -> Range<Int> {
    let end = expression.range.upperBound
    return max(expression.range.lowerBound, end - field.unicodeScalars.count)..<end
  }
}

extension Type {
  /// Whether fields are selected of it as a record's.
  var isRecord: Bool {
    switch self {
    case .object, .reference, .map: true
    default: false
    }
  }
}
