/// Cockpit, Success Plans and Timeline (gainsight.md 5 and 6.1).
extension GainsightSchema {
  private static let times: [GainsightField] = [.of(.datetime, "CreatedDate").readOnly(), .of(.datetime, "ModifiedDate").readOnly()]

  static let callToAction = GainsightObject(
    "call_to_action", "Call To Action", prefix: "1S01",
    [
      .text("Name", 200).needed(), .text("EntityType", 20), .lookup("CompanyId", "company"), .lookup("RelationshipId", "relationship"),
      .lookup("OwnerId", "gsuser"), .lookup("TypeId", "da_picklist"), .lookup("ReasonId", "da_picklist"), .lookup("StatusId", "da_picklist"),
      .lookup("PriorityId", "da_picklist"), .of(.date, "DueDate"), .of(.boolean, "IsClosed"), .of(.boolean, "IsImportant"),
      .of(.datetime, "ClosedDate"), .of(.richText, "Comments"), .text("ReferenceId", 200).asKey(), .text("PlaybookId", 36),
      .of(.list, "associatedRecords"), .lookup("CtaGroupId", "cta_group"), .text("Source_Flow__gc", 200),
    ] + times)

  static let task = GainsightObject(
    "cs_task", "CTA Task", prefix: "1S02",
    [
      .text("Name", 200), .lookup("CtaId", "call_to_action"), .lookup("CompanyId", "company"), .lookup("OwnerId", "gsuser"), .of(.date, "DueDate"),
      .of(.boolean, "IsClosed"), .text("Status", 40), .text("Priority", 40),
    ] + times)

  static let successPlan = GainsightObject(
    "cta_group", "Success Plan", prefix: "1S04",
    [
      .text("Name", 200).needed(), .lookup("CompanyId", "company"), .lookup("RelationshipId", "relationship"), .lookup("OwnerId", "gsuser"),
      .lookup("StatusId", "da_picklist"), .lookup("SuccessPlanTypeId", "da_picklist"), .of(.date, "DueDate"), .of(.percentage, "PercentComplete"),
      .of(.boolean, "IsClosed"), .of(.list, "Templates"), .text("ReferenceId", 200).asKey(),
    ] + times)

  static let timeline = GainsightObject(
    "activity_timeline", "Timeline", prefix: "1I00", modified: "LastModifiedDate",
    [
      .text("Subject", 200), .of(.richText, "Notes"), .text("NotesPlainText", 65536), .of(.datetime, "ActivityDate"), .text("TypeName", 80),
      .text("ContextName", 40), .text("ContextId", 36), .text("ExternalId", 200).asKey(), .lookup("AuthorId", "gsuser"),
      .lookup("GsCompanyId", "company"), .lookup("GsRelationshipId", "relationship"), .lookup("GsCreatedByUserId", "gsuser"),
      .of(.datetime, "CreatedDate").readOnly(), .of(.datetime, "LastModifiedDate").readOnly(), .of(.list, "InternalAttendees"),
      .of(.list, "ExternalAttendees"), .text("Ant__Renewal_Note__c", 1000), .text("Ant__Sentiment__c", 80),
    ])

  /// The items of each picklist, in their order.
  static let picklists: [(category: String, labels: [String])] = [
    ("Stage", ["New Customer", "Kicked Off", "Launched", "Adopting", "Renewal", "Will Churn", "Churn"]),
    ("Status", ["Active", "Inactive", "Churn"]), ("CompanyType", ["Customer", "Prospect", "Partner"]),
    ("ManagedAs", ["High Touch", "Mid Touch", "Tech Touch"]), ("Tags", ["Reference", "Beta", "At Risk"]), ("Trend", ["Up", "Down", "Same"]),
    ("CTA_TYPE", ["Risk", "Opportunity", "Lifecycle", "Activity", "Objective"]), ("CTA_PRIORITY", ["High", "Medium", "Low"]),
    ("CTA_STATUS", ["New", "Work In Progress", "Closed Success", "Closed No Action", "Closed Invalid"]),
    ("CTA_REASON", ["Usage Drop", "Support Risk", "Survey Response", "Renewal Risk", "Onboarding", "Executive Change", "Other"]),
    ("SUCCESS_PLAN_TYPE", ["Onboarding", "Adoption", "ROI"]), ("SUCCESS_PLAN_STATUS", ["Draft", "Active", "Closed"]),
  ]

  /// The templates of Success Plans, by plan type.
  static let templates: [String: [String]] = [
    "Onboarding": ["Enterprise Onboarding", "Growth Onboarding", "Standard Onboarding"], "Adoption": ["Adoption Boost"], "ROI": ["Value Review"],
  ]
}
