/// Creates, changes and deletes records under the rules that describe states (salesforce.md 10, number 10).
struct RecordWriter {
  /// The caller, to whom audit fields and owners default.
  var user: String
  var now: Instant
  /// `Sforce-Duplicate-Rule-Header: allowSave=true`.
  var allowsDuplicates = false
  /// True where the organisation has the alerting duplicate rule for contacts.
  var checksDuplicates = false

  func create(_ object: String, _ fields: SandboxObject, in store: inout RecordStore) throws(Rejection) -> String {
    let definition = try definition(object, in: store)
    guard definition.createable else {
      throw Rejection("INVALID_TYPE_FOR_OPERATION", "entity type cannot be inserted: \(definition.label)")
    }
    var values = definition.fields.map(Self.initial)
    let sent = try assign(fields, to: &values, of: definition, isNew: true, store)
    let missing = definition.fields.enumerated().filter { position, field in
      field.createable && !field.nillable && values[position].isNull && field.name != "OwnerId"
    }.map(\.element.name)
    guard missing.isEmpty else {
      throw Rejection("REQUIRED_FIELD_MISSING", "Required fields are missing: [\(missing.joined(separator: ", "))]", fields: missing)
    }
    let id = store.nextID(definition.name)
    values[0] = .string(id)
    var draft = Draft(definition: definition, values: values, sent: sent, isNew: true)
    stampCreation(&draft)
    stampChange(&draft)
    try finish(&draft, in: &store)
    store.append(definition.name, Row(id: id, values: draft.values))
    return id
  }

  func update(_ object: String, _ id: String, _ fields: SandboxObject, in store: inout RecordStore) throws(Rejection) {
    let definition = try definition(object, in: store)
    let id = try existing(definition, id, in: store)
    guard let row = store.row(id) else { return }
    guard definition.updateable else { throw Rejection("INVALID_TYPE_FOR_OPERATION", "entity type cannot be updated: \(definition.label)") }
    var values = row.values
    let sent = try assign(fields, to: &values, of: definition, isNew: false, store)
    let missing = definition.fields.enumerated().filter { position, field in
      sent.contains(position) && !field.nillable && values[position].isNull
    }.map(\.element.name)
    guard missing.isEmpty else {
      throw Rejection("REQUIRED_FIELD_MISSING", "Required fields are missing: [\(missing.joined(separator: ", "))]", fields: missing)
    }
    var draft = Draft(definition: definition, values: values, old: row.values, sent: sent, isNew: false)
    stampChange(&draft)
    try finish(&draft, in: &store)
    store.replace(definition.name, Row(id: id, values: draft.values))
  }

  /// Deletes a record, into the recycle bin or, with `isHard`, beyond it.
  func delete(_ object: String, _ id: String, isHard: Bool = false, in store: inout RecordStore) throws(Rejection) {
    let definition = try definition(object, in: store)
    guard definition.deletable else {
      throw Rejection("INVALID_TYPE_FOR_OPERATION", "entity type does not support delete: \(definition.label)")
    }
    let full = try existing(definition, id, in: store)
    remove(full, in: &store)
    guard isHard, var row = store.row(full) else { return }
    row.isErased = true
    store.replace(definition.name, row)
  }

  /// Puts a record into the recycle bin, and with it those that cannot be without it.
  private func remove(_ id: String, in store: inout RecordStore) {
    guard let table = store.table(ofID: id), var row = store.row(id), !row.isDeleted else { return }
    row.isDeleted = true
    var draft = Draft(definition: table.definition, values: row.values, old: row.values, sent: [], isNew: false)
    draft["IsDeleted"] = .bool(true)
    stampChange(&draft)
    row.values = draft.values
    store.replace(table.definition.name, row)
    for child in SalesforceSchema.children[table.definition.name] ?? [] where child.field.cascadeDelete {
      guard let children = store.table(child.object), let field = children.definition.position(of: child.field.name) else { continue }
      for position in children.find(field, .string(id)) { remove(children[position].id, in: &store) }
    }
  }

  private func definition(_ object: String, in store: RecordStore) throws(Rejection) -> ObjectDefinition {
    guard let definition = store.table(object)?.definition else {
      throw Rejection("INVALID_TYPE", "sObject type '\(object)' is not supported.")
    }
    return definition
  }

  /// The 18-character id of a record that is there (salesforce.md 5.2: MALFORMED_ID, NOT_FOUND, ENTITY_IS_DELETED).
  func existing(_ definition: ObjectDefinition, _ id: String, in store: RecordStore) throws(Rejection) -> String {
    guard let full = RecordID.canonical(id), full.hasPrefix(definition.keyPrefix) else {
      throw Rejection("MALFORMED_ID", "\(definition.label) ID: id value of incorrect type: \(id)", fields: ["Id"])
    }
    guard let row = store.row(full) else { throw Rejection("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id") }
    guard !row.isDeleted else { throw Rejection("ENTITY_IS_DELETED", "entity is deleted") }
    return full
  }

  private static func initial(_ field: FieldDefinition) -> SandboxValue {
    if field.type == .boolean { return .bool(field.defaultFlag) }
    return SandboxValue(field.picklist.first(where: \.isDefault)?.value)
  }

  private func stampCreation(_ draft: inout Draft) {
    draft["CreatedDate"] = .string(now.wholeSecond.salesforce)
    draft["CreatedById"] = .string(user)
  }

  private func stampChange(_ draft: inout Draft) {
    draft["LastModifiedDate"] = .string(now.wholeSecond.salesforce)
    draft["LastModifiedById"] = .string(user)
    draft["SystemModstamp"] = .string(now.wholeSecond.salesforce)
  }

  private func finish(_ draft: inout Draft, in store: inout RecordStore) throws(Rejection) {
    try RecordRules(writer: self).apply(to: &draft, in: &store)
    try checkUnique(draft, in: store)
  }

  private func checkUnique(_ draft: Draft, in store: RecordStore) throws(Rejection) {
    guard let table = store.table(draft.definition.name) else { return }
    for (position, field) in draft.definition.fields.enumerated() where field.unique && !draft.values[position].isNull {
      let other = table.find(position, draft.values[position]).map { table[$0] }.first { !$0.isDeleted && $0.id != draft.id }
      if let other {
        throw Rejection("DUPLICATE_VALUE", "duplicate value found: \(field.name) duplicates value on record with id: \(other.id.prefix(15))")
      }
    }
  }
}
