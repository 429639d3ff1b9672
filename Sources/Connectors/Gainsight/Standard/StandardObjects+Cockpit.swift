import Schema

extension StandardObjects {
  private typealias F = StandardField

  /// Reference 5.2.
  static let callToAction = object(
    "call_to_action",
    [
      F.value("Name"), F.lookup("CompanyId", "company"), F.lookup("RelationshipId", "relationship"), F.lookup("OwnerId", "gsuser"),
      F.lookup("TypeId", "da_picklist"), F.lookup("ReasonId", "da_picklist"), F.lookup("StatusId", "da_picklist"),
      F.lookup("PriorityId", "da_picklist"), F.value("DueDate", .date), F.value("Comments", .text), F.readOnly("IsClosed", .boolean),
      F.value("IsImportant", .boolean), F.readOnly("ClosedDate", .date), F.readOnly("EntityType"),
    ], createable: false)

  static let task = object(
    "cs_task", [F.value("Name"), F.lookup("OwnerId", "gsuser"), F.lookup("CtaId", "call_to_action"), F.value("DueDate", .date)], createable: false)

  /// Reference 5.4.
  static let successPlan = object(
    "success_plan",
    [
      F.value("Name"), F.lookup("CompanyId", "company"), F.lookup("OwnerId", "gsuser"), F.lookup("StatusId", "da_picklist"),
      F.lookup("SuccessPlanTypeId", "da_picklist"), F.value("DueDate", .date), F.readOnly("PercentComplete", .percent),
      F.readOnly("IsClosed", .boolean),
    ], createable: false)

  /// Reference 6.1.
  static let timeline = object(
    "activity_timeline",
    [
      F.value("Subject"), F.value("Notes", .text), F.readOnly("NotesPlainText", .text), F.value("ActivityDate", .datetime), F.value("TypeName"),
      F.value("ContextName"), F.value("ContextId"), FieldSchema("ExternalId", .string, unique: true, externalID: true),
      F.lookup("AuthorId", "gsuser"), F.lookup("GsCompanyId", "company"), F.lookup("GsRelationshipId", "relationship"),
    ], createable: false)

  /// Reference 7.1: the stamps end in `At`; a score comes as text.
  static let npsResponse = object(
    "nps_survey_response",
    [
      F.readOnly("NPSScore", .number), F.readOnly("TrueNPS", .number), F.readOnly("ScoreType"), F.readOnly("Comment", .text), F.readOnly("Sentiment"),
      F.readOnly("RespondedDate", .datetime), F.readOnly("UserEmail", .email), F.readOnly("UserName"), F.readOnly("UserRole"),
      F.lookup("CompanyId", "company", writable: false), F.lookup("PersonId", "person", writable: false),
      F.lookup("CompanyPersonId", "company_person", writable: false), F.readOnly("SurveyId"), F.readOnly("ParticipantId"), F.readOnly("LanguageId"),
      F.readOnly("Deleted", .boolean),
    ], createable: false)

  /// Reference 6.2: beside these one number a measure, named by the tenant.
  static let scorecardHistory = object(
    "account_scorecard_history",
    [
      F.lookup("Account_Id__gc", "company", writable: false), F.readOnly("Scorecard_Id__gc"), F.readOnly("Snapshot_Date__gc", .date),
      F.readOnly("Time_Granularity__gc"), F.readOnly("Overall_Score_Account__gc", .number),
    ], createable: false)

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
