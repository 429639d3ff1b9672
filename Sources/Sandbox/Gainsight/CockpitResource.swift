/// `/v2/cockpit/…`: calls to action (gainsight.md 5.1 to 5.3).
struct CockpitResource {
  let call: GainsightCall

  private var world: World { call.world }

  func reply(_ path: [String]) throws(GainsightFailure) -> Reply {
    let table = try call.table("call_to_action")
    switch (call.request.method, path) {
    case ("POST", ["cta", "list"]): return try WorkList(call: call, table: table).reply()
    case ("POST", ["task", "list"]): return try WorkList(call: call, table: try call.table("cs_task")).reply()
    case ("POST", ["cta"]): return try write(table, isNew: true)
    case ("PUT", ["cta"]): return try write(table, isNew: false)
    case ("POST", ["cta", "deleted", "list"]): return call.success(.array(deleted(table))).noting(.query, table.object.name)
    case ("GET", ["admin", "picklist", "lite"]): return PicklistLite(call: call).reply()
    default: throw GainsightFailure("GSOBJ_1023", "Invalid API path")
    }
  }

  private func deleted(_ table: GainsightTable) -> [SandboxValue] {
    world.records(of: "record_delete_log").filter { $0["ObjectName"]?.string == table.object.name }.map { record in
      ["Gsid": record["RecordId"] ?? .null, "DeletedDate": record["DeletedOn"]?.int.map { .string(Instant(milliseconds: $0).iso) } ?? .null]
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
      var existing: [SandboxValue]?
      if !isNew {
        existing = record.fields["Gsid"]?.string.flatMap { table.row($0) } ?? byReference(table, reference)
        guard existing != nil else {
          outcome.fail(reference, "CTA not found")
          continue
        }
      }
      var draft = draft(record, table, existing)
      if let mistake = draft.mistake {
        outcome.fail(reference, mistake)
      } else {
        draft.store(in: world)
        addTasks(of: draft, isNew: isNew)
        outcome.succeed(reference, draft.gsid)
      }
    }
    return call.success(outcome.value).noting(isNew ? .create : .update, table.object.name, records: requests.records.count)
  }

  private func byReference(_ table: GainsightTable, _ reference: String) -> [SandboxValue]? {
    table.object.position(of: "ReferenceId").flatMap { table.find($0, reference).first }
  }

  private static let lists: [(key: String, category: String, field: String)] = [
    ("type", "CTA_TYPE", "TypeId"), ("reason", "CTA_REASON", "ReasonId"), ("status", "CTA_STATUS", "StatusId"),
    ("priority", "CTA_PRIORITY", "PriorityId"),
  ]

  private func draft(_ record: GainsightLookups.Resolved, _ table: GainsightTable, _ existing: [SandboxValue]?) -> GainsightDraft {
    var draft = GainsightDraft(table, tenant: world.tenant, row: existing)
    draft.add(record.errors)
    for member in record.fields.members where member.name != "Gsid" {
      if let list = Self.lists.first(where: { $0.key == member.name }) {
        draft.take(label: member.value, of: list.category, into: list.field)
      } else {
        draft.take(member.name == "referenceId" ? "ReferenceId" : member.name, member.value)
      }
    }
    if existing == nil {
      for (field, label, category) in [
        ("StatusId", "New", "CTA_STATUS"), ("PriorityId", "Medium", "CTA_PRIORITY"), ("ReasonId", "Other", "CTA_REASON"),
      ]
      where draft[field].isNull { draft[field] = SandboxValue(world.tenant.gsid(label, in: category)) }
      for name in ["Name", "DueDate", "TypeId"] where draft[name].isNull { draft.refuse("Required field is missing.", name) }
      if draft["CompanyId"].isNull, draft["RelationshipId"].isNull { draft.refuse("Company not resolved", "CompanyId") }
      draft["EntityType"] = draft["RelationshipId"].isNull ? "COMPANY" : "RELATIONSHIP"
      draft["IsImportant"] = .bool(draft["IsImportant"].bool ?? false)
    }
    let isClosed = draft["StatusId"].string.flatMap { world.tenant.label($0, in: "CTA_STATUS") }?.hasPrefix("Closed") ?? false
    if isClosed, draft["IsClosed"].bool != true { draft["ClosedDate"] = .int(world.now.milliseconds) }
    if !isClosed { draft["ClosedDate"] = .null }
    draft["IsClosed"] = .bool(isClosed)
    return draft
  }

  /// A playbook brings its tasks (gainsight.md 10.2, number 13).
  private func addTasks(of cta: GainsightDraft, isNew: Bool) {
    guard isNew, !cta["PlaybookId"].isNull, let table = world.tenant.table("cs_task") else { return }
    for name in ["Call the customer", "Agree on next steps"] {
      var task = GainsightDraft(table, tenant: world.tenant)
      for (field, value) in [("CtaId", .string(cta.gsid)), ("CompanyId", cta["CompanyId"]), ("OwnerId", cta["OwnerId"]), ("DueDate", cta["DueDate"])]
      {
        task[field] = value
      }
      (task["Name"], task["IsClosed"], task["Status"], task["Priority"]) = (.string(name), false, "Open", "Medium")
      task.store(in: world)
    }
  }
}

/// `…/admin/picklist/lite?category=A,B` (gainsight.md 5.1).
struct PicklistLite {
  let call: GainsightCall

  func reply() -> Reply {
    let wanted = (call.request.parameter("category") ?? "").split(separator: ",").map { $0.trimmingSpace() }
    let lists = wanted.map { category -> (String, SandboxValue) in
      let items = call.world.tenant.items(category).map { item -> SandboxValue in
        [
          "gsid": .string(item.gsid), "name": .string(item.label), "active": true, "displayOrder": .int(item.order),
          "systemName": .string(item.label),
        ]
      }
      return (category, .array(items))
    }
    return call.success(.object(SandboxObject(lists))).noting(.describe)
  }
}
