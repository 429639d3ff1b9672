/// Filters and orders the rows of one object.
struct GainsightQuery {
  let tenant: GainsightTenant
  let table: GainsightTable
  let settings: GainsightConfiguration

  typealias Test = ([SandboxValue]) -> Bool

  func path(_ name: String) throws(GainsightFailure) -> GainsightPath {
    var parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)[...]
    var object = table.object
    var steps: [(position: Int, target: String)] = []
    let unknown = GainsightFailure("GSOBJ_1002", "Field not found in object \(table.object.name): \(name)")
    while parts.count > 1, let relation = parts.popFirst() {
      guard let position = object.relation(relation), let target = object.fields[position].target, let next = tenant.table(target)?.object,
        steps.count < 3
      else { throw unknown }
      steps.append((position, target))
      object = next
    }
    guard let last = parts.first, let position = object.position(of: last) else { throw unknown }
    return GainsightPath(steps: steps, position: position, field: object.fields[position])
  }

  /// The rows that `where` admits. `nameKey` is `name` here and `fieldName` in the lists of Cockpit.
  func filtered(_ filter: SandboxValue?, nameKey: String) throws(GainsightFailure) -> [[SandboxValue]] {
    guard let filter = filter?.object, let conditions = filter["conditions"]?.array, !conditions.isEmpty else { return table.values }
    var tests: [String: Test] = [:]
    var narrowed: [String: [[SandboxValue]]] = [:]
    for condition in conditions {
      guard let alias = condition["alias"]?.string, tests[alias] == nil else {
        throw GainsightFailure("GSOBJ_1002", "Each condition has an alias of its own")
      }
      let parsed = try parse(condition, nameKey)
      tests[alias] = parsed.test
      narrowed[alias] = parsed.rows
    }
    guard let text = filter["expression"]?.string, !text.isEmpty else { throw GainsightFailure("GSOBJ_1002", "expression is missing in where") }
    if settings.strictExpressions, text.contains("(") { throw GainsightFailure("GSOBJ_1002", "Invalid expression: \(text)") }
    var expression = GainsightExpression(text: text, tests: tests)
    let test = try expression.parse()
    // A flat AND can start from the rows of any one index.
    let isFlat = !text.uppercased().contains("OR") && !text.contains("(")
    let start = isFlat ? narrowed.values.min { $0.count < $1.count } : nil
    return (start ?? table.values).filter(test)
  }

  private func parse(_ condition: SandboxValue, _ nameKey: String) throws(GainsightFailure) -> (test: Test, rows: [[SandboxValue]]?) {
    if nameKey == "fieldName", condition["associatedRecord"]?.bool == true { return (try associated(condition), nil) }
    guard let name = condition[nameKey]?.string, let text = condition["operator"]?.string,
      let comparison = GainsightOperator(rawValue: text.uppercased()),
      let values = condition["value"]?.array
    else { throw GainsightFailure("GSOBJ_1002", "A condition has \(nameKey), alias, operator and a list as value") }
    let path = try path(name)
    let matcher = GainsightMatcher(path: path, tenant: tenant)
    let test = try matcher.test(comparison, values)
    let tenant = tenant
    var rows: [[SandboxValue]]?
    if path.steps.isEmpty, table.isIndexed(path.position), comparison == .equal || comparison == .within, path.field.type != .picklist {
      rows = Set(values.compactMap(\.string)).sorted().flatMap { table.find(path.position, $0) }
    }
    return ({ row in test(path.stored(in: row, tenant)) }, rows)
  }

  // gainsight.md 5.2: a filter by linked record.
  private func associated(_ condition: SandboxValue) throws(GainsightFailure) -> Test {
    guard let position = table.object.position(of: "associatedRecords") else { throw GainsightFailure("GSOBJ_1002", "No linked records here") }
    let wanted = Set((condition["value"]?.array ?? []).compactMap(\.string))
    return { row in (row[position].array ?? []).contains { $0["recordId"]?.string.map(wanted.contains) ?? false } }
  }

  /// `orderBy` is an object whose key order is the sort order.
  func sorted(_ rows: [[SandboxValue]], by order: SandboxValue?) throws(GainsightFailure) -> [[SandboxValue]] {
    guard let order = order?.object, !order.isEmpty else { return rows }
    var keys: [(path: GainsightPath, descending: Bool)] = []
    for member in order.members {
      guard let direction = member.value.string?.lowercased(), direction == "asc" || direction == "desc" else {
        throw GainsightFailure("GSOBJ_1002", "orderBy gives asc or desc for each field")
      }
      keys.append((try path(member.name), direction == "desc"))
    }
    let keyed = rows.enumerated().map { index, row in (index: index, keys: keys.map { $0.path.stored(in: row, tenant) }, row: row) }
    return keyed.sorted { a, b in
      for (place, key) in keys.enumerated() {
        let comparison = QueryPlan.compare(a.keys[place], b.keys[place], descending: key.descending, nullsLast: false)
        if comparison != 0 { return comparison < 0 }
      }
      return a.index < b.index
    }.map(\.row)
  }
}

/// `A AND (B OR C)` over the aliases of conditions.
struct GainsightExpression {
  private var tokens: [String]
  private let tests: [String: GainsightQuery.Test]
  private let text: String

  init(text: String, tests: [String: GainsightQuery.Test]) {
    self.text = text
    self.tests = tests
    tokens = text.replacing("(", with: " ( ").replacing(")", with: " ) ").split(whereSeparator: \.isWhitespace).map(String.init).reversed()
  }

  mutating func parse() throws(GainsightFailure) -> GainsightQuery.Test {
    let test = try disjunction()
    guard tokens.isEmpty else { throw failure }
    return test
  }

  private var failure: GainsightFailure { GainsightFailure("GSOBJ_1002", "Invalid expression: \(text)") }

  private mutating func disjunction() throws(GainsightFailure) -> GainsightQuery.Test {
    var terms = [try conjunction()]
    while tokens.last?.uppercased() == "OR" {
      tokens.removeLast()
      terms.append(try conjunction())
    }
    return terms.count == 1 ? terms[0] : { [terms] row in terms.contains { $0(row) } }
  }

  private mutating func conjunction() throws(GainsightFailure) -> GainsightQuery.Test {
    var terms = [try term()]
    while tokens.last?.uppercased() == "AND" {
      tokens.removeLast()
      terms.append(try term())
    }
    return terms.count == 1 ? terms[0] : { [terms] row in terms.allSatisfy { $0(row) } }
  }

  private mutating func term() throws(GainsightFailure) -> GainsightQuery.Test {
    guard let token = tokens.popLast() else { throw failure }
    if token == "(" {
      let inner = try disjunction()
      guard tokens.popLast() == ")" else { throw failure }
      return inner
    }
    guard let test = tests[token] else { throw failure }
    return test
  }
}
