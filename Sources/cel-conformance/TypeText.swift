internal import CEL

/// Types in the cases' spelling: `list(int)`, `map(string, dyn)`, `<A>`.
enum TypeText {
  static func text(_ type: Type) -> String {
    switch type {
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .list(let element): "list(\(text(element)))"
    case .map(let key, let value): "map(\(text(key)), \(text(value)))"
    case .type(.dyn): "type"
    case .type(let type): "type(\(text(type)))"
    case .optional(let type): "optional_type(\(text(type)))"
    case .opaque(let name, let arguments) where !arguments.isEmpty: "\(name)(\(arguments.map(text).joined(separator: ", ")))"
    default: type.description
    }
  }

  static func type(_ text: String) throws(CaseError) -> Type {
    var rest = Substring(text)
    let type = try read(&rest)
    guard rest.isEmpty else { throw CaseError(message: "`\(text)` is no type.") }
    return type
  }

  private static func read(_ rest: inout Substring) throws(CaseError) -> Type {
    if rest.hasPrefix("<") {
      let name = rest.dropFirst().prefix { $0 != ">" }
      rest = rest.dropFirst(name.count + 2)
      return .parameter(String(name))
    }
    let name = String(rest.prefix { !"(),".contains($0) })
    rest = rest.dropFirst(name.count)
    var arguments: [Type] = []
    if rest.hasPrefix("(") {
      repeat {
        rest = rest.dropFirst()
        rest = rest.drop { $0 == " " }
        arguments.append(try read(&rest))
      } while rest.hasPrefix(",")
      guard rest.hasPrefix(")") else { throw CaseError(message: "A type's bracket is not closed.") }
      rest = rest.dropFirst()
    }
    return named(name, arguments)
  }

  private static let simple: [String: Type] = [
    "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes, "null_type": .null, "dyn": .dyn,
    "timestamp": .timestamp, "duration": .duration, "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
    "type": .type(.dyn), "list": .list(.dyn), "map": .map(.dyn, .dyn),
  ]

  private static func named(_ name: String, _ arguments: [Type]) -> Type {
    switch (name, arguments.count) {
    case ("list", 1): .list(arguments[0])
    case ("map", 2): .map(arguments[0], arguments[1])
    case ("type", 1): .type(arguments[0])
    case ("optional_type", 1): .optional(arguments[0])
    default: arguments.isEmpty ? simple[name] ?? .opaque(name, []) : .opaque(name, arguments)
    }
  }
}
