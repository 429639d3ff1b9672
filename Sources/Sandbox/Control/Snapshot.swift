/// The records of both systems as one JSON value, and back.
struct Snapshot {
  /// Why a value is no snapshot.
  struct Mistake: Error, CustomStringConvertible {
    var description: String
  }

  static func take(_ world: World) -> SandboxValue {
    let salesforce = SalesforceSchema.objects.map { object -> (String, SandboxValue) in
      let table = world.org.store.table(object.name)
      let rows = (table?.rows ?? []).filter { !$0.isErased }.map { SandboxValue.array($0.values) }
      return (
        object.name,
        [
          "fields": .array(object.fields.map { .string($0.name) }), "sequence": .int(table?.sequence ?? 0), "rows": .array(rows),
          "deleted": .array((table?.rows ?? []).filter(\.isDeleted).map { .string($0.id) }),
        ]
      )
    }
    let gainsight = GainsightSchema.objects.map { object -> (String, SandboxValue) in
      let rows = (world.tenant.table(object.name)?.values ?? []).map(SandboxValue.array)
      return (object.name, ["fields": .array(object.fields.map { .string($0.name) }), "rows": .array(rows)])
    }
    return [
      "sandbox": 1, "clockShift": .int(world.clockShift), "user": .string(world.org.integrationUser), "organization": .string(world.org.organization),
      "apiUser": .string(world.tenant.apiUser), "random": .string(String(world.tenant.randomState)),
      "salesforce": .object(SandboxObject(salesforce)), "gainsight": .object(SandboxObject(gainsight)),
    ]
  }

  /// Puts the records back. Sessions, cursors and jobs end; where the value is wrong nothing changes.
  static func restore(_ value: SandboxValue, to world: World) throws(Mistake) {
    guard value["sandbox"]?.int == 1, let user = value["user"]?.string, let organization = value["organization"]?.string,
      let apiUser = value["apiUser"]?.string, let random = value["random"]?.string.flatMap({ UInt64($0) })
    else { throw Mistake(description: "The value is no snapshot of a sandbox.") }
    var org = SalesforceOrg()
    (org.integrationUser, org.organization, org.usedRequests) = (user, organization, world.org.usedRequests)
    for object in SalesforceSchema.objects {
      let part = try part(value["salesforce"], object.name, object.fields.map(\.name))
      let deleted = Set((part["deleted"]?.array ?? []).compactMap(\.string))
      let table = org.store.table(object.name)
      table?.sequence = part["sequence"]?.int ?? 0
      for values in try rows(part, object.name, width: object.fields.count) {
        guard let id = values[0].string, RecordID.canonical(id) == id else {
          throw Mistake(description: "A record of \(object.name) has no valid id.")
        }
        table?.append(Row(id: id, values: typed(values, object.fields), isDeleted: deleted.contains(id)))
      }
    }
    var tables: [(String, [[SandboxValue]])] = []
    for object in GainsightSchema.objects {
      let part = try part(value["gainsight"], object.name, object.fields.map(\.name))
      tables.append((object.name, try rows(part, object.name, width: object.fields.count)))
    }
    world.org = org
    world.tenant = GainsightTenant(rows: tables, apiUser: apiUser, random: random)
    world.clockShift = value["clockShift"]?.int ?? 0
  }

  private static func part(_ system: SandboxValue?, _ name: String, _ fields: [String]) throws(Mistake) -> SandboxObject {
    guard let part = system?[name]?.object else { throw Mistake(description: "The snapshot has no \(name).") }
    guard part["fields"]?.array?.compactMap(\.string) == fields else {
      throw Mistake(description: "The snapshot was made by a sandbox with other fields of \(name).")
    }
    return part
  }

  private static func rows(_ part: SandboxObject, _ name: String, width: Int) throws(Mistake) -> [[SandboxValue]] {
    let rows = (part["rows"]?.array ?? []).compactMap(\.array)
    guard rows.allSatisfy({ $0.count == width }) else { throw Mistake(description: "A row of \(name) has not \(width) values.") }
    return rows
  }

  /// JSON may write a whole double as an integer; the store does not.
  private static func typed(_ values: [SandboxValue], _ fields: [FieldDefinition]) -> [SandboxValue] {
    zip(values, fields).map { value, field in
      guard case .int(let number) = value, field.type.isNumber, field.type != .int else { return value }
      return .double(Double(number))
    }
  }
}
