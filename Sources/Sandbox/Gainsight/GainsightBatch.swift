/// The records of one write while they are checked (gainsight.md 3.4).
struct GainsightBatch {
  let table: GainsightTable
  let world: World

  private var drafts: [[SandboxValue]] = []
  private var inserts: Set<String> = []
  private var errors: [[GainsightFailure.FieldError]] = []

  init(table: GainsightTable, world: World) {
    self.table = table
    self.world = world
  }

  private var object: GainsightObject { table.object }

  mutating func add(_ record: GainsightLookups.Resolved, keys: [String]?) {
    var found = record.errors
    if let fault = world.recordFault(nil) { found.append(.init(code: "GSOBJ_1002", message: fault.message, field: "", value: .null)) }
    var values: [Int: SandboxValue] = [:]
    for member in record.fields.members {
      guard let position = object.position(of: member.name) else {
        found.append(.init(code: "GSOBJ_1002", message: "Field not found in object \(object.name).", field: member.name, value: member.value))
        continue
      }
      let isKey = keys?.contains { $0.lowercased() == member.name.lowercased() } ?? false
      let field = object.fields[position]
      if position == 0 || !field.writable {
        if isKey { values[position] = member.value; continue }
        found.append(.init(code: "GSOBJ_1002", message: "Field is read-only.", field: field.name, value: member.value))
        continue
      }
      switch GainsightCoercion(field: field, tenant: world.tenant).store(member.value) {
      case .stored(let value): values[position] = value
      case .refused(let error): found.append(error)
      }
    }
    if let keys { match(values, keys, &found) } else { insert(values, &found) }
    errors.append(found)
  }

  private mutating func insert(_ values: [Int: SandboxValue], _ found: inout [GainsightFailure.FieldError]) {
    var row = [SandboxValue](repeating: .null, count: object.fields.count)
    for (position, value) in values { row[position] = value }
    for (position, field) in object.fields.enumerated()
    where field.required && row[position].isNull && !found.contains(where: { $0.field == field.name }) {
      found.append(.init(code: "GSOBJ_1007", message: "Null value is not allowed for a non-nullable field.", field: field.name, value: .null))
    }
    checkName(row, &found)
    row[0] = .string(world.tenant.newID(object.prefix))
    inserts.insert(row[0].string ?? "")
    drafts.append(row)
  }

  /// Whether two companies may have one name is an open question (gainsight.md 10.2, number 9): a setting.
  private func checkName(_ row: [SandboxValue], _ found: inout [GainsightFailure.FieldError]) {
    guard object.name == "company", !world.configuration.gainsight.allowsDuplicateNames, let position = object.position(of: "Name"),
      let name = row[position].string
    else { return }
    let others = table.find(position, name) + drafts.filter { $0[position].string == name }
    guard others.contains(where: { $0[0] != row[0] }) else { return }
    found.append(.init(code: "GSOBJ_1002", message: "A record with this Name exists.", field: "Name", value: .string(name)))
  }

  private mutating func match(_ values: [Int: SandboxValue], _ keys: [String], _ found: inout [GainsightFailure.FieldError]) {
    var rows: [[SandboxValue]]?
    for key in keys {
      guard let position = object.position(of: key), object.fields[position].type.isText || object.fields[position].type == .number else {
        found.append(.init(code: "GSOBJ_1002", message: "Field cannot be a key.", field: key, value: .null))
        return
      }
      guard let value = values[position], !value.isNull else {
        found.append(.init(code: "GSOBJ_1002", message: "Key field is missing.", field: key, value: .null))
        return
      }
      let matching = value.string.map { table.find(position, $0) } ?? table.values.filter { $0[position] == value }
      rows = rows.map { rows in rows.filter { row in matching.contains { $0[0] == row[0] } } } ?? matching
    }
    guard let rows, !rows.isEmpty else {
      found.append(.init(code: "GSOBJ_1011", message: "No data found for the given criteria.", field: keys.joined(separator: ","), value: .null))
      return
    }
    for row in rows {
      // A record that comes twice in one call is changed twice.
      let drafted = drafts.lastIndex { $0[0] == row[0] }
      var changed = drafted.map { drafts[$0] } ?? row
      for (position, value) in values { changed[position] = value }
      checkName(changed, &found)
      if let drafted { drafts[drafted] = changed } else { drafts.append(changed) }
    }
  }

  func check() throws(GainsightFailure) {
    guard let first = errors.first(where: { !$0.isEmpty })?.first else { return }
    let shown = first.value.isNull ? first.field : "\(first.field) = \(first.value.string ?? first.value.json)"
    var failure = GainsightFailure(first.code, shown.isEmpty ? first.message : "\(first.message) (\(shown)).")
    failure.records = errors.filter { !$0.isEmpty }
    throw failure
  }

  mutating func store() -> [[SandboxValue]] {
    let user = SandboxValue.string(world.tenant.apiUser)
    for index in drafts.indices {
      let now = SandboxValue.int(world.tenant.stamp(world.now).milliseconds)
      let isNew = inserts.contains(drafts[index][0].string ?? "")
      if let position = object.modifiedField.flatMap({ object.position(of: $0) }) { drafts[index][position] = now }
      if let position = object.position(of: "ModifiedBy") { drafts[index][position] = user }
      if isNew {
        if let position = object.position(of: "CreatedDate") { drafts[index][position] = now }
        if let position = object.position(of: "CreatedBy") { drafts[index][position] = user }
        table.append(drafts[index])
      } else {
        table.replace(drafts[index])
      }
    }
    return drafts
  }
}
