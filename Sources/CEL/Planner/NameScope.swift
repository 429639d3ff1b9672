internal import OrderedCollections

/// What names mean at one place of a formula: macro variables, then declared names through the container.
struct NameScope {
  let environment: Environment
  /// Macro variables in scope, the innermost last. Their indices are their places.
  private(set) var locals: [String] = []

  init(_ environment: Environment) { self.environment = environment }

  func local(_ name: String) -> Int? { locals.lastIndex(of: name) }

  /// Adds variables and gives the place of the first.
  mutating func push(_ names: [String]) -> Int {
    defer { locals += names }
    return locals.count
  }

  mutating func pop(_ count: Int) { locals.removeLast(count) }

  /// The spellings under which a name is looked for, in order: `a.b.x`, `a.x`, `x` in the container `a.b`. A leading dot keeps it out of the container.
  func candidates(_ name: String) -> [String] {
    if name.hasPrefix(".") { return [String(name.dropFirst())] }
    guard !environment.container.isEmpty else { return [name] }
    var prefix = environment.container.split(separator: ".")
    var names: [String] = []
    while !prefix.isEmpty {
      names.append(prefix.joined(separator: ".") + "." + name)
      prefix.removeLast()
    }
    return names + [name]
  }

  /// The declared variable that a name means.
  func variable(_ name: String) -> (slot: Int, name: String, type: Type)? {
    for candidate in candidates(name) {
      if let slot = environment.slot(of: candidate), let variable = environment.variables[candidate] {
        return (slot, candidate, variable.type)
      }
    }
    return nil
  }

  /// The type that a name means as a value: `int`, `google.protobuf.Timestamp`.
  func typeValue(_ name: String) -> Type? {
    for candidate in candidates(name) {
      if let type = environment.types[candidate] { return type }
    }
    return nil
  }

  /// The declared function that a name means.
  func function(_ name: String) -> Function? {
    for candidate in candidates(name) {
      if let function = environment.functions[candidate] { return function }
    }
    return nil
  }

  /// A name with dots that a chain of selections spells; nil if it is no such chain, or starts at a macro variable.
  func dottedName(_ expression: Expr) -> [String]? {
    switch expression.kind {
    case .identifier(let name): return local(name) == nil ? [name] : nil
    case .select(let operand, let field, false): return dottedName(operand).map { $0 + [field] }
    default: return nil
    }
  }

  /// What a call with a receiver means where the receiver is a namespace: `math.abs(x)`.
  func namespacedFunction(_ name: String, target: Expr) -> Function? {
    guard let path = dottedName(target), let function = function((path + [name]).joined(separator: ".")) else { return nil }
    return function.overloads.contains { !$0.isMember } ? function : nil
  }

  /// What a chain of selections means: a variable whose name is as long as possible, a type, and the fields selected of it.
  enum Meaning {
    case variable(slot: Int, name: String, type: Type, fields: Int)
    case type(Type)
    case nothing
  }

  func meaning(_ path: [String]) -> Meaning {
    for count in stride(from: path.count, through: 1, by: -1) {
      let name = path[..<count].joined(separator: ".")
      if let found = variable(name) {
        return .variable(slot: found.slot, name: found.name, type: found.type, fields: path.count - count)
      }
      if count == path.count, let type = typeValue(name) { return .type(type) }
    }
    return .nothing
  }
}
