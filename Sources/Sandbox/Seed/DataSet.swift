/// The seeded records of both systems: the same customers, with the mismatches of real life.
struct DataSet {
  let seed: UInt64
  let accounts: Int
  let now: Instant

  /// The day around which the business dates lie; fixed, so that a seed always gives the same records.
  static let anchor = CivilDate(year: 2026, month: 6, day: 1)
  static let epoch = Instant(year: 2026, month: 1, day: 5, hour: 9)

  /// Fills both systems; gives the customers.
  @discardableResult
  func fill(_ org: inout SalesforceOrg, _ tenant: inout GainsightTenant) -> [Customer] {
    var people = SeedPeople(seed: seed)
    people.fill(&org, &tenant)
    var customers = makeCustomers(&org, &tenant, people)
    SeedCompanies(seed: seed, people: people).fill(&customers, &org, &tenant)
    SeedActivity(seed: seed, people: people).fill(customers, &org)
    SeedSurvey(seed: seed, people: people).fill(customers, org, &tenant)
    org.store.commit()
    return customers
  }

  private func makeCustomers(_ org: inout SalesforceOrg, _ tenant: inout GainsightTenant, _ people: SeedPeople) -> [Customer] {
    var random = SeededRandom(seed: seed ^ 0x6163636F756E74)
    var names = CompanyNames(seed: seed)
    let industries = SalesforceSchema.account.fields.first { $0.name == "Industry" }?.picklist.map(\.value) ?? []
    let territories = ["North", "South", "East", "West", "EMEA", "APAC"]
    let cities = [("Calgary", "AB", "CA"), ("Zürich", "ZH", "CH"), ("Austin", "TX", "US"), ("Malmö", "Skåne", "SE"), ("São Paulo", "SP", "BR")]
    var customers: [Customer] = []
    for index in 0..<accounts {
      var customer = Customer()
      // Every hundredth account has the name of the one before it.
      customer.isAmbiguous = index % 100 == 1 || index % 100 == 0 && index + 1 < accounts
      customer.accountName = index % 100 == 1 ? customers[index - 1].accountName : names.next(index)
      let arr = Double(random.below(400) * 1000)
      let city = random.pick(cities)
      let hasScore = random.chance(0.6)
      customer.score = hasScore ? 20 + random.below(80) : nil
      let isCustomer = random.chance(0.85)
      let modified = Self.epoch + -random.below(200 * 86400)
      customer.account = SeedWriter(user: random.pick(people.owners), created: modified + -30 * 86400, modified: modified).create(
        "Account",
        [
          "Name": .string(customer.accountName), "Type": .string(isCustomer ? "Customer" : "Prospect"), "Industry": .string(random.pick(industries)),
          "OwnerId": .string(random.pick(people.owners)), "BillingCity": .string(city.0), "BillingState": .string(city.1),
          "BillingCountry": .string(city.2), "Website": .string("https://www.\(CompanyNames.domain(of: customer.accountName))"),
          "Phone": .string("+1 555 01\(pad(index % 100, 2))"), "NumberOfEmployees": .int(10 + random.below(5000)),
          "AnnualRevenue": .double(Double(random.below(500)) * 100_000), "ARR__c": .double(arr),
          "Tier__c": .string(arr >= 250_000 ? "Strategic" : arr >= 50_000 ? "Growth" : "Standard"), "Territory__c": .string(random.pick(territories)),
          "Health_Score__c": customer.score.map { .double(Double($0)) } ?? .null, "Health_Trend__c": hasScore ? "Flat" : .null,
          "Health_Updated_At__c": hasScore ? .string(modified.salesforce) : .null,
        ], in: &org.store)
      customers.append(customer)
    }
    return customers
  }
}
