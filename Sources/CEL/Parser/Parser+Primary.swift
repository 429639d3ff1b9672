extension Parser {
  static let keywords: Set<String> = ["true", "false", "null", "in"]
  static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void",
    "while",
  ]

  mutating func primary(negativeFrom sign: Int?) throws(SyntaxFailure) -> Expr {
    let start = sign ?? token.range.lowerBound
    let kind = token.kind
    switch kind {
    case .int(let digits): return try literal(start, try int(digits, isNegative: sign != nil, start))
    case .uint(let digits):
      guard let value = Scanner.magnitude(digits) else {
        throw SyntaxFailure(.badLiteral, token.range, "The number is beyond 64 bits.")
      }
      return try literal(start, .uint(value))
    case .double(let value): return try literal(start, .double(sign == nil ? value : -value))
    case .string(let text): return try literal(start, .string(text))
    case .bytes(let bytes): return try literal(start, .bytes(bytes))
    case .name(let name): return try named(name, start)
    case .symbol("."):
      position += 1
      guard case .name(let name) = token.kind, !Self.keywords.contains(name) else { throw unexpected("A name should follow the dot") }
      return try named("." + name, start)
    case .symbol("("):
      position += 1
      let inner = try expression()
      try expect(")", "to close the bracket")
      return inner
    case .symbol("["): return try list(start)
    case .symbol("{"): return try map(start)
    case .quotedName:
      throw SyntaxFailure(.syntax, token.range, "Back quotes are for field names after a dot.", hint: "Put text in double quotes.")
    case .symbol, .end: throw unexpected("A value should stand here")
    }
  }

  private mutating func literal(_ start: Int, _ value: Value) throws(SyntaxFailure) -> Expr {
    position += 1
    return try make(start, .literal(value))
  }

  private func int(_ digits: String, isNegative: Bool, _ start: Int) throws(SyntaxFailure) -> Value {
    let magnitude = Scanner.magnitude(digits)
    if let magnitude, magnitude <= UInt64(Int64.max) { return .int(isNegative ? -Int64(magnitude) : Int64(magnitude)) }
    if isNegative, magnitude == Int64.min.magnitude { return .int(.min) }
    throw SyntaxFailure(.badLiteral, start..<token.range.upperBound, "The number is beyond 64 bits.", hint: "Write it with a decimal point.")
  }

  private mutating func named(_ name: String, _ start: Int) throws(SyntaxFailure) -> Expr {
    switch name {
    case "true": return try literal(start, .bool(true))
    case "false": return try literal(start, .bool(false))
    case "null": return try literal(start, .null)
    case "in": throw unexpected("A value should stand here")
    default: break
    }
    let plain = name.hasPrefix(".") ? String(name.dropFirst()) : name
    if Self.reserved.contains(plain) {
      throw SyntaxFailure(.reservedWord, token.range, "`\(plain)` is a reserved word and cannot be a name.")
    }
    position += 1
    if isAt("(") {
      let arguments = try self.arguments()
      return try call(name, target: nil, arguments, start)
    }
    let identifier = try make(start, .identifier(name))
    if isAt("{") {
      throw SyntaxFailure(.syntax, token.range, "There are no messages: an object has no name before `{`.", hint: "Write `{\"field\": value}`.")
    }
    return identifier
  }

  private mutating func list(_ start: Int) throws(SyntaxFailure) -> Expr {
    position += 1
    var elements: [Expr] = []
    var optionals: Set<Int> = []
    while !isAt("]") {
      if take("?") { optionals.insert(elements.count) }
      elements.append(try expression())
      guard take(",") else { break }
    }
    try expect("]", "to close the list")
    return try make(start, .list(elements, optionals: optionals))
  }

  private mutating func map(_ start: Int) throws(SyntaxFailure) -> Expr {
    position += 1
    var entries: [Expr.Entry] = []
    while !isAt("}") {
      let isOptional = take("?")
      let key = try expression()
      try expect(":", "between key and value")
      entries.append(Expr.Entry(key: key, value: try expression(), isOptional: isOptional))
      guard take(",") else { break }
    }
    try expect("}", "to close the map")
    return try make(start, .map(entries))
  }
}
