/// `/composite/tree/{T}` (salesforce.md 4.1): up to 200 new records with their children, all or none.
struct TreeResource {
  let call: DataCall

  func reply() throws(Rejection) -> Reply {
    guard call.request.method == "POST", call.path.count == 3 else { throw call.notAllowed("POST") }
    let table = try call.object(call.path[2])
    guard let records = try call.jsonObject()["records"]?.array else { throw .unparsable("The records are missing at [line:1, column:1]") }
    var results: [SandboxValue] = []
    var failures: [SandboxValue] = []
    let mark = call.world.org.store.mark()
    for record in records { try create(record, table.definition, parent: nil, depth: 1, &results, &failures) }
    guard results.count + failures.count <= 200 else {
      call.world.org.store.rollBack(to: mark)
      throw Rejection("LIMIT_EXCEEDED", "A tree has at most 200 records")
    }
    guard failures.isEmpty else {
      call.world.org.store.rollBack(to: mark)
      return .json(["hasErrors": true, "results": .array(failures)], status: 400).noting(.create, table.definition.name, records: 0)
    }
    return .json(["hasErrors": false, "results": .array(results)], status: 201)
      .noting(.create, table.definition.name, records: results.count)
  }

  private func create(
    _ record: SandboxValue, _ definition: ObjectDefinition, parent: (field: String, id: String)?, depth: Int, _ results: inout [SandboxValue],
    _ failures: inout [SandboxValue]
  ) throws(Rejection) {
    guard var fields = record.object, let reference = fields.folded("attributes")?["referenceId"]?.string, depth <= 5 else {
      throw Rejection("INVALID_INPUT", "Each record of a tree has attributes.type and attributes.referenceId, in at most 5 levels")
    }
    var children: [(relation: (object: String, field: FieldDefinition), records: [SandboxValue])] = []
    for relation in SalesforceSchema.children[definition.name] ?? [] {
      guard let name = relation.field.childRelationship, let nested = fields[name]?["records"]?.array else { continue }
      children.append((relation, nested))
      fields[name] = nil
    }
    if let parent { fields[parent.field] = .string(parent.id) }
    do throws(Rejection) {
      let values = fields
      let id = try call.attempt(nil) { () throws(Rejection) in try call.writer.create(definition.name, values, in: &call.world.org.store) }
      results.append(["referenceId": .string(reference), "id": .string(id)])
      for child in children {
        guard let target = call.world.org.store.table(child.relation.object)?.definition else { continue }
        for record in child.records { try create(record, target, parent: (child.relation.field.name, id), depth: depth + 1, &results, &failures) }
      }
    } catch {
      if error.isWholeRequest { throw error }
      failures.append(["referenceId": .string(reference), "errors": .array(error.errors.map(\.item))])
    }
  }
}
