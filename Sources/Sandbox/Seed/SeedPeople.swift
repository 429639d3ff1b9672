/// The people of the organisation: users of both systems, and the rows that come with an organisation.
struct SeedPeople {
  let seed: UInt64
  /// Salesforce users that own records.
  private(set) var owners: [String] = []
  /// Gainsight users that look after companies.
  private(set) var managers: [String] = []

  static let firstNames = [
    "Priya", "Jonas", "María", "Wei", "Zoë", "Kofi", "Léa", "Olivia", "Søren", "Aisha", "Diego", "Hana", "Ivan", "Nora", "Tariq", "Ulla", "Björn",
    "Chloé", "Emeka", "Yuki",
  ]
  static let lastNames = [
    "Rao", "Lindqvist", "García", "Chen", "O'Connor", "Mensah", "Dubois", "Smith", "Jørgensen", "Khan", "Fernández", "Sato", "Petrov", "Haugen",
    "Aziz", "Schäfer", "Nyström", "Moreau", "Okafor", "Tanaka",
  ]

  init(seed: UInt64) { self.seed = seed }

  mutating func fill(_ org: inout SalesforceOrg, _ tenant: inout GainsightTenant) {
    let system = SeedWriter(user: "", created: DataSet.epoch + -900 * 86400, modified: DataSet.epoch + -900 * 86400)
    org.organization = system.create(
      "Organization",
      [
        "Name": "Acme Sandbox", "InstanceName": "SB1", "IsSandbox": true, "OrganizationType": "Enterprise Edition", "TimeZoneSidKey": "GMT",
        "LanguageLocaleKey": "en_US", "DefaultLocaleSidKey": "en_US",
      ], in: &org.store)
    let profile = system.create("Profile", ["Name": "System Administrator", "UserType": "Standard"], in: &org.store)
    org.integrationUser = user("Integration", "User", "integration", 0, profile, isActive: true, system, &org)
    statuses(system, &org)
    tenant.apiUser = gainsightUser("Integration", "User", "integration@acme.example", org.integrationUser, &tenant)
    for index in 0..<20 {
      let (first, last) = (Self.firstNames[index], Self.lastNames[index])
      let name = CompanyNames.withoutAccents("\(first).\(last)").lowercased().filter { $0.isASCII && ($0.isLetter || $0 == ".") }
      // The last two have left.
      let id = user(first, last, name, index + 1, profile, isActive: index < 18, system, &org)
      if index < 12 { owners.append(id) }
      let gsid = gainsightUser(first, last, "\(name)@acme.example", id, &tenant)
      if index >= 6, index < 18 { managers.append(gsid) }
    }
    _ = gainsightUser("CS", "Operations", "cs-ops@acme.example", nil, &tenant)
  }

  private func user(
    _ first: String, _ last: String, _ name: String, _ index: Int, _ profile: String, isActive: Bool, _ writer: SeedWriter, _ org: inout SalesforceOrg
  ) -> String {
    writer.create(
      "User",
      [
        "Username": .string("\(name)@acme.example"), "Email": .string("\(name)@acme.example"), "FirstName": .string(first), "LastName": .string(last),
        "Alias": .string(String(name.prefix(8))), "IsActive": .bool(isActive), "TimeZoneSidKey": "GMT", "LocaleSidKey": "en_US",
        "EmailEncodingKey": "UTF-8", "LanguageLocaleKey": "en_US", "ProfileId": .string(profile), "FederationIdentifier": .string("F\(1000 + index)"),
        "EmployeeNumber": .string(String(1000 + index)), "Title": .string(index == 0 ? "Integration" : "Account Executive"),
      ], in: &org.store)
  }

  private func gainsightUser(_ first: String, _ last: String, _ email: String, _ id: String?, _ tenant: inout GainsightTenant) -> String {
    let gsid = tenant.newID("1P01")
    let created = SandboxValue.int((DataSet.epoch + -800 * 86400).milliseconds)
    tenant.insert(
      "gsuser",
      [
        "Gsid": .string(gsid), "Name": .string("\(first) \(last)"), "FirstName": .string(first), "LastName": .string(last), "Email": .string(email),
        "SFDCUserName": SandboxValue(id == nil ? nil : email), "SfdcUserId": SandboxValue(id), "IsActiveUser": true, "LicenseType": "FULL",
        "CreatedDate": created, "ModifiedDate": created,
      ])
    return gsid
  }

  private func statuses(_ writer: SeedWriter, _ org: inout SalesforceOrg) {
    for (order, stage) in SalesforceSchema.stages.enumerated() {
      writer.create(
        "OpportunityStage",
        [
          "MasterLabel": .string(stage.name), "ApiName": .string(stage.name), "IsActive": true, "SortOrder": .int(order + 1),
          "IsClosed": .bool(stage.isClosed), "IsWon": .bool(stage.isWon), "ForecastCategory": .string(stage.forecast),
          "ForecastCategoryName": .string(stage.forecast), "DefaultProbability": .double(Double(stage.probability)),
        ], in: &org.store)
    }
    for (object, closed) in [("TaskStatus", "Completed"), ("CaseStatus", "Closed")] {
      let source = object == "TaskStatus" ? SalesforceSchema.task : SalesforceSchema.caseObject
      let values = source.fields.first { $0.name == "Status" }?.picklist ?? []
      for (order, status) in values.enumerated() {
        writer.create(
          object,
          [
            "MasterLabel": .string(status.value), "ApiName": .string(status.value), "SortOrder": .int(order + 1),
            "IsDefault": .bool(status.isDefault), "IsClosed": .bool(status.value == closed),
          ], in: &org.store)
      }
    }
  }
}
