/// The objects of the sandbox's Gainsight (gainsight.md 3.5, 4).
enum GainsightSchema {
  static let objects: [GainsightObject] = [
    company, user, person, companyPerson, relationshipType, relationship, scoreDefinition, scorecard, scoreHistory, picklistItem, callToAction,
    task, successPlan, timeline, npsResponse, deleteLog, flowNotes,
  ]

  private static let audit: [GainsightField] = [
    .of(.datetime, "CreatedDate").readOnly(), .of(.datetime, "ModifiedDate").readOnly(), .lookup("CreatedBy", "gsuser").readOnly(),
    .lookup("ModifiedBy", "gsuser").readOnly(),
  ]

  // gainsight.md 3.5.
  static let company = GainsightObject(
    "company", "Company", prefix: "1P02", writable: true,
    [
      .text("Name", 200).needed().asKey(), .of(.sfdcID, "SfdcAccountId").asKey(), .of(.currency, "Arr"), .of(.currency, "Mrr"),
      .of(.number, "Employees"), .of(.number, "Users"), .text("Industry", 200), .text("TickerSymbol", 20), .text("BillingAddress", 500),
      .text("Summary", 4000), .picklist("Stage", "Stage"), .picklist("Status", "Status"), .picklist("CompanyType", "CompanyType"),
      .lookup("Csm", "gsuser"), .lookup("PreviousCsm", "gsuser").readOnly(), .lookup("ParentCompany", "company"), .of(.date, "RenewalDate"),
      .of(.date, "OriginalContractDate"), .of(.number, "LifecycleInWeeks"), .of(.number, "CustomerLifetimeInMonths").readOnly(),
      .picklist("ManagedAs", "ManagedAs"), GainsightField(name: "Tags", type: .multiselect, category: "Tags"),
      .lookup("CurrentScore", "scorecard_scheme_definition").readOnly(), .lookup("ScorecardId", "scorecard_master").readOnly(),
      .picklist("Trend", "Trend").readOnly(), .of(.number, "Nps").readOnly(), .of(.number, "Csat").readOnly(),
      .lookup("Account_Owner__gc", "gsuser"), .text("Region__gc", 40), .of(.datetime, "Synced_At__gc"),
    ] + audit)

  // gainsight.md 4.6.
  static let user = GainsightObject(
    "gsuser", "User", prefix: "1P01",
    [
      .text("Name"), .text("FirstName"), .text("LastName"), .of(.email, "Email").asKey(), .text("SFDCUserName"), .of(.sfdcID, "SfdcUserId").asKey(),
      .of(.boolean, "IsActiveUser"), .text("LicenseType", 40), .lookup("Manager", "gsuser"), .of(.datetime, "CreatedDate").readOnly(),
      .of(.datetime, "ModifiedDate").readOnly(),
    ])

  // gainsight.md 4.2.
  static let person = GainsightObject(
    "person", "Person", prefix: "1P03",
    [
      .of(.email, "Email").asKey(), .text("FirstName", 100), .text("MiddleName", 100), .text("LastName", 100), .text("Name"),
      .of(.url, "LinkedinUrl"), .text("Location"), .text("Timezone", 60), .of(.boolean, "EmailOptOut"), .text("Comments", 4000),
      .text("MasterRecordID", 50).readOnly(), .text("MasterAvatarTypeCode", 50).readOnly(), .text("DynamicResolutionKey").readOnly(),
    ] + audit)

  static let companyPerson = GainsightObject(
    "company_person", "Company Person", prefix: "1C01",
    [
      .lookup("Person_ID", "person"), .lookup("Company_ID", "company"), .text("Title", 200), .text("Role", 200), .of(.boolean, "Active"),
      .of(.boolean, "IsPrimaryCompany"), .lookup("Manager", "person"), .text("SfdcContactId__gc", 18).asKey(),
    ] + audit)

  static let relationshipType = GainsightObject("relationship_type", "Relationship Type", prefix: "1P06", [.text("Name")] + audit)

  // gainsight.md 4.1.
  static let relationship = GainsightObject(
    "relationship", "Relationship", prefix: "1P05", writable: true,
    [
      .text("Name", 200).needed().asKey(), .lookup("CompanyId", "company").needed(), .lookup("TypeId", "relationship_type"),
      .lookup("Csm", "gsuser"), .picklist("Stage", "Stage"), .picklist("Status", "Status"), .of(.currency, "Arr"),
      .lookup("CurrentScore", "scorecard_scheme_definition").readOnly(),
    ] + audit)

  // gainsight.md 6.2: what a score's id stands for.
  static let scoreDefinition = GainsightObject(
    "scorecard_scheme_definition", "Scoring Scheme Definition", prefix: "1I00", kind: "SYSTEM", modified: nil,
    [.text("Name").asKey(), .text("Label"), .text("Color"), .of(.number, "Score"), .of(.number, "RangeFrom"), .of(.number, "RangeTo")])

  static let scorecard = GainsightObject(
    "scorecard_master", "Scorecard", prefix: "1I00", kind: "SYSTEM", modified: nil, [.text("Name"), .text("EntityType")])

  static let scoreHistory = GainsightObject(
    "account_scorecard_history", "Account Scorecard History", prefix: "1I00", kind: "SYSTEM",
    [
      .of(.number, "Id"), .lookup("Account_Id__gc", "company"), .lookup("Scorecard_Id__gc", "scorecard_master"),
      .of(.date, "Snapshot_Date__gc"), .text("Time_Granularity__gc", 20), .of(.number, "Overall_Score_Account__gc"),
      .of(.number, "Product_Usage__gc"), .of(.number, "Support__gc"), .of(.datetime, "CreatedDate"), .of(.datetime, "ModifiedDate"),
    ])

  static let picklistItem = GainsightObject(
    "da_picklist", "Picklist", prefix: "1I00", kind: "SYSTEM", modified: nil,
    [
      .text("Name").asKey(), .text("Category").asKey(), .text("SystemName"), .of(.boolean, "Active"), .of(.number, "DisplayOrder"),
      .text("CategoryGsid", 36),
    ])

  static let npsResponse = GainsightObject(
    "nps_survey_response", "NPS Survey Response", prefix: "1I00", kind: "SYSTEM", modified: "ModifiedAt",
    [
      .of(.number, "NPSScore"), .of(.number, "TrueNPS"), .text("ScoreType", 20), .text("Comment", 4000), .text("Sentiment", 40),
      .of(.datetime, "RespondedDate"), .of(.email, "UserEmail").asKey(), .text("UserName"), .text("UserRole"), .lookup("CompanyId", "company"),
      .lookup("PersonId", "person"), .lookup("CompanyPersonId", "company_person"), .text("SurveyId", 36), .text("ParticipantId", 36),
      .text("LanguageId", 36), .of(.datetime, "CreatedAt"), .of(.datetime, "ModifiedAt"), .of(.boolean, "Deleted"),
    ])

  // gainsight.md 4.4: deletes of the last 15 days.
  static let deleteLog = GainsightObject(
    "record_delete_log", "Record Delete Log", prefix: "1I00", kind: "SYSTEM", modified: "DeletedOn",
    [.text("RecordId", 36), .of(.datetime, "DeletedOn"), .text("ObjectName")])

  /// A low-volume custom object of the example organisation (gainsight.md 4.3).
  static let flowNotes = GainsightObject(
    "flow_notes__gc", "Flow Notes", prefix: "1Z01", kind: "CUSTOM", writable: true,
    [
      .text("Name", 200).needed().asKey(), .lookup("Company__gc", "company"), .text("External_Key__gc", 128).asKey(), .of(.number, "Score__gc"),
      .of(.date, "Noted_On__gc"), .of(.boolean, "Reviewed__gc"),
    ] + audit)
}
