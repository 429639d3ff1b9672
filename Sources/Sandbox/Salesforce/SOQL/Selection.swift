/// The shape of the records that a query answers.
struct Selection {
  indirect enum Node {
    case field(ResolvedField, key: String)
    case parent(relation: String, step: ResolvedField.Step, Selection)
    case children(relation: String, SubqueryPlan)
    case typeOf(relation: String, position: Int, [String: [(name: String, position: Int)]], otherwise: [String])
  }

  var nodes: [Node] = []

  /// Adds a field; parents that several fields share become one object.
  mutating func add(_ field: ResolvedField) {
    guard let step = field.steps.first else {
      let isThere = nodes.contains { node in
        if case .field(let other, _) = node { other.name == field.name } else { false }
      }
      if !isThere { nodes.append(.field(field, key: field.name)) }
      return
    }
    var rest = field
    rest.steps.removeFirst()
    for index in nodes.indices {
      guard case .parent(let relation, let known, var inner) = nodes[index], relation == step.relation else { continue }
      inner.add(rest)
      nodes[index] = .parent(relation: relation, step: known, inner)
      return
    }
    var inner = Selection()
    inner.add(rest)
    nodes.append(.parent(relation: step.relation, step: step, inner))
  }

  func record(_ row: Row, _ context: QueryContext) -> SandboxValue {
    let name = context.store.table(ofID: row.id)?.definition.name ?? ""
    var object = SandboxObject([("attributes", RecordJSON.attributes(name, row.id, context.version))])
    for node in nodes {
      switch node {
      case .field(let field, let key): object.append(key, field.last(row, context.store))
      case .parent(let relation, let step, let inner):
        // salesforce.md 3.1: a null parent is null, and its fields are not there.
        let parent = row.values[step.position].string.flatMap { context.store.row($0) }
        object.append(relation, parent.map { inner.record($0, context) } ?? .null)
      case .children(let relation, let plan): object.append(relation, plan.value(of: row, context))
      case .typeOf(let relation, let position, let cases, let otherwise):
        object.append(relation, typeOf(row, position, cases, otherwise, context))
      }
    }
    return .object(object)
  }

  private func typeOf(
    _ row: Row, _ position: Int, _ cases: [String: [(name: String, position: Int)]], _ otherwise: [String], _ context: QueryContext
  ) -> SandboxValue {
    guard let id = row.values[position].string, let parent = context.store.row(id), let table = context.store.table(ofID: id) else { return .null }
    var object = SandboxObject([("attributes", RecordJSON.attributes(table.definition.name, id, context.version))])
    if let fields = cases[table.definition.name] {
      for field in fields { object.append(field.name, parent.values[field.position]) }
    } else {
      for name in otherwise {
        let found = table.definition.position(of: name)
        object.append(found.map { table.definition.fields[$0].name } ?? name, found.map { parent.values[$0] } ?? .null)
      }
    }
    return .object(object)
  }
}

/// A subselect over the children of each row.
struct SubqueryPlan {
  let foreignKey: Int
  let plan: QueryPlan

  // salesforce.md 3.1: a nested set has its own size; an empty one is null.
  func value(of row: Row, _ context: QueryContext) -> SandboxValue {
    let rows = plan.rows(among: plan.table.find(foreignKey, .string(row.id)), context)
    guard !rows.isEmpty else { return .null }
    let records = rows.map { plan.selection.record($0, context) }
    return ["totalSize": .int(records.count), "done": true, "records": .array(records)]
  }
}

/// What a running query reads from.
struct QueryContext {
  let store: RecordStore
  let version: String
  /// True for queryAll.
  let includesDeleted: Bool
}
