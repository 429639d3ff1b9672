import ConnectorKit
import Foundation
import Sandbox
import Testing

/// What happens in a system, and what a flow makes of it in the other one.
struct Scenario: Sendable, CustomTestStringConvertible {
  var flow: String
  /// The objects that the flow writes, with fields that do not depend on when it ran.
  var writes: [String: [String]]
  /// How many records of them are made or become others.
  var count: Int
  /// What people do; gives the rows that a Gainsight rule posts of it.
  var happen: @Sendable (Client) async throws -> [[String: Any]]

  var testDescription: String { flow }

  static let all: [Scenario] = [healthScores, handoff, renewals, accounts, contacts, risks, answers, stages]

  private static let healthScores = Scenario(
    flow: "sync-health-scores", writes: ["Account": ["Id", "Gainsight_GSID__c", "Health_Score__c", "Health_Trend__c"]], count: 3
  ) { client in
    var rows: [[String: Any]] = []
    for (index, customer) in client.linked.prefix(3).enumerated() {
      let gsid = customer.company["Gsid"]?.string ?? ""
      client.sandbox.setScore(company: gsid, index * 50)
      rows.append(["companyGsid": gsid, "companyName": customer.company["Name"]?.string ?? "", "score": index * 50, "changedAt": Client.now])
    }
    return rows
  }

  private static let handoff = Scenario(
    flow: "closed-won-handoff",
    writes: [
      "company": ["Name", "SfdcAccountId", "Arr", "OriginalContractDate", "Csm"], "person": ["Email", "FirstName", "LastName"],
      "cta_group": ["Name", "OwnerId", "DueDate"],
    ], count: 7
  ) { client in
    // Customers of Gainsight and one that it does not know yet.
    for opportunity in client.opportunities(2) { try await client.change("Opportunity", opportunity, ["StageName": "Closed Won"]) }
    let account = try await client.create("Account", ["Name": "New Deal Ltd", "Type": "Customer", "ARR__c": 60_000, "Territory__c": "EMEA"])
    let contact = try await client.create("Contact", ["AccountId": account, "LastName": "Newman", "FirstName": "Nell", "Email": "nell@new.example"])
    let deal = try await client.create(
      "Opportunity", ["AccountId": account, "Name": "First Deal", "StageName": "Prospecting", "CloseDate": "2026-03-02", "Amount": 60_000])
    _ = try await client.create("OpportunityContactRole", ["OpportunityId": deal, "ContactId": contact, "IsPrimary": true])
    try await client.change("Opportunity", deal, ["StageName": "Closed Won"])
    return []
  }

  private static let renewals = Scenario(
    flow: "renewal-opportunities", writes: ["Opportunity": ["AccountId", "Name", "Type", "StageName", "CloseDate", "Amount", "OwnerId"]], count: 3
  ) { client in
    for customer in client.linked.suffix(3) {
      _ = try await client.gainsight(
        .put, "/v1/data/objects/Company?keys=Gsid", ["records": [["Gsid": customer.company["Gsid"]?.string ?? "", "RenewalDate": Client.day(30)]]])
    }
    return []
  }

  private static let accounts = Scenario(
    flow: "sync-accounts",
    writes: ["company": ["Name", "SfdcAccountId", "Industry", "Employees", "Account_Owner__gc", "Status", "CompanyType"]], count: 3
  ) { client in
    for customer in client.linked.prefix(2) {
      try await client.change("Account", customer.id, ["Industry": "Energy", "NumberOfEmployees": 4711, "Type": "Customer"])
    }
    _ = try await client.create("Account", ["Name": "New Customer Ltd", "Type": "Customer", "Industry": "Banking"])
    return []
  }

  private static let contacts = Scenario(
    flow: "sync-contacts",
    writes: ["person": ["Email", "FirstName", "LastName"], "company_person": ["Company_ID", "Title", "SfdcContactId__gc", "IsPrimaryCompany"]],
    count: 3
  ) { client in
    let account = client.linked.first { $0.account["Type"]?.string == "Customer" }?.id ?? ""
    _ = try await client.create(
      "Contact", ["AccountId": account, "LastName": "Newman", "FirstName": "Nell", "Email": "nell@new.example", "Title": "CTO"])
    // One whom Gainsight has already.
    let known = client.sandbox.records(of: "company_person").compactMap { $0["SfdcContactId__gc"]?.string }
    let customers = Set(client.linked.filter { $0.account["Type"]?.string == "Customer" }.map(\.id))
    let contact = client.sandbox.records(of: "Contact").first { contact in
      known.contains(contact["Id"]?.string ?? "") && customers.contains(contact["AccountId"]?.string ?? "")
    }
    try await client.change("Contact", contact?["Id"]?.string ?? "", ["Title": "Head of Everything"])
    return []
  }

  private static let risks = Scenario(
    flow: "escalate-risk-ctas", writes: ["Task": ["Subject", "WhatId", "OwnerId", "Status", "Priority", "ActivityDate"]], count: 4
  ) { client in
    var rows: [[String: Any]] = []
    for (index, customer) in client.linked.filter({ $0.account["Tier__c"]?.string == "Strategic" }).prefix(2).enumerated() {
      let company = customer.company["Gsid"]?.string ?? ""
      let answer = try await client.gainsight(
        .post, "/v2/cockpit/cta",
        [
          "requests": [
            [
              "record": [
                "referenceId": "r\(index)", "Name": "Trouble \(index)", "CompanyId": company, "type": "Risk", "reason": "Usage Drop",
                "status": "New", "priority": "High", "DueDate": "2026-12-0\(index + 1)", "Comments": "<p>Half the users</p>",
              ] as [String: Any]
            ]
          ]
        ])
      let made = ((answer["data"] as? [String: Any])?["success"] as? [[String: String]])?.first?.values.first ?? ""
      rows.append([
        "ctaGsid": made, "name": "Trouble \(index)", "companyGsid": company, "type": "Risk", "reason": "Usage Drop", "priority": "High",
        "dueDate": "2026-12-0\(index + 1)", "comments": "<p>Half the users</p>", "isClosed": "false",
      ])
    }
    return rows
  }

  private static let answers = Scenario(
    flow: "nps-to-salesforce",
    writes: [
      "Account": ["Id", "NPS_Score__c"], "Task": ["Subject", "WhoId", "WhatId", "OwnerId", "Status", "Priority", "ActivityDate", "Description"],
    ], count: 5
  ) { client in
    var rows: [[String: Any]] = []
    for (customer, score) in zip(client.linked.filter({ $0.company["SfdcAccountId"]?.string != nil }), [2, 9]) {
      let company = customer.company["Gsid"]?.string ?? ""
      let email = client.sandbox.records(of: "Contact").first { $0["AccountId"]?.string == customer.id && $0["Email"]?.string != nil }?["Email"]?
        .string
      let response = client.sandbox.addResponse(company: company, score: score, email: email ?? "", comment: "So so") ?? ""
      rows.append([
        "responseGsid": response, "respondentEmail": email ?? "", "sfdcAccountId": customer.company["SfdcAccountId"]?.string ?? "",
        "score": "\(score)", "comment": "So so", "respondedAt": Client.now,
      ])
    }
    return rows
  }

  private static let stages = Scenario(
    flow: "opportunity-stage-ctas", writes: ["call_to_action": ["Name", "CompanyId", "OwnerId", "TypeId", "ReasonId", "PriorityId", "Comments"]],
    count: 2
  ) { client in
    for opportunity in client.opportunities(2) {
      try await client.change("Opportunity", opportunity, ["Type": "Renewal", "StageName": "Negotiation/Review"])
    }
    return []
  }
}

extension Client {
  struct Customer {
    var account: SandboxObject
    var company: SandboxObject
    var id: String { account["Id"]?.string ?? "" }
  }

  /// Customers whom both systems know, in the order of the accounts.
  var linked: [Customer] {
    let companies = sandbox.records(of: "company")
    return sandbox.records(of: "Account").compactMap { account in
      guard let gsid = account["Gainsight_GSID__c"]?.string, let company = companies.first(where: { $0["Gsid"]?.string == gsid }),
        company["SfdcAccountId"]?.string != nil
      else { return nil }
      return Customer(account: account, company: company)
    }
  }

  /// Open opportunities of such customers, one each.
  func opportunities(_ count: Int) -> [String] {
    let all = sandbox.records(of: "Opportunity")
    return linked.compactMap { customer in
      all.first { $0["AccountId"]?.string == customer.id && $0["IsClosed"]?.bool == false && $0["StageName"]?.string != "Negotiation/Review" }?["Id"]?
        .string
    }
    .prefix(count).map(\.self)
  }

  static var now: String { Date().ISO8601Format() }

  static func day(_ ahead: Double) -> String { String(Date(timeIntervalSinceNow: ahead * 86_400).ISO8601Format().prefix(10)) }
}
