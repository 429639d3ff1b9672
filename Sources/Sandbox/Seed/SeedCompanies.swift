/// The Gainsight side of the customers.
struct SeedCompanies {
  let seed: UInt64
  let people: SeedPeople

  func fill(_ customers: inout [Customer], _ org: inout SalesforceOrg, _ tenant: inout GainsightTenant) {
    var random = SeededRandom(seed: seed ^ 0x636F6D70616E79)
    var names = CompanyNames(seed: seed &+ 1)
    let scores = scoreDefinitions(&tenant)
    let scorecard = tenant.newID("1I00")
    tenant.insert("scorecard_master", ["Gsid": .string(scorecard), "Name": "Enterprise", "EntityType": "ACCOUNT"])
    var taken: Set<String> = []
    for index in customers.indices where random.chance(0.95) {
      let name = random.chance(0.6) ? customers[index].accountName : names.variant(of: customers[index].accountName)
      guard taken.insert(name).inserted else { continue }
      customers[index].companyName = name
      add(&customers[index], scores, scorecard, &random, &org, &tenant)
    }
    // Companies that no account has.
    for index in 0..<max(1, customers.count / 60) {
      var customer = Customer()
      customer.companyName = "Orphan \(names.next(index))"
      customer.score = 50 + index % 50
      add(&customer, scores, scorecard, &random, &org, &tenant)
      customers.append(customer)
    }
  }

  private func add(
    _ customer: inout Customer, _ scores: [String], _ scorecard: String, _ random: inout SeededRandom, _ org: inout SalesforceOrg,
    _ tenant: inout GainsightTenant
  ) {
    let gsid = tenant.newID("1P02")
    customer.company = gsid
    if let account = customer.account {
      // 18 characters for most, 15 for some, none for others.
      let form = random.below(20)
      customer.salesforceID = form < 14 ? account : form < 17 ? String(account.prefix(15)) : nil
      customer.isLinked = random.chance(0.6)
      // Nothing but the name tells which of two accounts of one name is meant.
      if customer.isAmbiguous {
        customer.salesforceID = nil
        customer.isLinked = false
      }
      if customer.isLinked { link(account, gsid, &org.store) }
    }
    let renewal = CivilDate(days: DataSet.anchor.days - 300 + random.below(700))
    let modified = DataSet.epoch + -random.below(100 * 86400)
    let stage = random.pick(["New Customer", "Kicked Off", "Launched", "Adopting", "Adopting", "Renewal", "Will Churn"])
    tenant.insert(
      "company",
      [
        "Gsid": .string(gsid), "Name": .string(customer.companyName), "SfdcAccountId": SandboxValue(customer.salesforceID),
        "Arr": .double(Double(random.below(400) * 1000)), "Employees": .int(10 + random.below(5000)), "Users": .int(random.below(500)),
        "Industry": "Software", "Stage": SandboxValue(tenant.gsid(stage, in: "Stage")), "Status": SandboxValue(tenant.gsid("Active", in: "Status")),
        "CompanyType": SandboxValue(tenant.gsid("Customer", in: "CompanyType")), "Csm": .string(random.pick(people.managers)),
        "RenewalDate": .string(renewal.text), "OriginalContractDate": .string(renewal.adding(months: -12).text),
        "CurrentScore": SandboxValue(customer.score.map { scores[$0] }), "ScorecardId": .string(scorecard),
        "Trend": SandboxValue(tenant.gsid("Same", in: "Trend")), "Nps": .int(random.below(10)),
        "CreatedDate": .int((modified + -200 * 86400).milliseconds), "ModifiedDate": .int(modified.milliseconds),
        "CreatedBy": .string(tenant.apiUser), "ModifiedBy": .string(tenant.apiUser),
      ])
  }

  private func link(_ account: String, _ gsid: String, _ store: inout RecordStore) {
    guard var row = store.row(account), let position = SalesforceSchema.account.position(of: "Gainsight_GSID__c") else { return }
    row.values[position] = .string(gsid)
    store.replace("Account", row)
  }

  /// One definition for each score from 0 to 100 (gainsight.md 6.2).
  private func scoreDefinitions(_ tenant: inout GainsightTenant) -> [String] {
    (0...100).map { score in
      let (label, color, from, to) =
        score < 50 ? ("At-Risk", "#d0021b", 0, 49) : score < 75 ? ("Monitor", "#f5a623", 50, 74) : ("Healthy", "#5ab08e", 75, 100)
      let gsid = tenant.newID("1I00")
      tenant.insert(
        "scorecard_scheme_definition",
        [
          "Gsid": .string(gsid), "Name": .string(String(score)), "Label": .string(label), "Color": .string(color), "Score": .double(Double(score)),
          "RangeFrom": .int(from), "RangeTo": .int(to),
        ])
      return gsid
    }
  }
}
