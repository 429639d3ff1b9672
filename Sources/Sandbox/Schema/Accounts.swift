extension SalesforceSchema {
  // salesforce.md 8.1, and the custom fields of the example organisation.
  static let account = ObjectDefinition(
    "Account", "Account", plural: "Accounts", prefix: "001",
    [
      .reference("MasterRecordId", to: ["Account"]).readOnly(),
      .text("Name", 255, label: "Account Name").required().asName(),
      .picklist("Type", ["Prospect", "Customer", "Customer - Direct", "Customer - Channel", "Channel Partner / Reseller", "Partner", "Other"]),
      .reference("ParentId", to: ["Account"], children: "ChildAccounts"),
    ] + FieldDefinition.address("Billing") + FieldDefinition.address("Shipping") + [
      .phone("Phone"), .phone("Fax"), .text("AccountNumber", 40), .url("Website"), .text("Sic", 20),
      .picklist(
        "Industry",
        [
          "Banking", "Biotechnology", "Consulting", "Education", "Energy", "Finance", "Healthcare", "Insurance", "Manufacturing", "Media",
          "Retail", "Software", "Technology", "Telecommunications", "Transportation", "Utilities", "Other",
        ]),
      .currency("AnnualRevenue", 18, 0), .whole("NumberOfEmployees"),
      .picklist("Ownership", ["Public", "Private", "Subsidiary", "Other"]), .text("TickerSymbol", 20), .longText("Description"),
      .picklist("Rating", ["Hot", "Warm", "Cold"]), .text("Site", 80), owner,
      .picklist("AccountSource", ["Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"]), .text("SicDesc", 80),
      .date("LastActivityDate").readOnly(),
      .text("Gainsight_GSID__c", 36).uniqueExternalId(),
      .number("Health_Score__c", 18, 2),
      .picklist("Health_Trend__c", ["Improving", "Flat", "Declining"]).restrictedPicklist(),
      .datetime("Health_Updated_At__c"),
      .currency("ARR__c"),
      .picklist("Tier__c", ["Strategic", "Growth", "Standard"]).restrictedPicklist(),
      .text("Territory__c", 40),
      .number("NPS_Score__c", 3, 0),
      .datetime("NPS_Responded_At__c"), .datetime("Synced_At__c"),
    ] + activityTimes)

  // salesforce.md 8.2.
  static let contact = ObjectDefinition(
    "Contact", "Contact", plural: "Contacts", prefix: "003",
    [
      .reference("MasterRecordId", to: ["Contact"]).readOnly(),
      .reference("AccountId", to: ["Account"], children: "Contacts").cascading(),
      .text("LastName", 80).required(), .text("FirstName", 40),
      .picklist("Salutation", ["Mr.", "Ms.", "Mrs.", "Dr.", "Prof."]),
      .text("Name", 121, label: "Full Name").readOnly().required(true).asName(),
    ] + FieldDefinition.address("Other") + FieldDefinition.address("Mailing") + [
      .phone("Phone"), .phone("Fax"), .phone("MobilePhone"), .phone("HomePhone"), .phone("OtherPhone"), .phone("AssistantPhone"),
      .reference("ReportsToId", to: ["Contact"]), .email("Email").lookupKey(), .text("Title", 128), .text("Department", 80),
      .picklist("LeadSource", ["Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"]), .date("Birthdate"),
      .longText("Description"), owner, .flag("HasOptedOutOfEmail"), .flag("DoNotCall"), .text("EmailBouncedReason", 255).readOnly(),
      .datetime("EmailBouncedDate").readOnly(), .flag("IsEmailBounced").readOnly(), .date("LastActivityDate").readOnly(),
    ] + activityTimes)

  static let lead = ObjectDefinition(
    "Lead", "Lead", plural: "Leads", prefix: "00Q",
    [
      .text("LastName", 80).required(), .text("FirstName", 40), .text("Name", 121, label: "Full Name").readOnly().required(true).asName(),
      .text("Title", 128), .text("Company", 255).required(), .email("Email").lookupKey(), .phone("Phone"),
      .picklist("LeadSource", ["Web", "Phone Inquiry", "Partner Referral", "Purchased List", "Other"]),
      .picklist(
        "Status", ["Open - Not Contacted", "Working - Contacted", "Closed - Converted", "Closed - Not Converted"], default: "Open - Not Contacted"
      ).required(true),
      owner, .flag("IsConverted").readOnly(), .longText("Description"),
    ] + activityTimes)
}
