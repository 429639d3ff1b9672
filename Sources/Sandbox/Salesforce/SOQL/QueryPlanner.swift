/// Checks a query against the schema and makes its plan.
struct QueryPlanner {
  let store: RecordStore
  let now: Instant
  let includesDeleted: Bool

  func plan(_ query: SOQLQuery) throws(Rejection) -> QueryPlan {
    guard let table = store.table(query.object) else { throw unsupported(query) }
    return try plan(query, over: table)
  }

  // The message of salesforce.md 3.3.
  private func unsupported(_ query: SOQLQuery) -> Rejection {
    let message =
      "sObject type '\(query.object)' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names."
    guard let any = store.table("Account")?.definition else { return Rejection("INVALID_TYPE", message) }
    return FieldResolver(store: store, definition: any, aliases: [:], text: query.text).located("INVALID_TYPE", query.objectOffset, message)
  }

  private func plan(_ query: SOQLQuery, over table: Table) throws(Rejection) -> QueryPlan {
    let resolver = FieldResolver(store: store, definition: table.definition, aliases: query.aliases, text: query.text)
    var plan = QueryPlan(table: table, query: query, resolver: resolver)
    if !query.isAggregate { plan.selection = try selection(query, resolver) }
    if let condition = query.condition {
      let compiler = ConditionCompiler(store: store, resolver: resolver, now: now, column: column)
      plan.test = try compiler.compile(condition)
      plan.candidates = compiler.candidates(condition, in: table)
    }
    if !query.isAggregate {
      for item in query.orderBy {
        let field = try resolver.resolve(item.field)
        if let definition = field.field, !definition.filterable {
          throw resolver.located("INVALID_FIELD", item.field.offset, "field '\(definition.name)' can not be sorted in a query call")
        }
        plan.order.append((field, item.descending, item.nullsLast))
      }
    }
    return plan
  }

  private func selection(_ query: SOQLQuery, _ resolver: FieldResolver) throws(Rejection) -> Selection {
    var selection = Selection()
    for item in query.select {
      switch item {
      case .field(let field, _): selection.add(try resolver.resolve(field))
      case .aggregate: break
      case .children(let inner): selection.nodes.append(try children(inner, of: resolver.definition))
      case .typeOf(let relation, let cases, let otherwise):
        selection.nodes.append(try typeOf(relation, cases, otherwise, resolver))
      case .fields(let kind, let offset):
        let isBounded = query.limit.map { $0 <= 200 } ?? false
        guard kind == "STANDARD" || isBounded else {
          throw resolver.located("MALFORMED_QUERY", offset, "The SOQL FIELDS function must have a LIMIT of at most 200")
        }
        for field in resolver.definition.fields where kind == "ALL" || field.custom == (kind == "CUSTOM") {
          selection.add(try resolver.resolve(SOQLField(path: [field.name], offset: offset)))
        }
      }
    }
    return selection
  }

  private func children(_ inner: SOQLQuery, of parent: ObjectDefinition) throws(Rejection) -> Selection.Node {
    let relation = (SalesforceSchema.children[parent.name] ?? []).first { child in
      child.field.childRelationship?.lowercased() == inner.object.lowercased()
    }
    guard let relation, let table = store.table(relation.object), let key = table.definition.position(of: relation.field.name) else {
      let resolver = FieldResolver(store: store, definition: parent, aliases: [:], text: inner.text)
      throw resolver.located(
        "INVALID_TYPE", inner.objectOffset,
        "Didn't understand relationship '\(inner.object)' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
      )
    }
    var query = inner
    query.object = table.definition.name
    let name = relation.field.childRelationship ?? inner.object
    return .children(relation: name, SubqueryPlan(foreignKey: key, plan: try plan(query, over: table)))
  }

  private func typeOf(
    _ relation: SOQLField, _ cases: [(object: String, fields: [SOQLField])], _ otherwise: [SOQLField], _ resolver: FieldResolver
  ) throws(Rejection) -> Selection.Node {
    let definition = resolver.definition
    guard relation.path.count == 1, let position = definition.relation(relation.path[0]), definition.fields[position].referenceTo.count > 1 else {
      throw resolver.located("INVALID_FIELD", relation.offset, "TYPEOF needs a relationship to several objects")
    }
    var found: [String: [(name: String, position: Int)]] = [:]
    for item in cases {
      guard let target = store.table(item.object)?.definition else {
        throw Rejection("INVALID_TYPE", "sObject type '\(item.object)' is not supported.")
      }
      let inner = FieldResolver(store: store, definition: target, aliases: [:], text: resolver.text)
      for field in item.fields {
        let resolved = try inner.resolve(field)
        found[target.name, default: []].append((resolved.name, resolved.position ?? 0))
      }
    }
    let name = definition.fields[position].relationshipName ?? relation.path[0]
    return .typeOf(relation: name, position: position, found, otherwise: otherwise.compactMap(\.path.last))
  }

  /// The values of a semi-join's column.
  private func column(_ query: SOQLQuery) throws(Rejection) -> (definition: FieldDefinition, values: Set<String>) {
    guard query.condition?.isJoin != true else { throw Rejection("MALFORMED_QUERY", "Nesting of semi join sub-selects is not supported") }
    guard query.limit == nil, query.orderBy.isEmpty, query.select.count == 1, case .field(let field, _)? = query.select.first else {
      throw Rejection("MALFORMED_QUERY", "A semi join sub-select has one column, and no ORDER BY, LIMIT or COUNT")
    }
    let plan = try plan(query)
    let resolved = try plan.resolver.resolve(field)
    guard let definition = resolved.field, definition.type == .id || definition.type == .reference else {
      throw Rejection("MALFORMED_QUERY", "The selected field '\(resolved.name)' of a semi join sub-select must be an id or a foreign key")
    }
    let context = QueryContext(store: store, version: "", includesDeleted: includesDeleted)
    return (definition, Set(plan.rows(context).compactMap { resolved.value($0, store).string }))
  }
}
