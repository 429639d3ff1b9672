/// A field path that was found in the schema.
struct ResolvedField {
  /// One step to a parent: the lookup field, and its object unless the lookup may refer to several.
  struct Step {
    var position: Int
    var relation: String
    var target: ObjectDefinition?
  }

  var steps: [Step]
  /// The position in the last object; nil beyond a lookup of several objects, where the row decides.
  var position: Int?
  /// Nil beyond a lookup of several objects.
  var field: FieldDefinition?
  /// The field's name as describe has it.
  var name: String
  var function: String?

  /// The value of the field in a row, nulls of parents carried along.
  func value(_ row: Row, _ store: RecordStore) -> SandboxValue {
    var row = row
    for step in steps {
      guard let id = row.values[step.position].string, let parent = store.row(id) else { return .null }
      row = parent
    }
    return applied(last(row, store))
  }

  /// The value in the row that the steps lead to.
  func last(_ row: Row, _ store: RecordStore) -> SandboxValue {
    if let position { return Self.read(position, of: row, store) }
    if name == "Type" { return SandboxValue(store.table(ofID: row.id)?.definition.name) }
    guard let found = store.table(ofID: row.id)?.definition.position(of: name) else { return .null }
    return row.values[found]
  }

  /// Compound addresses are put together from their parts (salesforce.md 2.1).
  static func read(_ position: Int, of row: Row, _ store: RecordStore) -> SandboxValue {
    guard let definition = store.table(ofID: row.id)?.definition, definition.fields[position].type == .address else { return row.values[position] }
    let prefix = definition.fields[position].name.dropLast("Address".count)
    var parts = SandboxObject()
    for part in ["City", "Country", "geocodeAccuracy", "latitude", "longitude", "PostalCode", "State", "Street"] {
      let value = definition.position(of: prefix + part).map { row.values[$0] } ?? .null
      parts.append(part.prefix(1).lowercased() + part.dropFirst(), value)
    }
    return parts.members.allSatisfy(\.value.isNull) ? .null : .object(parts)
  }

  private func applied(_ value: SandboxValue) -> SandboxValue {
    guard let function, let text = value.string else { return value }
    let date = CivilDate(String(text.prefix(10)))
    switch function {
    case "CALENDAR_YEAR", "FISCAL_YEAR": return date.map { .int($0.year) } ?? .null
    case "CALENDAR_QUARTER", "FISCAL_QUARTER": return date.map { .int(($0.month - 1) / 3 + 1) } ?? .null
    case "CALENDAR_MONTH", "FISCAL_MONTH": return date.map { .int($0.month) } ?? .null
    case "DAY_IN_MONTH": return date.map { .int($0.day) } ?? .null
    case "DAY_IN_WEEK": return date.map { .int($0.weekday) } ?? .null
    case "DAY_IN_YEAR": return date.map { .int($0.days - CivilDate(year: $0.year, month: 1, day: 1).days + 1) } ?? .null
    case "DAY_ONLY": return date.map { .string($0.text) } ?? .null
    case "HOUR_IN_DAY": return Instant(iso: text).map { .int(($0.milliseconds - $0.date.midnight.milliseconds) / 3_600_000) } ?? .null
    default: return value
    }
  }
}

/// Finds the fields of a query in the schema.
struct FieldResolver {
  let store: RecordStore
  let definition: ObjectDefinition
  let aliases: [String: [String]]
  let text: String

  /// What may be selected of a record whose object is not known: the fields of the platform's `Name` object.
  private static let nameFields = [
    "Id", "Name", "Type", "FirstName", "LastName", "Alias", "Email", "Phone", "Title", "Username", "IsActive", "ProfileId",
  ]

  func resolve(_ field: SOQLField) throws(Rejection) -> ResolvedField {
    var path = field.path[...]
    if path.count > 1, let first = path.first?.lowercased() {
      if let meant = aliases[first] {
        path = (meant + path.dropFirst())[...]
      } else if definition.relation(first) == nil, first == definition.name.lowercased() {
        path = path.dropFirst()
      }
    }
    var steps: [ResolvedField.Step] = []
    var object: ObjectDefinition? = definition
    guard path.count <= 6 else {
      throw Rejection("INVALID_FIELD", "a relationship path may have five levels at most: \(field.path.joined(separator: "."))")
    }
    while path.count > 1, let relation = path.popFirst() {
      guard let current = object, let position = current.relation(relation) else { throw noRelation(relation, field, object) }
      let lookup = current.fields[position]
      let target = lookup.referenceTo.count == 1 ? lookup.referenceTo.first.flatMap { store.table($0)?.definition } : nil
      steps.append(ResolvedField.Step(position: position, relation: lookup.relationshipName ?? relation, target: target))
      object = target
    }
    let name = path.first ?? ""
    guard let object else {
      guard let known = Self.nameFields.first(where: { $0.lowercased() == name.lowercased() }) else { throw noColumn(name, "Name", field) }
      return ResolvedField(steps: steps, position: nil, field: nil, name: known, function: field.function)
    }
    guard let position = object.position(of: name) else { throw noColumn(name, object.name, field) }
    let found = object.fields[position]
    return ResolvedField(steps: steps, position: position, field: found, name: found.name, function: field.function)
  }

  // The message of salesforce.md 3.3, with the place in the query.
  private func noColumn(_ name: String, _ entity: String, _ field: SOQLField) -> Rejection {
    located(
      "INVALID_FIELD", field.offset,
      "No such column '\(name)' on entity '\(entity)'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names."
    )
  }

  private func noRelation(_ name: String, _ field: SOQLField, _ object: ObjectDefinition?) -> Rejection {
    located(
      "INVALID_FIELD", field.offset,
      "Didn't understand relationship '\(name)' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names."
    )
  }

  func located(_ code: String, _ offset: Int, _ message: String) -> Rejection {
    let lines = text.prefix(offset).split(separator: "\n", omittingEmptySubsequences: false)
    let column = (lines.last?.count ?? 0) + 1
    let line = text.split(separator: "\n", omittingEmptySubsequences: false)[max(0, lines.count - 1)]
    let caret = String(repeating: " ", count: max(0, column - 1)) + "^"
    return Rejection(code, "\n\(line)\n\(caret)\nERROR at Row:\(max(1, lines.count)):Column:\(column)\n\(message)")
  }
}
