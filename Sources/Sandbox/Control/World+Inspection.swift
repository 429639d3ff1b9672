extension World {
  /// The records of an object, deleted ones left out.
  func records(of object: String) -> [SandboxObject] {
    if let table = org.store.table(object) {
      return table.rows.filter { !$0.isDeleted }.map { row in
        SandboxObject(zip(table.definition.fields, row.values).map { ($0.name, $1) })
      }
    }
    guard let table = tenant.table(object) else { return [] }
    return table.values.map { row in SandboxObject(zip(table.object.fields, row).map { ($0.name, $1) }) }
  }

  func expireSessions() {
    org.sessions.expireAll()
    tenant.tokens = [:]
  }

  /// How many records each object has.
  var counts: SandboxValue {
    let salesforce = SalesforceSchema.objects.map { object in
      (object.name, SandboxValue.int(org.store.table(object.name)?.rows.count { !$0.isDeleted } ?? 0))
    }
    let gainsight = GainsightSchema.objects.map { ($0.name, SandboxValue.int(tenant.table($0.name)?.values.count ?? 0)) }
    return ["salesforce": .object(SandboxObject(salesforce)), "gainsight": .object(SandboxObject(gainsight))]
  }
}
