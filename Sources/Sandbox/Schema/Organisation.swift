extension SalesforceSchema {
  static let organization = ObjectDefinition(
    "Organization", "Organization", plural: "Organizations", prefix: "00D", deleted: false,
    [
      .text("Name", 80).asName(), .text("InstanceName", 5), .flag("IsSandbox"), .text("OrganizationType", 40), .text("TimeZoneSidKey", 40),
      .text("LanguageLocaleKey", 40), .text("DefaultLocaleSidKey", 40),
    ]
  ).with(makeReadOnly)

  static let profile = ObjectDefinition(
    "Profile", "Profile", plural: "Profile", prefix: "00e", deleted: false, [.text("Name", 255).asName(), .text("UserType", 40)]
  ).with(makeReadOnly)

  static let recordType = ObjectDefinition(
    "RecordType", "Record Type", plural: "Record Types", prefix: "012", deleted: false,
    [.text("Name", 80).asName(), .text("DeveloperName", 80), .text("SobjectType", 40), .flag("IsActive")]
  ).with(makeReadOnly)

  // salesforce.md 8.7: no delete, no IsDeleted.
  static let user = ObjectDefinition(
    "User", "User", plural: "Users", prefix: "005", deleted: false,
    [
      .text("Username", 80).required().with { field in
        field.unique = true
        field.idLookup = true
      },
      .text("LastName", 80).required(), .text("FirstName", 40), .text("Name", 121, label: "Full Name").readOnly().required(true).asName(),
      .text("CompanyName", 80), .text("Division", 80), .text("Department", 80), .text("Title", 80), .email("Email").required().lookupKey(),
      .text("Alias", 8).required(), .flag("IsActive", default: true), .text("TimeZoneSidKey", 40).required(),
      .text("LocaleSidKey", 40).required(), .text("EmailEncodingKey", 40).required(), .text("LanguageLocaleKey", 40).required(),
      .reference("ProfileId", to: ["Profile"]).required(),
      .picklist("UserType", ["Standard", "PowerPartner", "CspLitePortal", "Guest"], length: 40).readOnly().required(true),
      .reference("ManagerId", to: ["User"]), .text("EmployeeNumber", 20), .text("FederationIdentifier", 512).lookupKey(), .phone("Phone"),
      .reference("ContactId", to: ["Contact"]).readOnly(),
    ]
  ).with { $0.deletable = false }
}
