/// One row while it is put together from a request of Cockpit, Success Plans, Timeline or People.
struct GainsightDraft {
  let table: GainsightTable
  let tenant: GainsightTenant
  var row: [SandboxValue]
  private(set) var errors: [GainsightFailure.FieldError] = []

  init(_ table: GainsightTable, tenant: GainsightTenant, row: [SandboxValue]? = nil) {
    self.table = table
    self.tenant = tenant
    self.row = row ?? [SandboxValue](repeating: .null, count: table.object.fields.count)
  }

  var gsid: String { row[0].string ?? "" }

  subscript(name: String) -> SandboxValue {
    get { table.object.position(of: name).map { row[$0] } ?? .null }
    set { if let position = table.object.position(of: name) { row[position] = newValue } }
  }

  /// Checks and takes a value as a write of the object API would.
  mutating func take(_ name: String, _ value: SandboxValue) {
    guard let position = table.object.position(of: name), position > 0 else {
      return errors.append(.init(code: "GSOBJ_1002", message: "Field not found in object \(table.object.name).", field: name, value: value))
    }
    let field = table.object.fields[position]
    guard field.writable else { return errors.append(.init(code: "GSOBJ_1002", message: "Field is read-only.", field: name, value: value)) }
    switch GainsightCoercion(field: field, tenant: tenant).store(value) {
    case .stored(let stored): row[position] = stored
    case .refused(let error): errors.append(error)
    }
  }

  /// Takes the name of a picklist's item for a lookup of such items: `type`, `status` … (gainsight.md 5.3).
  mutating func take(label: SandboxValue, of category: String, into name: String) {
    guard let text = label.string, let gsid = tenant.gsid(text, in: category) else {
      return errors.append(.init(code: "GSOBJ_1012", message: "Invalid/Inactive value provided for picklist.", field: name, value: label))
    }
    self[name] = .string(gsid)
  }

  mutating func add(_ refused: [GainsightFailure.FieldError]) { errors += refused }

  mutating func refuse(_ message: String, _ field: String, _ value: SandboxValue = .null) {
    errors.append(.init(code: "GSOBJ_1002", message: message, field: field, value: value))
  }

  /// The first error as text; nil where the row can be stored.
  var mistake: String? {
    errors.first.map { error in
      error.value.isNull ? "\(error.message) (\(error.field))" : "\(error.message) (\(error.field) = \(error.value.string ?? error.value.json))"
    }
  }

  /// Stamps the row and stores it.
  mutating func store(in world: World) {
    let now = SandboxValue.int(world.tenant.stamp(world.now).milliseconds)
    let isNew = row[0].isNull
    if isNew {
      row[0] = .string(world.tenant.newID(table.object.prefix))
      for name in ["CreatedDate", "CreatedAt"] { self[name] = now }
      self["CreatedBy"] = .string(world.tenant.apiUser)
    }
    self["ModifiedBy"] = .string(world.tenant.apiUser)
    if let modified = table.object.modifiedField { self[modified] = now }
    if isNew { table.append(row) } else { table.replace(row) }
  }
}
