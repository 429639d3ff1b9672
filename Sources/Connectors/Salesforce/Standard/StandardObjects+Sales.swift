import Schema

extension StandardObjects {
  private typealias F = StandardField

  /// Reference 8.3: `IsClosed` and `IsWon` follow the stage.
  static let opportunity = object(
    "Opportunity",
    [
      F.text("Name", 120, required: true), F.picklist("StageName", required: true), F.value("CloseDate", .date, required: true),
      F.readOnly("IsClosed", .boolean), F.readOnly("IsWon", .boolean), F.value("Amount", .currency), F.value("Probability", .percent),
      F.picklist("Type"), F.picklist("ForecastCategoryName"), F.readOnly("ForecastCategory", .picklist),
      F.reference("AccountId", ["Account"], "Account"), F.text("NextStep", 255), F.picklist("LeadSource"), F.text("Description", 32000, .text),
      FieldSchema("CampaignId", .reference, form: .salesforceID, reference: Reference(to: ["Campaign"], path: "Campaign")),
      FieldSchema("Pricebook2Id", .reference, form: .salesforceID, reference: Reference(to: ["Pricebook2"], path: "Pricebook2")),
      F.readOnly("Fiscal", .string), F.readOnly("FiscalQuarter", .integer), F.readOnly("FiscalYear", .integer),
      F.readOnly("HasOpenActivity", .boolean), F.readOnly("HasOverdueTask", .boolean), F.readOnly("HasOpportunityLineItem", .boolean),
      F.readOnly("LastActivityDate", .date),
    ])

  /// Reference 8.8: the opportunity cannot be changed later.
  static let opportunityContactRole = object(
    "OpportunityContactRole",
    [
      F.reference("OpportunityId", ["Opportunity"], "Opportunity", required: true, updateable: false),
      F.reference("ContactId", ["Contact"], "Contact", required: true), F.picklist("Role"), F.value("IsPrimary", .boolean),
    ], owned: false)

  /// Reference 8.6.
  static let caseObject = object(
    "Case",
    [
      FieldSchema("CaseNumber", .string, form: .caseless, nullable: false, createable: false, updateable: false, externalID: true),
      F.text("Subject", 255), F.text("Description", 32000, .text), F.picklist("Status", ["New", "Working", "Escalated", "Closed"]),
      F.picklist("Priority", ["High", "Medium", "Low"]), F.picklist("Origin", ["Phone", "Email", "Web"]), F.picklist("Type"),
      F.picklist("Reason"), F.reference("ContactId", ["Contact"], "Contact"), F.reference("AccountId", ["Account"], "Account"),
      F.reference("ParentId", ["Case"], "Parent"), F.text("SuppliedName", 80), FieldSchema("SuppliedEmail", .email, length: 80),
      F.text("SuppliedPhone", 40), F.text("SuppliedCompany", 80), F.readOnly("IsClosed", .boolean), F.readOnly("IsEscalated", .boolean),
      F.readOnly("ClosedDate", .datetime), F.readOnly("IsClosedOnCreate", .boolean), F.readOnly("ContactEmail", .email),
      F.readOnly("ContactPhone", .phone),
    ])
}
