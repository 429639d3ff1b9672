import CEL
import Calls
import OrderedCollections
import Schema

/// Rules of Task, Event and Case that Salesforce would answer with an error, or worse, with silence. Reference 8.4 to 8.6.
struct ActivityRules {
  /// Nil for an object without such rules.
  init?(_ object: String) {
    switch object.lowercased() {
    case "task": kind = .task
    case "event": kind = .event
    case "case": kind = .caseRecord
    default: return nil
    }
  }

  private enum Kind { case task, event, caseRecord }
  private let kind: Kind

  /// Why a record cannot be written; nil when nothing here speaks against it.
  func failure(of record: WriteRecord) -> CallFailure? {
    let fields = Fields(record.fields)
    if let name = readOnly(fields) {
      return wrong("INVALID_FIELD_FOR_INSERT_UPDATE", "`\(name)` follows from other fields and cannot be written: set \(instead(of: name)).", [name])
    }
    return switch kind {
    case .task: people(fields) ?? recurrence(fields, record) ?? nil
    case .event: people(fields) ?? recurrence(fields, record) ?? length(fields, record)
    case .caseRecord: owner(fields)
    }
  }

  /// The fields by name without case.
  private struct Fields {
    private let values: [String: (name: String, value: Value)]
    /// As they were given.
    let names: [String]

    init(_ record: Record) {
      values = Dictionary(record.map { ($0.key.lowercased(), ($0.key, $0.value)) }, uniquingKeysWith: { first, _ in first })
      names = Array(record.keys)
    }

    subscript(_ name: String) -> Value? { values[name.lowercased()]?.value }
    func name(_ name: String) -> String? { values[name.lowercased()]?.name }
    func text(_ name: String) -> String? { self[name]?.asString.flatMap { $0.isEmpty ? nil : $0 } }
    func has(_ name: String) -> Bool { self[name].map { !$0.isNull } ?? false }
    func isTrue(_ name: String) -> Bool { self[name] == .bool(true) || text(name)?.lowercased() == "true" }
  }

  private static let contact = "003"
  private static let lead = "00Q"

  private func readOnly(_ fields: Fields) -> String? {
    let names =
      switch kind {
      case .task: ["IsClosed", "CompletedDateTime", "AccountId"]
      case .event: ["IsChild", "IsGroupEvent", "GroupEventType", "AccountId"]
      case .caseRecord: ["IsClosed", "ClosedDate", "CaseNumber", "IsClosedOnCreate", "ContactEmail", "ContactPhone"]
      }
    return names.lazy.compactMap(fields.name).first
  }

  private func instead(of name: String) -> String {
    switch (kind, name.lowercased()) {
    case (_, "isclosed"), (_, "closeddate"), (_, "completeddatetime"): "`Status`"
    case (.caseRecord, "contactemail"), (.caseRecord, "contactphone"): "`ContactId`"
    case (_, "accountid"): "`WhatId` or `WhoId`"
    default: "it in Salesforce"
    }
  }

  /// `WhoId` is a person, `WhatId` a thing, and a lead stands alone.
  private func people(_ fields: Fields) -> CallFailure? {
    for path in fields.names {
      let first = path.split(separator: ".").first?.lowercased()
      if path.contains("."), first == "who" || first == "what" {
        return wrong(
          "FIELD_INTEGRITY_EXCEPTION", "`\(path)` cannot name the record: look it up, and set `\(first == "who" ? "WhoId" : "WhatId")`.", [path])
      }
    }
    let who = fields.text("WhoId").map { String($0.prefix(3)) }
    let what = fields.text("WhatId").map { String($0.prefix(3)) }
    if let who, who != Self.contact, who != Self.lead {
      return wrong(
        "FIELD_INTEGRITY_EXCEPTION", "`WhoId` takes a contact (003) or a lead (00Q), not an id that begins with \(who): that is for `WhatId`.",
        ["WhoId"])
    }
    if let what, what == Self.contact || what == Self.lead {
      return wrong("FIELD_INTEGRITY_EXCEPTION", "`WhatId` takes no person: a contact or lead (\(what)) goes into `WhoId`.", ["WhatId"])
    }
    if who == Self.lead, what != nil {
      return wrong("FIELD_INTEGRITY_EXCEPTION", "A lead in `WhoId` stands alone: leave `WhatId` empty.", ["WhoId", "WhatId"])
    }
    return nil
  }

  /// A series is made whole, and its dates are those of its recurrence.
  private func recurrence(_ fields: Fields, _ record: WriteRecord) -> CallFailure? {
    if record.id != nil, let name = fields.names.first(where: { $0.lowercased().hasPrefix("recurrence") || $0.lowercased() == "isrecurrence" }) {
      return wrong("INVALID_FIELD_FOR_INSERT_UPDATE", "`\(name)` is set when the series is made and not changed afterwards.", [name])
    }
    guard kind == .task, fields.isTrue("IsRecurrence"), fields.has("ActivityDate") else { return nil }
    return wrong(
      "FIELD_INTEGRITY_EXCEPTION", "A recurring task has no `ActivityDate`: set `RecurrenceStartDateOnly` and `RecurrenceEndDateOnly`.",
      ["ActivityDate"])
  }

  /// A new event needs a start and a length that fit.
  private func length(_ fields: Fields, _ record: WriteRecord) -> CallFailure? {
    if let (start, end) = Self.both(
      Self.moment(fields["StartDateTime"]) ?? Self.moment(fields["ActivityDateTime"]), Self.moment(fields["EndDateTime"]))
    {
      let seconds = end.seconds - start.seconds
      if seconds < 0 { return wrong("FIELD_INTEGRITY_EXCEPTION", "The event ends before it begins.", ["EndDateTime"]) }
      if let minutes = fields["DurationInMinutes"]?.asDouble, Int64(minutes) * 60 != seconds {
        return wrong("FIELD_INTEGRITY_EXCEPTION", "`DurationInMinutes` says another length than start and end: leave one out.", ["DurationInMinutes"])
      }
    }
    // An event of all days has a date instead, and the rest is Salesforce's to judge; so is a series.
    guard record.id == nil, !fields.isTrue("IsAllDayEvent"), !fields.isTrue("IsRecurrence") else { return nil }
    guard fields.has("StartDateTime") || fields.has("ActivityDateTime") else {
      return wrong("REQUIRED_FIELD_MISSING", "An event needs a start: set `StartDateTime`.", ["StartDateTime"])
    }
    guard fields.has("EndDateTime") || fields.has("DurationInMinutes") else {
      return wrong("REQUIRED_FIELD_MISSING", "An event needs a length: set `EndDateTime` or `DurationInMinutes`.", ["EndDateTime"])
    }
    return nil
  }

  private static func moment(_ value: Value?) -> Timestamp? { value.flatMap { Lenient.moment($0) } }

  private static func both(_ start: Timestamp?, _ end: Timestamp?) -> (Timestamp, Timestamp)? {
    guard let start, let end else { return nil }
    return (start, end)
  }

  /// A case is owned by a user or a queue.
  private func owner(_ fields: Fields) -> CallFailure? {
    guard let owner = fields.text("OwnerId")?.prefix(3), owner != "005", owner != "00G" else { return nil }
    return wrong(
      "FIELD_INTEGRITY_EXCEPTION", "A case is owned by a user (005) or a queue (00G), not by an id that begins with \(owner).", ["OwnerId"])
  }

  private func wrong(_ code: String, _ message: String, _ fields: [String]) -> CallFailure {
    CallFailure(.rejected, code: code, message: message, fields: fields)
  }
}
