import Schema

extension StandardObjects {
  private typealias F = StandardField

  /// Reference 5.2 and 5.3. The names of type, reason, status and priority are written: `TypeId.Name`.
  static let callToAction = object(
    "call_to_action",
    [
      F.value("Name", required: true), F.lookup("CompanyId", "company"), F.lookup("RelationshipId", "relationship"),
      F.lookup("OwnerId", "gsuser"), F.lookup("TypeId", "da_picklist", required: true), F.lookup("ReasonId", "da_picklist"),
      F.lookup("StatusId", "da_picklist"), F.lookup("PriorityId", "da_picklist"), F.value("DueDate", .date, required: true),
      F.value("Comments", .text), F.value("IsImportant", .boolean), F.onCreate("ReferenceId"), F.onCreate("PlaybookId"),
      F.onCreate("associatedRecords", .list), F.readOnly("IsClosed", .boolean), F.readOnly("ClosedDate", .datetime), F.readOnly("EntityType"),
      F.lookup("CtaGroupId", "success_plan", writable: false),
    ])

  static let task = object(
    "cs_task",
    [
      F.readOnly("Name"), F.lookup("CtaId", "call_to_action", writable: false), F.lookup("CompanyId", "company", writable: false),
      F.lookup("OwnerId", "gsuser", writable: false), F.readOnly("DueDate", .date), F.readOnly("IsClosed", .boolean), F.readOnly("Status"),
      F.readOnly("Priority"),
    ])

  /// Reference 5.4. `Templates` are names, and must fit the plan's type.
  static let successPlan = object(
    "success_plan",
    [
      F.value("Name", required: true), F.lookup("CompanyId", "company"), F.lookup("RelationshipId", "relationship"),
      F.lookup("OwnerId", "gsuser"), F.lookup("SuccessPlanTypeId", "da_picklist", required: true), F.lookup("StatusId", "da_picklist"),
      F.value("DueDate", .date, required: true), F.onCreate("Templates", .list), F.onCreate("ReferenceId"),
      F.readOnly("PercentComplete", .percent), F.readOnly("IsClosed", .boolean),
    ])

  /// Reference 6.1. `ExternalId` is the one key of a Gainsight write that is safe to repeat.
  static let timeline = object(
    "timeline",
    [
      F.value("Subject", required: true), F.value("Notes", .text), F.readOnly("NotesPlainText", .text),
      F.value("ActivityDate", .datetime, required: true), F.value("TypeName", required: true), F.onCreate("ContextName"), F.onCreate("ContextId"),
      FieldSchema("ExternalId", .string, updateable: false, unique: true, externalID: true), F.lookup("AuthorId", "gsuser", required: true),
      F.lookup("GsCompanyId", "company"), F.lookup("GsRelationshipId", "relationship"), F.onCreate("InternalAttendees", .list),
      F.onCreate("ExternalAttendees", .list), F.lookup("GsCreatedByUserId", "gsuser", writable: false),
    ])

  /// Reference 7.1: the stamps end in `At`; a score comes as text.
  static let npsResponse = object(
    "nps_survey_response",
    [
      F.readOnly("NPSScore", .number), F.readOnly("TrueNPS", .number), F.readOnly("ScoreType"), F.readOnly("Comment", .text), F.readOnly("Sentiment"),
      F.readOnly("RespondedDate", .datetime), F.readOnly("UserEmail", .email), F.readOnly("UserName"), F.readOnly("UserRole"),
      F.lookup("CompanyId", "company", writable: false), F.lookup("PersonId", "person_record", writable: false),
      F.lookup("CompanyPersonId", "company_person", writable: false), F.readOnly("SurveyId"), F.readOnly("ParticipantId"), F.readOnly("LanguageId"),
      F.readOnly("Deleted", .boolean),
    ])

  /// Reference 6.2: beside these one number a measure, named by the tenant.
  static let scorecardHistory = object(
    "account_scorecard_history",
    [
      F.lookup("Account_Id__gc", "company", writable: false), F.readOnly("Scorecard_Id__gc"), F.readOnly("Snapshot_Date__gc", .date),
      F.readOnly("Time_Granularity__gc"), F.readOnly("Overall_Score_Account__gc", .number),
    ])

  /// Reference 6.2: what a company's score leads to.
  static let score = ObjectSchema(
    "scorecard_scheme_definition",
    fields: [F.id(), F.readOnly("Name"), F.readOnly("Label"), F.readOnly("Score", .number), F.readOnly("Color")], identity: "Gsid", createable: false,
    updateable: false, complete: false)

  /// Reference 4.4: picklist items.
  static let configItem = ObjectSchema(
    "da_picklist", fields: [F.id(), F.readOnly("Name")], identity: "Gsid", createable: false, updateable: false, complete: false)

  static let relationshipType = ObjectSchema(
    "relationship_type", fields: [F.id(), F.readOnly("Name")], identity: "Gsid", createable: false, updateable: false, complete: false)
}
