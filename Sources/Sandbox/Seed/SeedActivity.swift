/// Contacts, opportunities and cases of the accounts.
struct SeedActivity {
  let seed: UInt64
  let people: SeedPeople

  func fill(_ customers: [Customer], _ org: inout SalesforceOrg) {
    var random = SeededRandom(seed: seed ^ 0x6163746976697479)
    for customer in customers {
      guard let account = customer.account else { continue }
      let contacts = contacts(of: account, customer.accountName, &random, &org)
      opportunities(of: account, customer.accountName, contacts, &random, &org)
      if random.chance(0.05) {
        writer(&random).create(
          "Case", ["AccountId": .string(account), "ContactId": SandboxValue(contacts.first), "Subject": "Sync is slow", "Origin": "Web"],
          in: &org.store)
      }
    }
  }

  private func writer(_ random: inout SeededRandom) -> SeedWriter {
    let modified = DataSet.epoch + -random.below(150 * 86400)
    return SeedWriter(user: random.pick(people.owners), created: modified + -86400 * random.below(100), modified: modified)
  }

  private func contacts(of account: String, _ name: String, _ random: inout SeededRandom, _ org: inout SalesforceOrg) -> [String] {
    let titles = ["VP Operations", "CTO", "Head of Support", "IT Manager", "Analyst"]
    return (0...random.below(3)).map { index in
      let first = random.pick(SeedPeople.firstNames)
      let last = random.pick(SeedPeople.lastNames)
      let local = CompanyNames.withoutAccents("\(first).\(last)").lowercased().filter { $0.isASCII && ($0.isLetter || $0 == ".") }
      return writer(&random).create(
        "Contact",
        [
          "AccountId": .string(account), "FirstName": .string(first), "LastName": .string(last), "Title": .string(random.pick(titles)),
          "Email": random.chance(0.95) ? .string("\(local)\(index)@\(CompanyNames.domain(of: name))") : .null,
          "OwnerId": .string(random.pick(people.owners)),
        ], in: &org.store)
    }
  }

  private func opportunities(
    of account: String, _ name: String, _ contacts: [String], _ random: inout SeededRandom, _ org: inout SalesforceOrg
  ) {
    for index in 0..<random.below(3) {
      let stage = random.pick(SalesforceSchema.stages)
      let close = CivilDate(days: DataSet.anchor.days - 200 + random.below(400))
      let opportunity = writer(&random).create(
        "Opportunity",
        [
          "AccountId": .string(account), "Name": .string("\(name.prefix(80)) \(index == 0 ? "Platform" : "Expansion")"),
          "StageName": .string(stage.name),
          "CloseDate": .string(close.text), "Amount": .double(Double(random.below(200) * 1000)), "OwnerId": .string(random.pick(people.owners)),
          "Type": .string(index == 0 ? "New Customer" : "Existing Customer - Upgrade"),
        ], in: &org.store)
      guard let contact = contacts.first else { continue }
      writer(&random).create(
        "OpportunityContactRole",
        ["OpportunityId": .string(opportunity), "ContactId": .string(contact), "Role": "Decision Maker", "IsPrimary": true], in: &org.store)
    }
  }
}
