/// Runs a query with aggregates: groups, HAVING, order (salesforce.md 3.1, aggregate rows).
struct Aggregation {
  let plan: QueryPlan
  let now: Instant

  private struct Column {
    var key: String
    var field: SOQLField
    var resolved: ResolvedField?
  }

  func records(_ context: QueryContext) throws(Rejection) -> [SandboxValue] {
    let columns = try columns()
    let groups = try groups(context)
    var having: ((([Row]) -> Bool))?
    if let condition = plan.query.having { having = try test(condition, context) }
    var answers: [(rows: [Row], value: SandboxValue)] = []
    for rows in groups where having?(rows) ?? true {
      var object = SandboxObject([("attributes", ["type": "AggregateResult"])])
      for column in columns { object.append(column.key, value(column.field, column.resolved, rows, context)) }
      answers.append((rows, .object(object)))
    }
    try sort(&answers, context)
    let skipped = answers.dropFirst(plan.query.offset ?? 0)
    return skipped.prefix(plan.query.limit ?? Int.max).map(\.value)
  }

  private func columns() throws(Rejection) -> [Column] {
    var columns: [Column] = []
    var unnamed = 0
    for item in plan.query.select {
      switch item {
      case .aggregate(let field, let alias):
        let resolved = field.path.isEmpty ? nil : try plan.resolver.resolve(field)
        columns.append(Column(key: alias ?? "expr\(unnamed)", field: field, resolved: resolved))
        if alias == nil { unnamed += 1 }
      case .field(let field, let alias):
        guard plan.query.groupBy.contains(field) else {
          throw Rejection("MALFORMED_QUERY", "Field must be grouped or aggregated: \(field.path.joined(separator: "."))")
        }
        let resolved = try plan.resolver.resolve(field)
        columns.append(Column(key: alias ?? (field.function == nil ? resolved.name : "expr\(unnamed)"), field: field, resolved: resolved))
        if alias == nil, field.function != nil { unnamed += 1 }
      default: throw Rejection("MALFORMED_QUERY", "A grouped query selects fields and aggregates only")
      }
    }
    return columns
  }

  private func groups(_ context: QueryContext) throws(Rejection) -> [[Row]] {
    let rows = QueryPlan(
      table: plan.table, query: SOQLQuery(text: plan.query.text), resolver: plan.resolver, test: plan.test, candidates: plan.candidates
    ).rows(context)
    guard !plan.query.groupBy.isEmpty else { return [rows] }
    var fields: [ResolvedField] = []
    for field in plan.query.groupBy {
      let resolved = try plan.resolver.resolve(field)
      if let definition = resolved.field, !definition.filterable || definition.type == .datetime && field.function == nil {
        throw plan.resolver.located("MALFORMED_QUERY", field.offset, "field '\(definition.name)' can not be grouped in a query call")
      }
      fields.append(resolved)
    }
    var order: [[SandboxValue]] = []
    var groups: [[SandboxValue]: [Row]] = [:]
    for row in rows {
      let key = fields.map { $0.value(row, context.store) }
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(row)
    }
    return order.compactMap { groups[$0] }
  }

  private func value(_ field: SOQLField, _ resolved: ResolvedField?, _ rows: [Row], _ context: QueryContext) -> SandboxValue {
    guard let resolved else { return .int(rows.count) }
    let values = rows.map { resolved.value($0, context.store) }.filter { !$0.isNull }
    switch field.function {
    case "COUNT": return .int(values.count)
    case "COUNT_DISTINCT": return .int(Set(values.map { $0.string.map { .string($0.lowercased()) } ?? $0 }).count)
    case "SUM": return values.isEmpty ? .null : .double(values.compactMap(\.double).reduce(0, +))
    case "AVG": return values.isEmpty ? .null : .double(values.compactMap(\.double).reduce(0, +) / Double(values.count))
    case "MIN": return values.min { QueryPlan.compare($0, $1, descending: false, nullsLast: false) < 0 } ?? .null
    case "MAX": return values.max { QueryPlan.compare($0, $1, descending: false, nullsLast: false) < 0 } ?? .null
    default: return rows.first.map { resolved.value($0, context.store) } ?? .null
    }
  }

  private func test(_ condition: SOQLCondition, _ context: QueryContext) throws(Rejection) -> ([Row]) -> Bool {
    switch condition {
    case .and(let terms):
      var tests: [([Row]) -> Bool] = []
      for term in terms { tests.append(try test(term, context)) }
      return { rows in tests.allSatisfy { $0(rows) } }
    case .or(let terms):
      var tests: [([Row]) -> Bool] = []
      for term in terms { tests.append(try test(term, context)) }
      return { rows in tests.contains { $0(rows) } }
    case .not(let term):
      let inner = try test(term, context)
      return { !inner($0) }
    case .compare(let field, let comparison, let literal):
      let resolved = try resolvedForHaving(field)
      let test = try ValueTest(field: resolved, now: now).compare(comparison, literal)
      return { rows in test(value(field, field.path.isEmpty ? nil : resolved, rows, context)) }
    case .member(let field, let negated, let literals):
      let resolved = try resolvedForHaving(field)
      let test = try ValueTest(field: resolved, now: now).member(literals)
      return { rows in test(value(field, field.path.isEmpty ? nil : resolved, rows, context)) != negated }
    case .join, .includes: throw Rejection("MALFORMED_QUERY", "HAVING compares aggregates and grouped fields only")
    }
  }

  private func resolvedForHaving(_ field: SOQLField) throws(Rejection) -> ResolvedField {
    if field.path.isEmpty { return ResolvedField(steps: [], position: nil, field: nil, name: "COUNT", function: "COUNT") }
    return try plan.resolver.resolve(field)
  }

  private func sort(_ answers: inout [(rows: [Row], value: SandboxValue)], _ context: QueryContext) throws(Rejection) {
    guard !plan.query.orderBy.isEmpty else { return }
    var keys: [(field: SOQLField, resolved: ResolvedField?, descending: Bool, nullsLast: Bool)] = []
    for item in plan.query.orderBy {
      keys.append((item.field, item.field.path.isEmpty ? nil : try plan.resolver.resolve(item.field), item.descending, item.nullsLast))
    }
    let keyed = answers.enumerated().map { index, answer in
      (index: index, keys: keys.map { value($0.field, $0.resolved, answer.rows, context) }, answer: answer)
    }
    answers = keyed.sorted { a, b in
      for (place, key) in keys.enumerated() {
        let comparison = QueryPlan.compare(a.keys[place], b.keys[place], descending: key.descending, nullsLast: key.nullsLast)
        if comparison != 0 { return comparison < 0 }
      }
      return a.index < b.index
    }.map(\.answer)
  }
}
