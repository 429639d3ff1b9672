extension RecordWriter {
  /// Puts the fields of a request into a record; gives the positions that were sent.
  func assign(
    _ fields: SandboxObject, to values: inout [SandboxValue], of definition: ObjectDefinition, isNew: Bool, _ store: RecordStore
  ) throws(Rejection) -> Set<Int> {
    var sent: Set<Int> = []
    var errors: [RecordError] = []
    for member in fields.members where member.name.lowercased() != "attributes" {
      do throws(Rejection) {
        let (position, value) = try assignment(member, of: definition, isNew: isNew, store)
        values[position] = value
        sent.insert(position)
      } catch {
        if error.isWholeRequest { throw error }
        errors += error.errors
      }
    }
    guard errors.isEmpty else {
      // Whatever the code, the fault is in the body: 400 (salesforce.md 5.2).
      var rejection = Rejection(errors)
      rejection.status = 400
      throw rejection
    }
    return sent
  }

  private func assignment(
    _ member: SandboxObject.Member, of definition: ObjectDefinition, isNew: Bool, _ store: RecordStore
  ) throws(Rejection) -> (Int, SandboxValue) {
    if let position = definition.position(of: member.name) {
      let field = definition.fields[position]
      guard isNew ? field.createable : field.updateable else {
        let message =
          "Unable to create/update fields: \(field.name). Please check the security settings of this field and verify that it is read/write for your profile or permission set."
        throw Rejection("INVALID_FIELD_FOR_INSERT_UPDATE", message, fields: [field.name])
      }
      let value = try Coercion(field: field).stored(member.value)
      return (position, field.type == .reference ? try reference(field, value, store) : value)
    }
    if let position = definition.relation(member.name), let parent = member.value.object {
      return (position, try self.parent(definition.fields[position], parent, store))
    }
    throw Rejection("INVALID_FIELD", "No such column '\(member.name)' on sobject of type \(definition.name)")
  }

  private func reference(_ field: FieldDefinition, _ value: SandboxValue, _ store: RecordStore) throws(Rejection) -> SandboxValue {
    guard let text = value.string else { return .null }
    guard let id = RecordID.canonical(text), let table = store.table(ofID: id), field.referenceTo.contains(table.definition.name) else {
      // Queues own cases and tasks, and the sandbox has none: such an id is well formed and refers to nothing.
      if let id = RecordID.canonical(text), field.name == "OwnerId", id.hasPrefix("00G") {
        throw Rejection("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", fields: [field.name])
      }
      throw Rejection("MALFORMED_ID", "\(field.label): id value of incorrect type: \(text)", fields: [field.name])
    }
    guard let row = table.row(id) else { throw Rejection("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", fields: [field.name]) }
    guard !row.isDeleted else { throw Rejection("ENTITY_IS_DELETED", "entity is deleted", fields: [field.name], status: 400) }
    return .string(id)
  }

  /// `"Account": {"Ext_Id__c": "A-1"}`: the parent by an external id (salesforce.md 2.2).
  private func parent(_ field: FieldDefinition, _ parent: SandboxObject, _ store: RecordStore) throws(Rejection) -> SandboxValue {
    let keys = parent.members.filter { $0.name.lowercased() != "attributes" }
    guard field.referenceTo.count == 1, let target = field.referenceTo.first, let table = store.table(target), keys.count == 1,
      let key = keys.first, let position = table.definition.position(of: key.name)
    else {
      let name = keys.first?.name ?? ""
      throw Rejection("INVALID_FIELD", "Foreign key external ID field \(name) is not usable for field \(field.name)", fields: [field.name])
    }
    let definition = table.definition.fields[position]
    guard definition.type == .id || definition.externalId || definition.idLookup else {
      throw Rejection("INVALID_FIELD", "\(definition.name) is not an external ID or indexed field on \(target)", fields: [field.name])
    }
    let found = table.find(position, key.value).map { table[$0] }.filter { !$0.isDeleted }
    guard let row = found.first, found.count == 1 else {
      let shown = key.value.string ?? key.value.json
      throw Rejection(
        found.isEmpty ? "INVALID_FIELD" : "DUPLICATE_EXTERNAL_ID",
        found.isEmpty
          ? "Foreign key external ID: \(shown.lowercased()) not found for field \(definition.name) in entity \(target)"
          : "Foreign key external ID: \(shown) matches \(found.count) records of \(target)", fields: [])
    }
    return .string(row.id)
  }
}
