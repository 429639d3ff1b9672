/// The people, survey answers and calls to action of the companies.
struct SeedSurvey {
  let seed: UInt64
  let people: SeedPeople

  static func response(_ gsid: String, _ company: String, score: Int, email: String, comment: String?, stamp: SandboxValue) -> SandboxValue {
    let type = score >= 9 ? "Promoter" : score >= 7 ? "Passive" : "Detractor"
    return [
      "Gsid": .string(gsid), "NPSScore": .int(score), "TrueNPS": .int(score >= 9 ? 100 : score >= 7 ? 0 : -100), "ScoreType": .string(type),
      "Comment": SandboxValue(comment), "RespondedDate": stamp, "UserEmail": .string(email), "CompanyId": .string(company), "CreatedAt": stamp,
      "ModifiedAt": stamp, "Deleted": false,
    ]
  }

  func fill(_ customers: [Customer], _ org: SalesforceOrg, _ tenant: inout GainsightTenant) {
    var random = SeededRandom(seed: seed ^ 0x737572766579)
    for name in ["Product", "Region"] { tenant.insert("relationship_type", ["Name": .string(name)]) }
    for customer in customers {
      guard let company = customer.company else { continue }
      let moment = DataSet.epoch + -random.below(90 * 86400)
      let stamp = SandboxValue.int(moment.milliseconds)
      if let contact = customer.account.flatMap({ self.contact(of: $0, org) }), let email = org.store.value(contact, "Email").string {
        person(contact, email, company, stamp, org, &tenant)
        if random.chance(0.15) {
          let score = random.below(11)
          let comment = score < 7 ? "Onboarding is slow" : nil
          tenant.insert(
            "nps_survey_response", Self.response(tenant.newID("1I00"), company, score: score, email: email, comment: comment, stamp: stamp))
        }
      }
      if random.chance(0.1) { callToAction(customer, company, moment, &random, &tenant) }
    }
  }

  private func contact(of account: String, _ org: SalesforceOrg) -> String? {
    guard let table = org.store.table("Contact"), let position = table.definition.position(of: "AccountId") else { return nil }
    return table.find(position, .string(account)).first.map { table[$0].id }
  }

  private func person(
    _ contact: String, _ email: String, _ company: String, _ stamp: SandboxValue, _ org: SalesforceOrg, _ tenant: inout GainsightTenant
  ) {
    let gsid = tenant.newID("1P03")
    let common: [(String, SandboxValue)] = [("CreatedDate", stamp), ("ModifiedDate", stamp), ("CreatedBy", .string(tenant.apiUser))]
    let named = ["FirstName", "LastName", "Name"].map { ($0, org.store.value(contact, $0)) }
    tenant.insert("person", SandboxObject([("Gsid", .string(gsid)), ("Email", .string(email))] + named + common))
    tenant.insert(
      "company_person",
      SandboxObject(
        [
          ("Person_ID", .string(gsid)), ("Company_ID", .string(company)), ("Title", org.store.value(contact, "Title")), ("Active", true),
          ("IsPrimaryCompany", true), ("SfdcContactId__gc", .string(contact)),
        ] + common))
  }

  private func callToAction(
    _ customer: Customer, _ company: String, _ moment: Instant, _ random: inout SeededRandom, _ tenant: inout GainsightTenant
  ) {
    func item(_ label: String, _ category: String) -> SandboxValue { SandboxValue(tenant.gsid(label, in: category)) }
    let stamp = SandboxValue.int(moment.milliseconds)
    let reason = random.pick(["Usage Drop", "Support Risk", "Renewal Risk"])
    tenant.insert(
      "call_to_action",
      [
        "Name": .string("\(reason): \(customer.companyName)"), "EntityType": "COMPANY", "CompanyId": .string(company),
        "OwnerId": .string(random.pick(people.managers)), "TypeId": item("Risk", "CTA_TYPE"), "ReasonId": item(reason, "CTA_REASON"),
        "StatusId": item("New", "CTA_STATUS"), "PriorityId": item(random.pick(["High", "Medium", "Low"]), "CTA_PRIORITY"),
        "DueDate": .string((moment + 14 * 86400).date.text), "IsClosed": false, "IsImportant": .bool(random.chance(0.2)),
        "Comments": "<p>Opened by a rule &amp; not touched yet</p>", "CreatedDate": stamp, "ModifiedDate": stamp,
      ])
  }
}
