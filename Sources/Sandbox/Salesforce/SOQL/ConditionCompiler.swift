/// Turns a condition into a test of rows, and finds the rows that an index narrows it to.
struct ConditionCompiler {
  let store: RecordStore
  let resolver: FieldResolver
  let now: Instant
  /// Answers a semi-join: the values of the selected column.
  let column: (SOQLQuery) throws(Rejection) -> (definition: FieldDefinition, values: Set<String>)

  typealias Test = (Row) -> Bool

  func compile(_ condition: SOQLCondition) throws(Rejection) -> Test {
    switch condition {
    case .and(let terms):
      let tests = try compile(all: terms)
      return { row in tests.allSatisfy { $0(row) } }
    case .or(let terms):
      guard !terms.contains(where: \.isJoin) else {
        throw Rejection("MALFORMED_QUERY", "Semi join sub-selects are not allowed with the 'OR' operator")
      }
      let tests = try compile(all: terms)
      return { row in tests.contains { $0(row) } }
    case .not(let term):
      let test = try compile(term)
      return { row in !test(row) }
    case .compare(let field, let comparison, let literal):
      let resolved = try filterable(field)
      let test = try ValueTest(field: resolved, now: now).compare(comparison, literal)
      return read(resolved, test)
    case .member(let field, let negated, let literals):
      let resolved = try filterable(field)
      let test = try ValueTest(field: resolved, now: now).member(literals)
      return read(resolved) { test($0) != negated }
    case .includes(let field, let negated, let values):
      let resolved = try filterable(field)
      let wanted = values.map { Set($0.lowercased().split(separator: ";")) }
      return read(resolved) { value in
        let chosen = Set((value.string ?? "").lowercased().split(separator: ";"))
        return wanted.contains { $0.isSubset(of: chosen) } != negated
      }
    case .join(let field, let negated, let query):
      let resolved = try filterable(field)
      let inner = try column(query)
      guard resolved.field?.type == .id || resolved.field?.type == .reference || resolved.field == nil else {
        throw Rejection("MALFORMED_QUERY", "The left operand '\(resolved.name)' of a semi-join must be an id or a foreign key")
      }
      return read(resolved) { value in (value.string.map(inner.values.contains) ?? false) != negated }
    }
  }

  private func compile(all terms: [SOQLCondition]) throws(Rejection) -> [Test] {
    var tests: [Test] = []
    for term in terms { tests.append(try compile(term)) }
    return tests
  }

  private func read(_ field: ResolvedField, _ test: @escaping (SandboxValue) -> Bool) -> Test {
    if field.steps.isEmpty, field.function == nil, let position = field.position { return { row in test(row.values[position]) } }
    let store = store
    return { row in test(field.value(row, store)) }
  }

  private func filterable(_ field: SOQLField) throws(Rejection) -> ResolvedField {
    let resolved = try resolver.resolve(field)
    if let definition = resolved.field, !definition.filterable {
      throw resolver.located("INVALID_FIELD", field.offset, "field '\(definition.name)' can not be filtered in a query call")
    }
    return resolved
  }

  /// The positions of the rows that can fulfil the condition; nil where no index helps.
  func candidates(_ condition: SOQLCondition, in table: Table) -> [Int]? {
    switch condition {
    case .and(let terms): return terms.compactMap { candidates($0, in: table) }.min { $0.count < $1.count }
    case .or(let terms):
      var all: Set<Int> = []
      for term in terms {
        guard let some = candidates(term, in: table) else { return nil }
        all.formUnion(some)
      }
      return all.sorted()
    case .compare(let field, .equal, let literal): return find(field, [literal], in: table)
    case .member(let field, false, let literals): return find(field, literals, in: table)
    default: return nil
    }
  }

  private func find(_ field: SOQLField, _ literals: [SOQLLiteral], in table: Table) -> [Int]? {
    guard let resolved = try? resolver.resolve(field), resolved.steps.isEmpty, resolved.function == nil, let position = resolved.position,
      table.isIndexed(position), let definition = resolved.field
    else { return nil }
    var found: Set<Int> = []
    for literal in literals {
      guard case .string(let escaped) = literal, let text = try? SOQLString.text(escaped) else { return nil }
      let isID = definition.type == .id || definition.type == .reference
      guard let key = isID ? RecordID.canonical(text) : text else { return nil }
      found.formUnion(table.find(position, .string(key)))
    }
    return found.sorted()
  }
}

extension SOQLCondition {
  var isJoin: Bool {
    switch self {
    case .join: true
    case .not(let term): term.isJoin
    case .and(let terms), .or(let terms): terms.contains(where: \.isJoin)
    default: false
    }
  }
}
