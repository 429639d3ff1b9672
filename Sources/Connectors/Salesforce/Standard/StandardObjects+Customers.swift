import Schema

extension StandardObjects {
  private typealias F = StandardField

  /// Reference 8.1.
  static let account = object(
    "Account",
    [
      F.text("Name", 255, required: true), F.picklist("Type"), F.picklist("Industry"), F.value("AnnualRevenue", .currency),
      F.value("NumberOfEmployees", .integer), F.picklist("Ownership"), F.picklist("Rating"), F.picklist("AccountSource"), F.text("Site", 80),
      F.text("AccountNumber", 40), F.text("Phone", 40, .phone), F.text("Fax", 40, .phone), F.text("Website", 255, .url), F.text("Sic", 20),
      F.text("SicDesc", 80), F.text("TickerSymbol", 20), F.text("Description", 32000, .text), F.reference("ParentId", ["Account"], "Parent"),
      F.reference("MasterRecordId", ["Account"], "MasterRecord", createable: false, updateable: false),
      F.readOnly("LastActivityDate", .date),
    ] + address("Billing") + address("Shipping"))

  /// Reference 8.2. `Email` finds records but is not unique.
  static let contact = object(
    "Contact",
    [
      F.text("LastName", 80, required: true), F.text("FirstName", 40), F.picklist("Salutation"),
      FieldSchema("Name", .string, form: .caseless, length: 121, createable: false, updateable: false),
      F.reference("AccountId", ["Account"], "Account"), FieldSchema("Email", .email, length: 80, externalID: true), F.text("Title", 128),
      F.text("Department", 80), F.reference("ReportsToId", ["Contact"], "ReportsTo"), F.picklist("LeadSource"), F.value("Birthdate", .date),
      F.text("Description", 32000, .text), F.value("HasOptedOutOfEmail", .boolean), F.value("DoNotCall", .boolean),
      F.readOnly("EmailBouncedReason", .string), F.readOnly("EmailBouncedDate", .datetime), F.readOnly("IsEmailBounced", .boolean),
      F.reference("MasterRecordId", ["Contact"], "MasterRecord", createable: false, updateable: false), F.readOnly("LastActivityDate", .date),
    ] + ["Phone", "MobilePhone", "HomePhone", "OtherPhone", "Fax", "AssistantPhone"].map { F.text($0, 40, .phone) } + address("Mailing")
      + address("Other"))

  /// Reference 8.7: users are neither deleted nor owned.
  static let user = object(
    "User",
    [
      FieldSchema("Username", .string, form: .caseless, length: 80, nullable: false, required: true, unique: true, externalID: true),
      FieldSchema("Email", .email, length: 128, nullable: false, required: true), F.text("LastName", 80, required: true), F.text("FirstName", 40),
      FieldSchema("Name", .string, form: .caseless, length: 121, createable: false, updateable: false), F.text("Alias", 8, required: true),
      F.value("IsActive", .boolean), FieldSchema("ProfileId", .reference, form: .salesforceID, nullable: false, required: true),
      FieldSchema("UserRoleId", .reference, form: .salesforceID), F.readOnly("UserType", .picklist),
      F.reference("ManagerId", ["User"], "Manager"), F.picklist("TimeZoneSidKey", required: true), F.picklist("LocaleSidKey", required: true),
      F.picklist("EmailEncodingKey", required: true), F.picklist("LanguageLocaleKey", required: true), F.text("FederationIdentifier", 512),
      F.text("EmployeeNumber", 20), F.text("Title", 80), F.text("Department", 80),
      F.reference("ContactId", ["Contact"], "Contact", updateable: false),
    ], owned: false, deletable: false)

  private static func address(_ prefix: String) -> [FieldSchema] {
    [
      F.text("\(prefix)Street", 255, .text), F.text("\(prefix)City", 40), F.text("\(prefix)State", 80), F.text("\(prefix)PostalCode", 20),
      F.text("\(prefix)Country", 80), FieldSchema("\(prefix)Address", .any, createable: false, updateable: false),
    ]
  }
}
