/// Reads a formula. Bounded in length and depth, so that no text can exhaust memory or stack.
struct Parser {
  let environment: Environment
  let tokens: [Token]
  var position = 0
  var nextID = 1
  var depth = 0
  var macroCalls: [Int: Expr] = [:]

  /// Chains such as `a + b + …` nest too, one level an operator, but cost the stack less than brackets do.
  static let chainFactor = 4

  static func parse(_ source: String, in environment: Environment) -> Result<ParsedExpression, SyntaxFailure> {
    do throws(SyntaxFailure) {
      let limit = environment.options.maximumLength
      // A code point has at most four bytes.
      let scalars = source.utf8.count > limit * 4 ? [] : Array(source.unicodeScalars)
      guard source.utf8.count <= limit * 4, scalars.count <= limit else {
        throw SyntaxFailure(.tooLong, 0..<0, "The formula is longer than \(limit) characters.", hint: "Split it into several.")
      }
      var parser = Parser(environment: environment, tokens: try Scanner.tokens(scalars))
      let root = try parser.whole()
      return .success(ParsedExpression(source: source, root: root, nodeCount: parser.nextID, macroCalls: parser.macroCalls))
    } catch {
      return .failure(error)
    }
  }

  private init(environment: Environment, tokens: [Token]) {
    self.environment = environment
    self.tokens = tokens
  }

  var token: Token { tokens[position] }

  private mutating func whole() throws(SyntaxFailure) -> Expr {
    if token.kind == .end { throw SyntaxFailure(.syntax, token.range, "The formula is empty.") }
    let root = try expression()
    guard token.kind == .end else { throw unexpected("The formula should end here") }
    return root
  }

  // MARK: Tokens

  func isAt(_ symbol: String) -> Bool { token.kind == .symbol(symbol) }

  mutating func take(_ symbol: String) -> Bool {
    guard isAt(symbol) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ symbol: String, _ purpose: String) throws(SyntaxFailure) {
    guard take(symbol) else { throw unexpected("`\(symbol)` is missing \(purpose)") }
  }

  func unexpected(_ expectation: String) -> SyntaxFailure {
    switch token.kind {
    case .end: return SyntaxFailure(.syntax, token.range, "\(expectation): the formula ends too early.")
    case .symbol(let symbol): return SyntaxFailure(.syntax, token.range, "\(expectation), not `\(symbol)`.")
    case .name(let name):
      let operators = ["and": "&&", "AND": "&&", "or": "||", "OR": "||"]
      if let symbol = operators[name] {
        return SyntaxFailure(.syntax, token.range, "`\(name)` is not an operator.", hint: "Write `\(symbol)`.", replacement: symbol)
      }
      return SyntaxFailure(.syntax, token.range, "\(expectation), not `\(name)`.")
    default: return SyntaxFailure(.syntax, token.range, "\(expectation).")
    }
  }

  /// Where the last taken token ended.
  var lastEnd: Int { position > 0 ? tokens[position - 1].range.upperBound : 0 }

  // MARK: Nodes

  mutating func make(_ start: Int, _ kind: Expr.Kind) throws(SyntaxFailure) -> Expr {
    defer { nextID += 1 }
    return try bounded(Expr(id: nextID, range: start..<max(start, lastEnd), kind))
  }

  func bounded(_ node: Expr) throws(SyntaxFailure) -> Expr {
    guard node.height <= environment.options.maximumDepth * Self.chainFactor else { throw tooDeep(node.range) }
    return node
  }

  func tooDeep(_ range: Range<Int>) -> SyntaxFailure {
    SyntaxFailure(.tooDeep, range, "The formula nests too deep.", hint: "Split it into several.")
  }

  mutating func nested<T>(_ body: (inout Parser) throws(SyntaxFailure) -> T) throws(SyntaxFailure) -> T {
    depth += 1
    defer { depth -= 1 }
    guard depth <= environment.options.maximumDepth else { throw tooDeep(token.range) }
    return try body(&self)
  }
}
