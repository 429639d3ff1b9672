import Testing

@testable import Sandbox

@Suite struct DataSetTests {
  private func sandbox(_ seed: UInt64, accounts: Int = 400) -> Sandbox {
    var configuration = SandboxConfiguration()
    configuration.seed = seed
    configuration.accounts = accounts
    return Sandbox(configuration)
  }

  @Test func `a seed always gives the same records, another seed others`() {
    let (one, again, other) = (sandbox(3, accounts: 60), sandbox(3, accounts: 60), sandbox(4, accounts: 60))
    for object in ["Account", "Contact", "Opportunity", "User", "company", "gsuser", "da_picklist"] {
      #expect(one.records(of: object) == again.records(of: object), "\(object)")
    }
    #expect(one.records(of: "Account") != other.records(of: "Account"))
  }

  @Test func `the mismatches of real life are there`() throws {
    let sandbox = sandbox(1)
    let accounts = sandbox.records(of: "Account")
    let companies = sandbox.records(of: "company")
    #expect(accounts.count == 400)
    let names = accounts.compactMap { $0["Name"]?.string }
    #expect(Set(names).count < names.count)
    #expect(names.contains { $0.contains { !$0.isASCII } })
    let linked = accounts.count { $0["Gainsight_GSID__c"] != .null }
    #expect((100...350).contains(linked))
    let ids = companies.map { $0["SfdcAccountId"]?.string?.count ?? 0 }
    #expect(ids.contains(15) && ids.contains(18) && ids.contains(0))
    #expect((350...400).contains(companies.count))
    let gsids = Set(companies.compactMap { $0["Gsid"]?.string })
    #expect(accounts.allSatisfy { account in account["Gainsight_GSID__c"]?.string.map(gsids.contains) ?? true })
    let companyNames = Set(companies.compactMap { $0["Name"]?.string })
    #expect(!companyNames.subtracting(names).isEmpty && !companyNames.intersection(names).isEmpty)
  }

  @Test func `every seeded record keeps the rules of its object`() {
    let sandbox = sandbox(2, accounts: 80)
    for object in SalesforceSchema.objects {
      for record in sandbox.records(of: object.name) {
        for field in object.fields where !field.nillable && field.type != .boolean {
          #expect(record[field.name] != .null, "\(object.name).\(field.name)")
        }
        for field in object.fields where field.restricted {
          if let text = record[field.name]?.string { #expect(field.picklist.contains { $0.value == text }, "\(object.name).\(field.name)") }
        }
        #expect(RecordID.canonical(record["Id"]?.string ?? "") == record["Id"]?.string)
      }
    }
  }

  @Test func `reset brings the seeded records back`() async throws {
    try await withSandbox { client in
      let before = client.sandbox.records(of: "Account")
      _ = try await client.create("Account", ["Name": "Extra"])
      client.sandbox.inject(SandboxFault(.slow))
      client.sandbox.reset()
      #expect(client.sandbox.records(of: "Account") == before)
      #expect(client.sandbox.calls.isEmpty)
      #expect(try await client.data("GET", "/limits").status == 401)
    }
  }
}

@Suite struct HealthScoreRowsTests {
  private func objects(_ lines: [String]) -> [SandboxObject] { lines.compactMap { (try? SandboxValue(json: $0))?.object } }

  @Test func `a seed always gives the same rows, another seed others`() {
    let one = HealthScoreRows.generate(seed: 5, count: 200, accounts: 100)
    #expect(one.count == 200)
    #expect(one == HealthScoreRows.generate(seed: 5, count: 200, accounts: 100))
    #expect(one != HealthScoreRows.generate(seed: 6, count: 200, accounts: 100))
  }

  @Test(arguments: [UInt64(1), 2, 7])
  func `rows have all that real life has`(seed: UInt64) throws {
    var configuration = SandboxConfiguration()
    configuration.seed = seed
    let sandbox = Sandbox(configuration)
    let lines = HealthScoreRows.generate(seed: seed)
    #expect(lines.count == 1000)
    let rows = objects(lines)
    #expect(rows.count < lines.count, "malformed")
    #expect(Set(lines).count < lines.count, "delivered twice")
    let gsids = rows.compactMap { $0["companyGsid"]?.string }
    #expect(Set(gsids).count < gsids.count - 50, "several rows of one company")
    let known = Set(sandbox.records(of: "company").compactMap { $0["Gsid"]?.string })
    #expect(gsids.contains { !known.contains($0) }, "unknown")
    #expect(gsids.filter(known.contains).count > 800)
    let dates = rows.compactMap { $0["changedAt"] }
    #expect(dates.contains { $0.int != nil })
    #expect(dates.contains(""))
    #expect(dates.contains { $0.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT.*Z/) != nil })
    #expect(dates.contains { $0.string?.wholeMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d/) != nil })
    #expect(dates.contains { $0.string?.hasPrefix("2025-01-07") == true || $0.int == 1_736_247_600_000 }, "late")
    let scores = rows.compactMap { $0["score"] }
    #expect(scores.contains(.null))
    #expect(scores.contains(""))
    #expect(scores.contains { $0.int != nil })
    #expect(scores.contains { $0.string?.isEmpty == false })

    let accounts = sandbox.records(of: "Account")
    let held = Dictionary(accounts.compactMap { row in row["Gainsight_GSID__c"]?.string.map { ($0, row["Health_Score__c"]?.double) } }) { first, _ in
      first
    }
    let unchanged = rows.contains { row in
      guard let score = row["score"]?.double, let gsid = row["companyGsid"]?.string, let known = held[gsid] else { return false }
      return known == score
    }
    #expect(unchanged)
    let names = Dictionary(grouping: accounts) { $0["Name"]?.string ?? "" }
    #expect(
      rows.contains { row in held[row["companyGsid"]?.string ?? ""] == nil && names[row["companyName"]?.string ?? ""]?.count == 2 }, "ambiguous")
  }

  @Test func `few rows of few accounts are rows too`() {
    #expect(HealthScoreRows.generate(seed: 1, count: 0).isEmpty)
    #expect(HealthScoreRows.generate(seed: 1, count: 3, accounts: 1).count == 3)
  }
}
