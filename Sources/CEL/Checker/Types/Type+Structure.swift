extension Type {
  /// Whether a type parameter or variable comes up in the type.
  var hasParameters: Bool {
    switch self {
    case .parameter: true
    case .list(let type), .type(let type), .optional(let type), .nullable(let type): type.hasParameters
    case .map(let key, let value): key.hasParameters || value.hasParameters
    case .opaque(_, let arguments): arguments.contains(where: \.hasParameters)
    default: false
    }
  }

  /// Whether `dyn` comes up in the type.
  var hasDynamicParts: Bool {
    switch self {
    case .dyn, .error, .parameter: true
    case .list(let type), .type(let type), .optional(let type), .nullable(let type), .reference(_, let type): type.hasDynamicParts
    case .map(let key, let value): key.hasDynamicParts || value.hasDynamicParts
    case .opaque(_, let arguments): arguments.contains(where: \.hasDynamicParts)
    default: false
    }
  }

  /// The names of a declaration's parameters in the type.
  var parameterNames: [String] {
    switch self {
    case .parameter(let name): name.hasPrefix("#") ? [] : [name]
    case .list(let type), .type(let type), .optional(let type), .nullable(let type): type.parameterNames
    case .map(let key, let value): key.parameterNames + value.parameterNames
    case .opaque(_, let arguments): arguments.flatMap(\.parameterNames)
    default: []
    }
  }

  func contains(_ other: Type) -> Bool {
    if self == other { return true }
    return switch self {
    case .list(let type), .type(let type), .optional(let type), .nullable(let type): type.contains(other)
    case .map(let key, let value): key.contains(other) || value.contains(other)
    case .opaque(_, let arguments): arguments.contains { $0.contains(other) }
    default: false
    }
  }

  /// The type with other types in place of its parameters and variables.
  func mapped(_ replace: (Type) -> Type) -> Type {
    switch self {
    case .parameter: replace(self)
    case .list(let type): .list(type.mapped(replace))
    case .type(let type): .type(type.mapped(replace))
    case .optional(let type): .optional(type.mapped(replace))
    case .nullable(let type): type.mapped(replace).orNull
    case .map(let key, let value): .map(key.mapped(replace), value.mapped(replace))
    case .opaque(let name, let arguments): .opaque(name, arguments.map { $0.mapped(replace) })
    default: self
    }
  }

  /// The type or null. `dyn` holds null already.
  var orNull: Type {
    switch self {
    case .nullable, .dyn, .null, .error: self
    default: .nullable(self)
    }
  }

  /// Without null.
  var withoutNull: Type {
    if case .nullable(let type) = self { type.withoutNull } else { self }
  }

  /// What stands for the value: of a reference its id.
  var asValue: Type {
    switch self {
    case .reference(_, let id): id
    case .nullable(let type): type.asValue.orNull
    default: self
    }
  }

  var isNullable: Bool {
    switch self {
    case .nullable, .null: true
    default: false
    }
  }

  var isNumber: Bool {
    switch self {
    case .int, .uint, .double: true
    default: false
    }
  }

  /// Text at run time.
  var isText: Bool {
    switch self {
    case .string, .date, .picklist: true
    default: false
    }
  }
}

extension ObjectType {
  /// Made from a map literal: known by its fields alone.
  var isAnonymous: Bool { name.isEmpty }

  /// Objects with a name are the same when their names are, though they may have been made anew.
  func isSame(as other: ObjectType) -> Bool { self === other || (!isAnonymous && name == other.name) }
}
