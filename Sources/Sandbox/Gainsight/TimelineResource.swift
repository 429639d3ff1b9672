/// `/v1/ant/es/activity` (gainsight.md 6.1).
struct TimelineResource {
  let call: GainsightCall

  private var world: World { call.world }
  private static let contexts: Set<String> = ["Company", "Relationship", "CTA", "SuccessPlan", "Scorecard", "ScorecardMeasure", "Milestone"]

  func reply(_ path: [String]) throws(GainsightFailure) -> Reply {
    let table = try call.table("activity_timeline")
    switch (call.request.method, path) {
    case ("POST", ["activity"]): return try write(table, by: nil)
    case ("PUT", ["activity"]): return try write(table, by: call.request.parameter("identifier")?.lowercased() ?? "externalid")
    case ("DELETE", ["activity"]): return try delete(table)
    case ("POST", ["activity", "deleted"]):
      let gone = world.records(of: "record_delete_log").filter { $0["ObjectName"]?.string == table.object.name }
      return call.success(.array(gone.map { ["activityId": $0["RecordId"] ?? .null] })).noting(.query, table.object.name)
    case ("POST", ["activity", "bulk"]), ("PUT", ["activity", "bulk"]): return try bulk(table)
    case ("GET", _) where path.count == 3 && path[0] == "job" && path[1] == "status": return try status(path[2])
    default: throw GainsightFailure("GSOBJ_1023", "Invalid API path")
    }
  }

  // `result` stays true with failures inside.
  private func write(_ table: GainsightTable, by identifier: String?) throws(GainsightFailure) -> Reply {
    let outcome = try run(table, by: identifier)
    return call.success(["success": .object(outcome.success), "failures": .object(outcome.failures)])
      .noting(identifier == nil ? .create : .update, table.object.name, records: outcome.count).with(header: "x-ratelimit-limit", "200")
  }

  private struct Outcome {
    var success = SandboxObject()
    var failures = SandboxObject()
    var count = 0

    mutating func fail(_ key: String, _ code: String, _ message: String) {
      failures.append(key, [["errorCode": .string(code), "message": .string(message)]])
    }
  }

  private func run(_ table: GainsightTable, by identifier: String?) throws(GainsightFailure) -> Outcome {
    let body = try call.json()
    guard let records = body["records"]?.array, !records.isEmpty else { throw GainsightFailure("GSOBJ_1002", "records is missing or empty") }
    let lookups = try GainsightLookups(body["lookups"], tenant: world.tenant)
    var outcome = Outcome(count: records.count)
    var seen: Set<String> = []
    for record in records {
      let resolved = try lookups.resolve(record.object ?? SandboxObject())
      let external = resolved.fields["ExternalId"]?.string ?? ""
      if let fault = world.recordFault(nil) {
        outcome.fail(external, "GS_TL_10_0500", fault.message)
        continue
      }
      let known = existing(table, resolved.fields, by: identifier ?? "externalid")
      if identifier == nil {
        guard !external.isEmpty else {
          outcome.fail(external, "GS_TL_10_0206", "ExternalId is required")
          continue
        }
        guard known == nil, seen.insert(external).inserted else {
          outcome.fail(external, "GS_TL_10_0207", "Duplicate ExternalId \(external)")
          continue
        }
      } else if known == nil {
        outcome.fail(external, "GS_TL_10_0213", "Activity not found")
        continue
      }
      store(resolved, external, known, table, isNew: identifier == nil, &outcome)
    }
    return outcome
  }

  private func existing(_ table: GainsightTable, _ fields: SandboxObject, by identifier: String) -> [SandboxValue]? {
    switch identifier {
    case "gsid", "activityid": return (fields["Gsid"] ?? fields["activityId"])?.string.flatMap { table.row($0) }
    default:
      guard let position = table.object.position(of: "ExternalId"), let external = fields["ExternalId"]?.string else { return nil }
      return table.find(position, external).first
    }
  }

  private func store(
    _ record: GainsightLookups.Resolved, _ external: String, _ known: [SandboxValue]?, _ table: GainsightTable, isNew: Bool, _ outcome: inout Outcome
  ) {
    if let error = record.errors.first { return outcome.fail(external, "GS_TL_10_0213", "\(error.message) (\(error.field))") }
    var draft = GainsightDraft(table, tenant: world.tenant, row: known)
    for member in record.fields.members where !["Gsid", "activityId"].contains(member.name) { draft.take(member.name, member.value) }
    if isNew {
      let needed = ["ContextName", "TypeName", "Subject", "ActivityDate", "AuthorId"]
      if let missing = needed.first(where: { draft[$0].isNull }) { return outcome.fail(external, "GS_TL_10_0206", "\(missing) is required") }
    }
    guard Self.contexts.contains(draft["ContextName"].string ?? "") else {
      return outcome.fail(external, "GS_TL_10_0206", "ContextName must be one of \(Self.contexts.sorted().joined(separator: ", "))")
    }
    if draft["ContextName"] == "Company", draft["GsCompanyId"].isNull {
      return outcome.fail(external, "GS_TL_10_0213", "GsCompanyId is not resolved")
    }
    if let mistake = draft.mistake { return outcome.fail(external, "GS_TL_10_0206", mistake) }
    draft["NotesPlainText"] = SandboxValue(draft["Notes"].string.map(Self.plain))
    if draft["ContextName"] == "Company" { draft["ContextId"] = draft["GsCompanyId"] }
    draft["GsCreatedByUserId"] = .string(world.tenant.apiUser)
    draft.store(in: world)
    outcome.success.append(external, [["activityId": .string(draft.gsid)]])
  }

  /// HTML without its tags.
  private static func plain(_ html: String) -> String {
    var isTag = false
    let text = html.filter { character in
      if character == "<" { isTag = true }
      defer { if character == ">" { isTag = false } }
      return !isTag
    }
    return XMLText.unescaped(text)
  }

  private func delete(_ table: GainsightTable) throws(GainsightFailure) -> Reply {
    let body = try? call.json()
    let id = call.request.parameter("activityId") ?? body?["activityId"]?.string ?? ""
    guard table.row(id) != nil else { throw GainsightFailure("GSOBJ_1004", "Activity not found: \(id)") }
    table.remove(id)
    let now = world.now.milliseconds
    world.tenant.insert("record_delete_log", ["RecordId": .string(id), "DeletedOn": .int(now), "ObjectName": .string(table.object.name)])
    return call.success(.string("Activity \(id) deleted.")).noting(.delete, table.object.name, records: 1)
  }

  private func bulk(_ table: GainsightTable) throws(GainsightFailure) -> Reply {
    let identifier = call.request.method == "PUT" ? call.request.parameter("identifier")?.lowercased() ?? "externalid" : nil
    let outcome = try run(table, by: identifier)
    let id = world.tenant.requestID()
    world.tenant.jobs[id] = [
      "jobId": .string(id), "jobStatus": "COMPLETED", "totalRecords": .int(outcome.count), "success": .object(outcome.success),
      "failures": .object(outcome.failures),
    ]
    return call.success(["jobId": .string(id)]).noting(identifier == nil ? .create : .update, table.object.name, records: outcome.count)
  }

  private func status(_ id: String) throws(GainsightFailure) -> Reply {
    guard let job = world.tenant.jobs[id] else { throw GainsightFailure("GSOBJ_1011", "No job \(id)") }
    return call.success(job).noting(.job)
  }
}
