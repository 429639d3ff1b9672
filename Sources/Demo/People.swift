import CEL
import ConnectorKit
import Foundation
import HTTPClient
import OrderedCollections

/// What people do in the sandbox's Salesforce and Gainsight between two runs.
struct People {
  private let sandbox: SandboxProcess
  private let transport = CurlTransport()

  init(_ sandbox: SandboxProcess) { self.sandbox = sandbox }

  func work() async throws {
    let login = try await send(
      .post, "/services/oauth2/token", [("Content-Type", "application/x-www-form-urlencoded")],
      "grant_type=client_credentials&client_id=sandbox-client&client_secret=sandbox-secret")
    let salesforce = [("Authorization", "Bearer \(login["access_token"]?.asString ?? "")"), ("Content-Type", "application/json")]
    let gainsight = [("Accesskey", "11111111-2222-4333-8444-555555555555"), ("Content-Type", "application/json")]
    let records = "/services/data/v62.0/sobjects"
    let customers = try await linked()
    guard customers.count > 40 else { throw DemoFailure("The sandbox has too few customers.") }

    for (index, customer) in customers[0..<3].enumerated() {
      _ = try await send(.post, "/_sandbox/score", [], ["company": .string(customer.gsid), "score": .int([5, 95, 60][index])])
    }
    for customer in customers[3..<5] {
      let email = "guest@survey.example"
      _ = try await send(
        .post, "/_sandbox/nps", [], ["company": .string(customer.gsid), "score": .int(4), "email": .string(email), "comment": "Onboarding is slow"])
    }
    for customer in customers[5..<8] {
      let near = String(Date(timeIntervalSinceNow: 30 * 86_400).ISO8601Format().prefix(10))
      let company: Value = .map(["Gsid": .string(customer.gsid), "RenewalDate": .string(near)])
      _ = try await send(.put, "/v1/data/objects/Company?keys=Gsid", gainsight, ["records": .list([company])])
    }
    for customer in customers[8..<10] {
      _ = try await send(.patch, "\(records)/Account/\(customer.id)", salesforce, ["Industry": "Energy", "NumberOfEmployees": .int(4711)])
    }
    for (index, customer) in customers[10..<12].enumerated() {
      _ = try await send(
        .post, "\(records)/Contact", salesforce,
        ["AccountId": .string(customer.id), "LastName": "Newman", "Email": .string("newman\(index)@demo.example"), "Title": "CTO"])
    }
    for (index, customer) in customers.filter(\.isStrategic).suffix(2).enumerated() {
      let risk: Value = .map([
        "referenceId": .string("demo-\(index)"), "Name": "Usage fell by half", "CompanyId": .string(customer.gsid), "type": "Risk",
        "reason": "Usage Drop", "status": "New", "priority": "High", "DueDate": "2026-12-01",
      ])
      _ = try await send(.post, "/v2/cockpit/cta", gainsight, ["requests": .list([.map(["record": risk])])])
    }
    let open = try await openOpportunities(of: Set(customers.map(\.id)))
    for id in open[0..<2] { _ = try await send(.patch, "\(records)/Opportunity/\(id)", salesforce, ["StageName": "Closed Won"]) }
    for id in open[2..<4] {
      _ = try await send(.patch, "\(records)/Opportunity/\(id)", salesforce, ["Type": "Renewal", "StageName": "Negotiation/Review"])
    }
  }

  private struct Customer {
    var id: String
    var gsid: String
    var isStrategic: Bool
  }

  /// Customers whom both systems know.
  private func linked() async throws -> [Customer] {
    let named = Set(try await sandbox.records("company").filter { $0["SfdcAccountId"]?.asString != nil }.compactMap { $0["Gsid"]?.asString })
    return try await sandbox.records("Account").compactMap { account in
      guard let id = account["Id"]?.asString, let gsid = account["Gainsight_GSID__c"]?.asString, named.contains(gsid),
        account["Type"]?.asString == "Customer"
      else { return nil }
      return Customer(id: id, gsid: gsid, isStrategic: account["Tier__c"]?.asString == "Strategic")
    }
  }

  /// One of each customer.
  private func openOpportunities(of accounts: Set<String>) async throws -> [String] {
    var seen: Set<String> = []
    let found = try await sandbox.records("Opportunity").compactMap { opportunity -> String? in
      guard let account = opportunity["AccountId"]?.asString, accounts.contains(account), opportunity["IsClosed"]?.asBool == false,
        opportunity["Type"]?.asString == "New Customer", opportunity["StageName"]?.asString != "Negotiation/Review", seen.insert(account).inserted
      else { return nil }
      return opportunity["Id"]?.asString
    }
    guard found.count >= 4 else { throw DemoFailure("The sandbox has too few open opportunities.") }
    return found
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: [(String, String)], _ fields: OrderedDictionary<String, Value>
  ) async throws -> Value { try await send(method, path, headers, Value.map(fields).jsonText) }

  private func send(_ method: HTTPRequest.Method, _ path: String, _ headers: [(String, String)], _ body: String) async throws -> Value {
    var request = HTTPRequest(method, sandbox.url + path, idempotent: true)
    request.headers = headers.map { (name: $0.0, value: $0.1) }
    request.body = Array(body.utf8)
    let response = try await transport.send(request)
    guard (200..<300).contains(response.status) else {
      throw DemoFailure("The sandbox answers \(response.status) to \(path): \(String(decoding: response.body, as: UTF8.self))")
    }
    return (try? Value(json: response.body)) ?? .null
  }
}
