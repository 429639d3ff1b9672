import Schema

extension StandardObjects {
  private typealias F = StandardField

  /// Reference 3.5; the score 6.2.
  static let company = object(
    "company",
    [
      F.value("Name", required: true), F.salesforceID("SfdcAccountId", key: true), F.value("Arr", .currency), F.value("Mrr", .currency),
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

  /// Reference 4.2: one person at one company. Gainsight finds a person by its e-mail address, and links it to each of its companies.
  static let person = object(
    "person",
    [FieldSchema("Email", .email, nullable: false, required: true, externalID: true)] + ofPerson + [
      F.lookup("Company_ID", "company", required: true), F.lookup("Person_ID", "person_record"), F.value("Title"), F.value("Role"),
      F.value("Active", .boolean), F.value("IsPrimaryCompany", .boolean), F.lookup("Manager", "person_record"),
      F.readOnly("MasterRecordID"), F.readOnly("MasterAvatarTypeCode"), F.readOnly("DynamicResolutionKey"),
    ])

  private static let ofPerson = [
    F.value("FirstName"), F.value("MiddleName"), F.value("LastName"), F.value("Name"), F.value("LinkedinUrl", .url), F.value("Location"),
    F.value("Timezone"), F.value("EmailOptOut", .boolean), F.value("Comments", .text),
  ]

  /// The person alone, for paths over references.
  static let personRecord = object(
    "person_record",
    [FieldSchema("Email", .email, createable: false, updateable: false, unique: true, externalID: true)]
      + ofPerson.map { F.readOnly($0.name, $0.type) }
      + [F.readOnly("MasterRecordID"), F.readOnly("MasterAvatarTypeCode"), F.readOnly("DynamicResolutionKey")])

  /// The link as Gainsight keeps it.
  static let companyPerson = object(
    "company_person",
    [
      F.lookup("Person_ID", "person_record", writable: false), F.lookup("Company_ID", "company", writable: false), F.readOnly("Title"),
      F.readOnly("Role"), F.readOnly("Active", .boolean), F.readOnly("IsPrimaryCompany", .boolean),
      F.lookup("Manager", "person_record", writable: false),
    ])

  /// Reference 4.6.
  static let user = object(
    "gsuser",
    [
      F.readOnly("Name"), F.readOnly("FirstName"), F.readOnly("LastName"),
      FieldSchema("Email", .email, createable: false, updateable: false, unique: true, externalID: true), F.readOnly("SFDCUserName"),
      F.salesforceID("SfdcUserId", key: true, writable: false), F.readOnly("IsActiveUser", .boolean), F.readOnly("LicenseType"),
      F.lookup("Manager", "gsuser", writable: false),
    ])
}
