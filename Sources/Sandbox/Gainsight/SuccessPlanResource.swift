/// `/v2/successPlan/…` (gainsight.md 5.4).
struct SuccessPlanResource {
  let call: GainsightCall

  private var world: World { call.world }

  func reply(_ path: [String]) throws(GainsightFailure) -> Reply {
    let table = try call.table("cta_group")
    switch (call.request.method, path) {
    case ("POST", ["list"]): return try WorkList(call: call, table: table).reply()
    case ("POST", []): return try write(table, isNew: true)
    case ("PUT", []): return try write(table, isNew: false)
    case ("GET", ["admin", "picklist", "lite"]): return PicklistLite(call: call).reply()
    case ("POST", ["deleted", "list"]):
      let gone = world.records(of: "record_delete_log").filter { $0["ObjectName"]?.string == table.object.name }
      return call.success(.array(gone.map { ["Gsid": $0["RecordId"] ?? .null] })).noting(.query, table.object.name)
    default: throw GainsightFailure("GSOBJ_1023", "Invalid API path")
    }
  }

  private func write(_ table: GainsightTable, isNew: Bool) throws(GainsightFailure) -> Reply {
    var outcome = WorkRequests.Outcome()
    let requests = try WorkRequests(call)
    for record in requests.records {
      let reference = record.fields["referenceId"]?.string ?? ""
      guard !reference.isEmpty else { throw GainsightFailure("GSOBJ_1002", "referenceId is missing in a record") }
      if let fault = WorkRequests.fault(world) {
        outcome.fail(reference, fault)
        continue
      }
      let existing = isNew ? nil : record.fields["Gsid"]?.string.flatMap { table.row($0) }
      guard isNew || existing != nil else {
        outcome.fail(reference, "Success Plan not found")
        continue
      }
      var draft = draft(record, table, existing)
      if let mistake = draft.mistake {
        outcome.fail(reference, mistake)
        continue
      }
      draft.store(in: world)
      if isNew, call.request.parameter("withObjectives")?.lowercased() == "true" { try addObjectives(record.fields["Objectives"], to: draft) }
      if draft["IsClosed"] == true { closeObjectives(of: draft.gsid) }
      outcome.succeed(reference, draft.gsid)
    }
    return call.success(outcome.value).noting(isNew ? .create : .update, table.object.name, records: requests.records.count)
  }

  private func draft(_ record: GainsightLookups.Resolved, _ table: GainsightTable, _ existing: [SandboxValue]?) -> GainsightDraft {
    var draft = GainsightDraft(table, tenant: world.tenant, row: existing)
    draft.add(record.errors)
    for member in record.fields.members where !["Gsid", "Objectives"].contains(member.name) {
      switch member.name {
      case "SuccessPlanType": draft.take(label: member.value, of: "SUCCESS_PLAN_TYPE", into: "SuccessPlanTypeId")
      case "status": draft.take(label: member.value, of: "SUCCESS_PLAN_STATUS", into: "StatusId")
      case "referenceId": draft.take("ReferenceId", member.value)
      default: draft.take(member.name, member.value)
      }
    }
    if existing == nil {
      if draft["StatusId"].isNull { draft["StatusId"] = SandboxValue(world.tenant.gsid("Draft", in: "SUCCESS_PLAN_STATUS")) }
      for name in ["Name", "SuccessPlanTypeId", "DueDate"] where draft[name].isNull { draft.refuse("Required field is missing.", name) }
      if draft["CompanyId"].isNull, draft["RelationshipId"].isNull { draft.refuse("Company not resolved", "CompanyId") }
      draft["PercentComplete"] = 0.0
    }
    checkTemplates(&draft)
    draft["IsClosed"] = .bool(draft["StatusId"].string.flatMap { world.tenant.label($0, in: "SUCCESS_PLAN_STATUS") } == "Closed")
    return draft
  }

  // A template must fit the plan's type.
  private func checkTemplates(_ draft: inout GainsightDraft) {
    let type = draft["SuccessPlanTypeId"].string.flatMap { world.tenant.label($0, in: "SUCCESS_PLAN_TYPE") } ?? ""
    for template in draft["Templates"].array ?? [] where !(GainsightSchema.templates[type] ?? []).contains(template.string ?? "") {
      draft.refuse("Template does not exist for the plan type \(type).", "Templates", template)
    }
  }

  /// Objectives are calls to action of that type.
  private func addObjectives(_ objectives: SandboxValue?, to plan: GainsightDraft) throws(GainsightFailure) {
    let table = try call.table("call_to_action")
    for objective in objectives?.array ?? [] {
      var draft = GainsightDraft(table, tenant: world.tenant)
      draft.take("Name", objective["Name"] ?? .null)
      draft.take("DueDate", objective["DueDate"] ?? plan["DueDate"])
      (draft["CompanyId"], draft["CtaGroupId"], draft["IsClosed"], draft["EntityType"]) = (plan["CompanyId"], .string(plan.gsid), false, "COMPANY")
      draft["TypeId"] = SandboxValue(world.tenant.gsid("Objective", in: "CTA_TYPE"))
      draft["StatusId"] = SandboxValue(world.tenant.gsid("New", in: "CTA_STATUS"))
      draft["PriorityId"] = SandboxValue(world.tenant.gsid("Medium", in: "CTA_PRIORITY"))
      draft["OwnerId"] = objective["OwnerEmail"]?.string.flatMap(user) ?? plan["OwnerId"]
      if draft.mistake == nil { draft.store(in: world) }
    }
  }

  private func user(_ email: String) -> SandboxValue? {
    guard let table = world.tenant.table("gsuser"), let position = table.object.position(of: "Email") else { return nil }
    return table.find(position, email).first?[0]
  }

  /// Closing a plan closes its open objectives.
  private func closeObjectives(of plan: String) {
    guard let table = world.tenant.table("call_to_action"), let position = table.object.position(of: "CtaGroupId") else { return }
    for row in table.find(position, plan) {
      var draft = GainsightDraft(table, tenant: world.tenant, row: row)
      guard draft["IsClosed"] != true else { continue }
      draft["StatusId"] = SandboxValue(world.tenant.gsid("Closed Success", in: "CTA_STATUS"))
      draft["IsClosed"] = true
      draft["ClosedDate"] = .int(world.now.milliseconds)
      draft.store(in: world)
    }
  }
}
