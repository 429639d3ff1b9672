import ConnectorKit

/// How an object of flows lies in Gainsight: the object that is queried, where its fields are there, and the call that writes it.
/// Names are compared without case.
struct ObjectForm: Sendable {
  /// The call that writes records of an object.
  enum Writing: Sendable, Equatable {
    /// Reference 3.4: companies, relationships and custom objects, by this name.
    case records(String)
    /// Reference 4.2: one person with its companies.
    case people
    /// Reference 5.3 and 5.4: CTAs and Success Plans.
    case work(WorkForm)
    /// Reference 6.1.
    case timeline
  }

  /// The name in the query API and in metadata.
  let query: String
  /// Nil for an object that is only read.
  var writing: Writing?
  /// The field that moves with each change. Reference 4.4.
  var watermark = "ModifiedDate"
  var created = "CreatedDate"
  /// The reference over which the fields of `elsewhere` are read.
  var through: String?
  /// Fields, in lower case, that lie in another object's record.
  var elsewhere: Set<String> = []
  /// Fields, in lower case, that a write takes and no query gives.
  var writeOnly: Set<String> = []

  static func of(_ name: String) -> ObjectForm {
    switch name.lowercased() {
    case "company": ObjectForm(query: name, writing: .records("Company"))
    case "relationship": ObjectForm(query: name, writing: .records("relationship"))
    case let lowered where lowered.hasSuffix("__gc"): ObjectForm(query: name, writing: .records(name))
    case "person": ObjectForm(query: "company_person", writing: .people, through: "Person_ID", elsewhere: PersonFields.ofPerson)
    case "person_record": ObjectForm(query: "person")
    case "call_to_action":
      ObjectForm(query: name, writing: .work(.callToAction), writeOnly: ["referenceid", "playbookid", "associatedrecords"])
    case "success_plan", "cta_group": ObjectForm(query: "cta_group", writing: .work(.successPlan), writeOnly: ["referenceid", "templates"])
    case "timeline", "activity_timeline": ObjectForm(query: "activity_timeline", writing: .timeline, watermark: "LastModifiedDate")
    case "nps_survey_response": ObjectForm(query: name, watermark: "ModifiedAt", created: "CreatedAt")
    case "record_delete_log", "record_delete_log_high_volume": ObjectForm(query: name, watermark: "DeletedOn")
    default: ObjectForm(query: name)
    }
  }

  /// The name by which flows know an object of metadata. Reference 4.2: a flow's `person` is one person at one company, which Gainsight keeps
  /// as a `company_person`; what belongs to the person alone is a `person_record`.
  static func known(_ name: String) -> String {
    switch name.lowercased() {
    case "person": "person_record"
    case "cta_group": "success_plan"
    case "activity_timeline": "timeline"
    default: name
    }
  }

  /// The path as the query API spells it; nil for what no query gives. Reference 3.3: `Csm.Email` is `Csm__gr.Email`, and a custom
  /// `Owner__gc.Email` is `Owner__gr.Email`.
  func queried(_ path: FieldPath) -> String? {
    guard let first = path.parts.first?.lowercased(), !writeOnly.contains(first) else { return nil }
    if let through, path.parts.count == 1, elsewhere.contains(first) { return "\(through)__gr.\(path.parts[0])" }
    let hops = path.parts.dropLast().map { part in
      part.hasSuffix("__gr") ? part : "\(part.hasSuffix("__gc") ? String(part.dropLast(4)) : part)__gr"
    }
    return (hops + path.parts.suffix(1)).joined(separator: ".")
  }
}

/// Which fields of a person at a company belong to the person. Reference 4.2.
enum PersonFields {
  /// In lower case.
  static let ofPerson: Set<String> = [
    "email", "firstname", "middlename", "lastname", "name", "linkedinurl", "location", "timezone", "emailoptout", "comments", "masterrecordid",
    "masteravatartypecode", "dynamicresolutionkey",
  ]
}

/// What CTAs and Success Plans differ in.
struct WorkForm: Sendable, Equatable {
  let path: String
  /// What failures call a record.
  let noun: String
  /// Fields of which the name of the item is written, and the key that takes it. Reference 5.3: names, not ids.
  let labels: [String: String]

  static let callToAction = WorkForm(
    path: "/v2/cockpit/cta", noun: "CTA", labels: ["typeid": "type", "reasonid": "reason", "statusid": "status", "priorityid": "priority"])
  static let successPlan = WorkForm(
    path: "/v2/successPlan/", noun: "Success Plan", labels: ["successplantypeid": "SuccessPlanType", "statusid": "status"])
}
