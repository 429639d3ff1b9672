/// What the platform derives and demands beyond single fields, object by object.
struct RecordRules {
  var writer: RecordWriter

  func apply(to draft: inout Draft, in store: inout RecordStore) throws(Rejection) {
    try checkOwner(&draft, in: store)
    switch draft.definition.name {
    case "Contact", "Lead", "User": name(&draft)
    case "Opportunity": opportunity(&draft)
    case "OpportunityContactRole": role(draft, in: &store)
    case "Task": try activity(&draft, in: store); task(&draft)
    case "Event": try activity(&draft, in: store); try event(&draft)
    case "Case": supportCase(&draft, in: store)
    case "FeedItem": feedItem(&draft)
    case "FeedComment": feedComment(&draft, in: &store)
    default: break
    }
    if draft.definition.name == "User", draft.isNew { draft["UserType"] = "Standard" }
    if draft.definition.name == "Contact" { try checkDuplicate(draft, in: store) }
  }

  private func checkOwner(_ draft: inout Draft, in store: RecordStore) throws(Rejection) {
    guard draft.definition.position(of: "OwnerId") != nil else { return }
    if draft["OwnerId"].isNull { draft["OwnerId"] = .string(writer.user) }
    guard draft.changes("OwnerId"), let owner = draft["OwnerId"].string, store.value(owner, "IsActive") == .bool(false) else { return }
    let message = "operation performed with inactive user [\(owner.prefix(15))] as owner of \(draft.definition.name.lowercased())"
    throw Rejection("INACTIVE_OWNER_OR_USER", message, fields: ["OwnerId"])
  }

  private func name(_ draft: inout Draft) {
    let parts = [draft["FirstName"].string, draft["LastName"].string].compactMap { $0 }
    draft["Name"] = .string(parts.joined(separator: " "))
  }

  // salesforce.md 8.3: the stage drives all of these.
  private func opportunity(_ draft: inout Draft) {
    let stage = SalesforceSchema.stages.first { $0.name == draft["StageName"].string }
    draft["IsClosed"] = .bool(stage?.isClosed ?? false)
    draft["IsWon"] = .bool(stage?.isWon ?? false)
    if draft.changes("StageName") {
      if !draft.wasSent("Probability") || draft["Probability"].isNull { draft["Probability"] = .double(Double(stage?.probability ?? 0)) }
      if !draft.wasSent("ForecastCategoryName") { draft["ForecastCategoryName"] = .string(stage?.forecast ?? "Pipeline") }
    }
    draft["ForecastCategory"] = draft["ForecastCategoryName"]
    if let amount = draft["Amount"].double, let probability = draft["Probability"].double {
      draft["ExpectedRevenue"] = .double((amount * probability).rounded() / 100)
    } else {
      draft["ExpectedRevenue"] = .null
    }
    if let close = draft["CloseDate"].string.flatMap({ CivilDate($0) }) {
      let quarter = (close.month - 1) / 3 + 1
      draft["FiscalYear"] = .int(close.year)
      draft["FiscalQuarter"] = .int(quarter)
      draft["Fiscal"] = .string("\(close.year) \(quarter)")
    }
  }

  // salesforce.md 8.8: one primary contact an opportunity.
  private func role(_ draft: Draft, in store: inout RecordStore) {
    guard draft["IsPrimary"] == .bool(true), draft.changes("IsPrimary"), let table = store.table("OpportunityContactRole"),
      let opportunity = table.definition.position(of: "OpportunityId"), let primary = table.definition.position(of: "IsPrimary")
    else { return }
    for position in table.find(opportunity, draft["OpportunityId"]) {
      var row = table[position]
      guard row.id != draft.id, row.values[primary] == .bool(true) else { continue }
      row.values[primary] = .bool(false)
      store.replace("OpportunityContactRole", row)
    }
  }

  // salesforce.md 8.4: who, what and the account.
  private func activity(_ draft: inout Draft, in store: RecordStore) throws(Rejection) {
    if draft["WhoId"].string?.hasPrefix("00Q") == true, !draft["WhatId"].isNull {
      throw Rejection("FIELD_INTEGRITY_EXCEPTION", "If WhoId is a Lead, WhatId can not be specified", fields: ["WhatId"])
    }
    if !draft.isNew, draft.definition.name == "Task", draft["IsRecurrence"] == .bool(true), draft.wasSent("Status") {
      throw Rejection("FIELD_INTEGRITY_EXCEPTION", "Status can not be changed on a recurring series", fields: ["Status"])
    }
    let what = draft["WhatId"].string ?? ""
    if what.hasPrefix("001") {
      draft["AccountId"] = .string(what)
    } else if what.hasPrefix("006") {
      draft["AccountId"] = store.value(what, "AccountId")
    } else {
      draft["AccountId"] = draft["WhoId"].string.map { store.value($0, "AccountId") } ?? .null
    }
  }

  private func task(_ draft: inout Draft) {
    let isClosed = draft["Status"] == "Completed"
    if draft.changes("Status") { draft["CompletedDateTime"] = isClosed ? .string(writer.now.wholeSecond.salesforce) : .null }
    draft["IsClosed"] = .bool(isClosed)
    draft["IsHighPriority"] = .bool(draft["Priority"] == "High")
  }

  // salesforce.md 8.5: a start and a length.
  private func event(_ draft: inout Draft) throws(Rejection) {
    let sentStart = draft.wasSent("ActivityDateTime") && !draft.wasSent("StartDateTime") ? "ActivityDateTime" : "StartDateTime"
    var start = draft[sentStart].string.flatMap { Instant(iso: $0) }
    if draft["IsAllDayEvent"] == .bool(true), start == nil { start = draft["ActivityDate"].string.flatMap { CivilDate($0)?.midnight } }
    guard let start else {
      throw Rejection("REQUIRED_FIELD_MISSING", "Required fields are missing: [StartDateTime]", fields: ["StartDateTime"])
    }
    let allDay = draft["IsAllDayEvent"] == .bool(true) ? 1440 : nil
    let end = draft["EndDateTime"].string.flatMap { Instant(iso: $0) }
    let useDuration = draft.wasSent("DurationInMinutes") || end == nil
    guard let minutes = useDuration ? draft["DurationInMinutes"].int ?? allDay : end.map({ ($0.milliseconds - start.milliseconds) / 60000 }) else {
      throw Rejection("REQUIRED_FIELD_MISSING", "Required fields are missing: [DurationInMinutes]", fields: ["DurationInMinutes"])
    }
    if useDuration, draft.wasSent("EndDateTime"), let end, end != start + minutes * 60 {
      throw Rejection("FIELD_INTEGRITY_EXCEPTION", "The event duration and the event end do not agree", fields: ["DurationInMinutes", "EndDateTime"])
    }
    guard minutes >= 0 else { throw Rejection("FIELD_INTEGRITY_EXCEPTION", "The event ends before it starts", fields: ["EndDateTime"]) }
    draft["StartDateTime"] = .string(start.salesforce)
    draft["ActivityDateTime"] = draft["IsAllDayEvent"] == .bool(true) ? .null : .string(start.salesforce)
    draft["ActivityDate"] = .string(start.date.text)
    draft["DurationInMinutes"] = .int(minutes)
    draft["EndDateTime"] = .string((start + minutes * 60).salesforce)
    draft["GroupEventType"] = "0"
  }

  // salesforce.md 8.6.
  private func supportCase(_ draft: inout Draft, in store: RecordStore) {
    if draft.isNew { draft["CaseNumber"] = .string(pad(1000 + (store.table("Case")?.sequence ?? 0), 8)) }
    let isClosed = draft["Status"] == "Closed"
    if draft.changes("Status") { draft["ClosedDate"] = isClosed ? .string(writer.now.wholeSecond.salesforce) : .null }
    draft["IsClosed"] = .bool(isClosed)
    if draft.isNew { draft["IsClosedOnCreate"] = .bool(isClosed) }
    guard let contact = draft["ContactId"].string else { return }
    if draft["AccountId"].isNull, draft.changes("ContactId") { draft["AccountId"] = store.value(contact, "AccountId") }
    draft["ContactEmail"] = store.value(contact, "Email")
    draft["ContactPhone"] = store.value(contact, "Phone")
  }

  private func feedItem(_ draft: inout Draft) {
    guard draft.isNew else { return }
    draft["InsertedById"] = .string(writer.user)
    for count in ["Revision", "CommentCount", "LikeCount"] { draft[count] = .int(count == "Revision" ? 1 : 0) }
  }

  private func feedComment(_ draft: inout Draft, in store: inout RecordStore) {
    guard draft.isNew, let item = draft["FeedItemId"].string, var row = store.row(item),
      let count = store.table("FeedItem")?.definition.position(of: "CommentCount")
    else { return }
    draft["ParentId"] = store.value(item, "ParentId")
    row.values[count] = .int((row.values[count].int ?? 0) + 1)
    store.replace("FeedItem", row)
  }

  /// The alerting rule of a new organisation: last name and address together (salesforce.md 8.2).
  private func checkDuplicate(_ draft: Draft, in store: RecordStore) throws(Rejection) {
    guard writer.checksDuplicates, !writer.allowsDuplicates, draft.changes("Email") || draft.changes("LastName"),
      let table = store.table("Contact"), let email = table.definition.position(of: "Email"), !draft["Email"].isNull
    else { return }
    let same = table.find(email, draft["Email"]).map { table[$0] }.first { row in
      !row.isDeleted && row.id != draft.id && store.value(row.id, "LastName").string?.lowercased() == draft["LastName"].string?.lowercased()
    }
    guard let same else { return }
    var rejection = Rejection("DUPLICATES_DETECTED", "Use one of these records?")
    rejection.duplicate = same.id
    throw rejection
  }
}
