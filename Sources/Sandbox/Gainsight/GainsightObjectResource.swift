/// `/v1/data/objects/{object}`: insert, update by keys, read and delete (gainsight.md 3.1, 3.4, 4.3).
struct GainsightObjectResource {
  let call: GainsightCall

  func reply(_ name: String, _ gsid: String?) throws(GainsightFailure) -> Reply {
    let table = try call.table(name)
    switch (call.request.method, gsid) {
    case ("GET", let gsid?): return try read(table, gsid)
    case ("DELETE", let gsid?): return try delete(table, gsid)
    case ("POST", nil): return try write(table, keys: nil)
    case ("PUT", nil):
      let keys = (call.request.parameter("keys") ?? "").split(separator: ",").map { $0.trimmingSpace() }
      guard (1...3).contains(keys.count) else { throw GainsightFailure("GSOBJ_1002", "keys must name one to three fields") }
      return try write(table, keys: keys)
    default: throw GainsightFailure("GSOBJ_1023", "Invalid API path")
    }
  }

  private func read(_ table: GainsightTable, _ gsid: String) throws(GainsightFailure) -> Reply {
    guard let row = table.row(gsid) else { throw GainsightFailure("GSOBJ_1004", "GSID missing or malformed: \(gsid)") }
    return call.success(["records": [shown(row, table.object)]]).noting(.retrieve, table.object.name, records: 1)
  }

  private func shown(_ row: [SandboxValue], _ object: GainsightObject) -> SandboxValue {
    let settings = call.world.configuration.gainsight
    return .object(SandboxObject(zip(object.fields, row).map { ($0.name, GainsightPath.shown($1, $0, settings)) }))
  }

  private func delete(_ table: GainsightTable, _ gsid: String) throws(GainsightFailure) -> Reply {
    guard table.object.isWritable else { throw GainsightFailure("GSOBJ_1002", "Object \(table.object.name) cannot be written") }
    guard table.row(gsid) != nil else { throw GainsightFailure("GSOBJ_1004", "GSID missing or malformed: \(gsid)") }
    table.remove(gsid)
    let now = call.world.now
    call.world.tenant.insert(
      "record_delete_log", ["RecordId": .string(gsid), "DeletedOn": .int(now.milliseconds), "ObjectName": .string(table.object.name)])
    return call.success(.string("Record with GSID: \(gsid) successfully deleted.")).noting(.delete, table.object.name, records: 1)
  }

  /// All records are checked before any is stored, and one that fails keeps all from being stored.
  private func write(_ table: GainsightTable, keys: [String]?) throws(GainsightFailure) -> Reply {
    guard table.object.isWritable else { throw GainsightFailure("GSOBJ_1002", "Object \(table.object.name) cannot be written") }
    let body = try call.json()
    guard let sent = body["records"]?.array, !sent.isEmpty else { throw GainsightFailure("GSOBJ_1002", "records is missing or empty") }
    guard sent.count <= 50 else { throw GainsightFailure("GSOBJ_1002", "At most 50 records can be sent, not \(sent.count)") }
    let lookups = try GainsightLookups(body["lookups"], tenant: call.world.tenant)
    var batch = GainsightBatch(table: table, world: call.world)
    for record in sent { batch.add(try lookups.resolve(record.object ?? SandboxObject()), keys: keys) }
    try batch.check()
    let rows = batch.store()
    let records = zip(rows, sent.indices).map { row, _ in shown(row, table.object) }
    return call.success(["count": .int(rows.count), "errors": .null, "records": .array(records)])
      .noting(keys == nil ? .create : .update, table.object.name, records: sent.count)
  }
}
