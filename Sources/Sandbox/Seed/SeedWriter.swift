/// Writes seeded records with the dates of their past, without the checks that a request needs.
struct SeedWriter {
  var user: String
  var created: Instant
  var modified: Instant

  @discardableResult
  func create(_ object: String, _ values: SandboxValue, in store: inout RecordStore) -> String {
    guard let table = store.table(object) else { return "" }
    let definition = table.definition
    var row = definition.fields.map { field -> SandboxValue in
      field.type == .boolean ? .bool(field.defaultFlag) : SandboxValue(field.picklist.first(where: \.isDefault)?.value)
    }
    var sent: Set<Int> = []
    for member in values.object?.members ?? [] {
      guard let position = definition.position(of: member.name) else { continue }
      row[position] = member.value
      sent.insert(position)
    }
    let id = store.nextID(object)
    row[0] = .string(id)
    var draft = Draft(definition: definition, values: row, sent: sent, isNew: true)
    draft["CreatedById"] = .string(user)
    draft["LastModifiedById"] = .string(user)
    draft["CreatedDate"] = .string(created.wholeSecond.salesforce)
    draft["LastModifiedDate"] = .string(modified.wholeSecond.salesforce)
    draft["SystemModstamp"] = .string(modified.wholeSecond.salesforce)
    // The data set keeps the rules; where it did not, the record would be missing and the data set's test tells.
    guard (try? RecordRules(writer: RecordWriter(user: user, now: modified)).apply(to: &draft, in: &store)) != nil else { return "" }
    store.append(object, Row(id: id, values: draft.values))
    return id
  }
}
