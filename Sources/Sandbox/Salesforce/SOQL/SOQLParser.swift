/// Parses a query (salesforce.md 3.2).
struct SOQLParser {
  private let text: String
  private let tokens: [SOQLToken]
  private var position = 0

  static func parse(_ text: String) throws(Rejection) -> SOQLQuery {
    guard text.utf8.count <= 100_000 else { throw Rejection("MALFORMED_QUERY", "SOQL statements cannot be longer than 100000 characters.") }
    var lexer = SOQLLexer(text)
    var parser = SOQLParser(text: text, tokens: try lexer.tokens())
    let query = try parser.query(isNested: false)
    guard parser.current.kind == .end else { throw parser.unexpected() }
    return query
  }

  private init(text: String, tokens: [SOQLToken]) {
    self.text = text
    self.tokens = tokens
  }

  // MARK: tokens

  private var current: SOQLToken { tokens[position] }

  private func unexpected() -> Rejection { Rejection("MALFORMED_QUERY", "unexpected token: '\(current.shown)'") }

  private mutating func advance() { if position < tokens.count - 1 { position += 1 } }

  private func isWord(_ word: String, ahead: Int = 0) -> Bool {
    guard position + ahead < tokens.count, case .word(let text) = tokens[position + ahead].kind else { return false }
    return text.uppercased() == word
  }

  private func isSymbol(_ symbol: String, ahead: Int = 0) -> Bool {
    position + ahead < tokens.count && tokens[position + ahead].kind == .symbol(symbol)
  }

  private mutating func take(_ word: String) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  private mutating func takeSymbol(_ symbol: String) -> Bool {
    guard isSymbol(symbol) else { return false }
    advance()
    return true
  }

  private mutating func expect(_ word: String) throws(Rejection) {
    guard take(word) else { throw unexpected() }
  }

  private mutating func expectSymbol(_ symbol: String) throws(Rejection) {
    guard takeSymbol(symbol) else { throw unexpected() }
  }

  private mutating func name() throws(Rejection) -> String {
    guard case .word(let text) = current.kind else { throw unexpected() }
    advance()
    return text
  }

  // MARK: the statement

  private mutating func query(isNested: Bool) throws(Rejection) -> SOQLQuery {
    var query = SOQLQuery(text: text)
    try expect("SELECT")
    repeat { query.select.append(try selectItem()) } while takeSymbol(",")
    try expect("FROM")
    query.objectOffset = current.offset
    query.object = try name()
    while takeSymbol(".") { query.object += "." + (try name()) }
    if let alias = alias() { query.aliases[alias] = [] }
    while takeSymbol(",") {
      var path = [try name()]
      while takeSymbol(".") { path.append(try name()) }
      if let first = path.first?.lowercased(), let known = query.aliases[first] { path = known + path.dropFirst() }
      if let alias = alias() { query.aliases[alias] = path }
    }
    if take("USING") {
      try expect("SCOPE")
      _ = try name()
    }
    if take("WHERE") { query.condition = try disjunction() }
    if take("WITH") { try security() }
    if take("GROUP") {
      try expect("BY")
      if (isWord("ROLLUP") || isWord("CUBE")) && isSymbol("(", ahead: 1) {
        throw Rejection("MALFORMED_QUERY", "GROUP BY ROLLUP and CUBE are not part of the sandbox: group by the fields themselves")
      }
      repeat { query.groupBy.append(try field()) } while takeSymbol(",")
      if take("HAVING") { query.having = try disjunction() }
    }
    if take("ORDER") {
      try expect("BY")
      repeat { query.orderBy.append(try order()) } while takeSymbol(",")
    }
    if take("LIMIT") { query.limit = try count() }
    if take("OFFSET") { query.offset = try count() }
    if take("FOR") { guard take("VIEW") || take("REFERENCE") || take("UPDATE") else { throw unexpected() } }
    if let offset = query.offset, offset > 2000 {
      throw Rejection("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000")
    }
    return query
  }

  private mutating func alias() -> String? {
    _ = take("AS")
    guard case .word(let word) = current.kind, !Self.clauses.contains(word.uppercased()) else { return nil }
    advance()
    return word.lowercased()
  }

  private static let clauses: Set<String> = [
    "WHERE", "WITH", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FOR", "USING", "AS",
  ]

  private mutating func security() throws(Rejection) {
    guard take("SECURITY_ENFORCED") || take("USER_MODE") || take("SYSTEM_MODE") else { throw unexpected() }
  }

  private mutating func count() throws(Rejection) -> Int {
    guard case .number(let text) = current.kind, let number = Int(text), number >= 0 else { throw unexpected() }
    advance()
    return number
  }

  private mutating func selectItem() throws(Rejection) -> SelectItem {
    if takeSymbol("(") {
      let query = try query(isNested: true)
      try expectSymbol(")")
      return .children(query)
    }
    if isWord("TYPEOF"), !isSymbol(".", ahead: 1) { return try typeOf() }
    if isWord("FIELDS"), isSymbol("(", ahead: 1) {
      let offset = current.offset
      advance()
      advance()
      let kind = try name().uppercased()
      try expectSymbol(")")
      guard ["ALL", "CUSTOM", "STANDARD"].contains(kind) else { throw Rejection("MALFORMED_QUERY", "unexpected token: '\(kind)'") }
      return .fields(kind, offset: offset)
    }
    let field = try field()
    var alias: String?
    if case .word(let word) = current.kind, word.uppercased() != "FROM" {
      alias = word
      advance()
    }
    return Self.aggregates.contains(field.function ?? "") ? .aggregate(field, alias: alias) : .field(field, alias: alias)
  }

  private static let aggregates: Set<String> = ["COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX"]
  private static let functions: Set<String> = aggregates.union([
    "CALENDAR_YEAR", "CALENDAR_QUARTER", "CALENDAR_MONTH", "DAY_IN_MONTH", "DAY_IN_WEEK", "DAY_IN_YEAR", "DAY_ONLY", "HOUR_IN_DAY",
    "FISCAL_YEAR", "FISCAL_QUARTER", "FISCAL_MONTH", "TOLABEL", "FORMAT", "CONVERTCURRENCY", "CONVERTTIMEZONE",
  ])

  private mutating func typeOf() throws(Rejection) -> SelectItem {
    try expect("TYPEOF")
    let relation = try field()
    var cases: [(object: String, fields: [SOQLField])] = []
    while take("WHEN") {
      let object = try name()
      try expect("THEN")
      cases.append((object, try fields()))
    }
    let otherwise = take("ELSE") ? try fields() : []
    try expect("END")
    return .typeOf(relation, cases: cases, otherwise: otherwise)
  }

  private mutating func fields() throws(Rejection) -> [SOQLField] {
    var fields: [SOQLField] = []
    repeat { fields.append(try field()) } while takeSymbol(",")
    return fields
  }

  private mutating func field() throws(Rejection) -> SOQLField {
    let offset = current.offset
    let first = try name()
    if isSymbol("("), Self.functions.contains(first.uppercased()) {
      advance()
      if takeSymbol(")") {
        guard first.uppercased() == "COUNT" else { throw unexpected() }
        return SOQLField(path: [], function: "COUNT", offset: offset)
      }
      var inner = try field()
      try expectSymbol(")")
      inner.function = inner.function.map { _ in first.uppercased() } ?? first.uppercased()
      inner.offset = offset
      return inner
    }
    var path = [first]
    while takeSymbol(".") { path.append(try name()) }
    return SOQLField(path: path, offset: offset)
  }

  private mutating func order() throws(Rejection) -> SOQLOrder {
    var order = SOQLOrder(field: try field())
    if take("DESC") { order.descending = true } else { _ = take("ASC") }
    if take("NULLS") {
      if take("LAST") { order.nullsLast = true } else { try expect("FIRST") }
    }
    return order
  }

  // MARK: conditions

  private mutating func disjunction() throws(Rejection) -> SOQLCondition {
    let first = try unary()
    if isWord("AND") {
      var terms = [first]
      while take("AND") { terms.append(try unary()) }
      // SOQL wants parentheses where AND and OR meet.
      guard !isWord("OR") else { throw unexpected() }
      return .and(terms)
    }
    if isWord("OR") {
      var terms = [first]
      while take("OR") { terms.append(try unary()) }
      guard !isWord("AND") else { throw unexpected() }
      return .or(terms)
    }
    return first
  }

  private mutating func unary() throws(Rejection) -> SOQLCondition {
    if take("NOT") { return .not(try unary()) }
    if takeSymbol("(") {
      let inner = try disjunction()
      try expectSymbol(")")
      return inner
    }
    return try comparison()
  }

  private mutating func comparison() throws(Rejection) -> SOQLCondition {
    let field = try field()
    if case .symbol(let symbol) = current.kind, let comparison = SOQLOperator(rawValue: symbol) {
      advance()
      return .compare(field, comparison, try literal())
    }
    if take("LIKE") { return .compare(field, .like, try literal()) }
    let negated = take("NOT")
    if take("IN") {
      try expectSymbol("(")
      if isWord("SELECT") {
        let query = try query(isNested: true)
        try expectSymbol(")")
        return .join(field, negated: negated, query)
      }
      let values = try literals()
      return .member(field, negated: negated, values)
    }
    if !negated, isWord("INCLUDES") || isWord("EXCLUDES") {
      let excludes = isWord("EXCLUDES")
      advance()
      try expectSymbol("(")
      var values: [String] = []
      for literal in try literals() {
        guard case .string(let text) = literal else { throw unexpected() }
        values.append(try SOQLString.text(text))
      }
      return .includes(field, negated: excludes, values)
    }
    throw unexpected()
  }

  private mutating func literals() throws(Rejection) -> [SOQLLiteral] {
    var values: [SOQLLiteral] = []
    repeat { values.append(try literal()) } while takeSymbol(",")
    try expectSymbol(")")
    return values
  }

  private mutating func literal() throws(Rejection) -> SOQLLiteral {
    let token = current
    let literal: SOQLLiteral
    switch token.kind {
    case .string(let text): literal = .string(text)
    case .number(let text): literal = .number(Double(text) ?? 0)
    case .date(let date): literal = .date(date)
    case .datetime(let instant): literal = .datetime(instant)
    case .word(let word):
      let parts = word.uppercased().split(separator: ":")
      switch parts[0] {
      case "TRUE": literal = .bool(true)
      case "FALSE": literal = .bool(false)
      case "NULL": literal = .null
      case let name where SOQLPeriod.isKnown(String(name), hasCount: parts.count > 1):
        literal = .period(String(name), parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
      // `USD5000`, a currency literal.
      case let name where name.count > 3 && name.prefix(3).allSatisfy(\.isLetter) && Double(name.dropFirst(3)) != nil:
        literal = .number(Double(name.dropFirst(3)) ?? 0)
      default: throw unexpected()
      }
    default: throw unexpected()
    }
    advance()
    return literal
  }
}
