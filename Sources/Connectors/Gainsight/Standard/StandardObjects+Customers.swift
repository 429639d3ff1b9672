import Schema

extension StandardObjects {
  private typealias F = StandardField

  /// Reference 3.5; the score 6.2.
  static let company = object(
    "company",
    [
      F.value("Name", required: true), F.salesforceID("SfdcAccountId"), F.value("Arr", .currency), F.value("Mrr", .currency),
      F.value("Employees", .number), F.value("Users", .number), F.value("Industry"), F.value("TickerSymbol"), F.value("BillingAddress"),
      F.value("Summary", .text), F.picklist("Stage", ["New Customer", "Kicked Off", "Launched", "Adopting", "Will Churn", "Churn"]),
      F.picklist("Status", ["Active", "Inactive", "Churn"]), F.picklist("CompanyType"), F.lookup("Csm", "gsuser"),
      F.lookup("PreviousCsm", "gsuser"), F.lookup("ParentCompany", "company"), F.value("RenewalDate", .date),
      F.value("OriginalContractDate", .date), F.value("LifecycleInWeeks", .number), F.readOnly("CustomerLifetimeInMonths", .number),
      F.picklist("ManagedAs"), FieldSchema("Tags", .multipicklist), F.lookup("CurrentScore", "scorecard_scheme_definition", writable: false),
      F.readOnly("ScorecardId"), F.readOnly("Trend"), F.readOnly("Nps", .number), F.readOnly("Csat", .number),
      F.lookup("CreatedBy", "gsuser", writable: false), F.lookup("ModifiedBy", "gsuser", writable: false),
    ])

  /// Reference 4.1.
  static let relationship = object(
    "relationship",
    [
      F.value("Name", required: true), F.lookup("CompanyId", "company", required: true), F.lookup("TypeId", "relationship_type", required: true),
      F.lookup("Csm", "gsuser"), F.picklist("Stage"), F.picklist("Status"), F.value("Arr", .currency),
      F.lookup("CurrentScore", "scorecard_scheme_definition", writable: false),
    ])

  /// Reference 4.2.
  static let person = object(
    "person",
    [
      FieldSchema("Email", .email, unique: true, externalID: true), F.value("FirstName"), F.value("MiddleName"), F.value("LastName"),
      F.value("Name"), F.value("LinkedinUrl", .url), F.value("Location"), F.value("Timezone"), F.value("EmailOptOut", .boolean),
      F.value("Comments", .text), F.value("MasterRecordID"), F.value("MasterAvatarTypeCode"), F.value("DynamicResolutionKey"),
    ], createable: false)

  static let companyPerson = object(
    "company_person",
    [
      F.lookup("Person_ID", "person"), F.lookup("Company_ID", "company"), F.value("Title"), F.value("Role"), F.value("Active", .boolean),
      F.value("IsPrimaryCompany", .boolean), F.lookup("Manager", "company_person"),
    ], createable: false)

  /// Reference 4.6.
  static let user = object(
    "gsuser",
    [
      F.readOnly("Name"), F.readOnly("FirstName"), F.readOnly("LastName"), F.readOnly("Email", .email), F.readOnly("SFDCUserName"),
      F.salesforceID("SfdcUserId"), F.readOnly("IsActiveUser", .boolean), F.readOnly("LicenseType"), F.lookup("Manager", "gsuser", writable: false),
    ], createable: false)
}
