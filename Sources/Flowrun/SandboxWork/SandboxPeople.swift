import CEL
import ConnectorKit
import FlowRuntime
import HTTPClient
import OrderedCollections

/// What people do in the sandbox's Salesforce and Gainsight between two runs: something for each of the flows that come with the program.
struct SandboxPeople {
  /// What `work` does, as one would tell it.
  static let story = [
    "3 health scores change", "2 deals are won", "3 renewal dates move near", "2 accounts get another industry", "2 contacts are added",
    "2 risks are raised", "2 customers answer a survey", "2 renewals reach negotiation",
  ]

  private let url: String
  private let transport = CurlTransport()

  init(url: String) { self.url = url }

  /// Each time with others, and with other values.
  func work() async throws(CommandFailure) {
    let credentials = SandboxAddress(url: url).credentials
    let login = try await send(
      .post, "/services/oauth2/token", [("Content-Type", "application/x-www-form-urlencoded")],
      "grant_type=client_credentials&client_id=\(credentials.client)&client_secret=\(credentials.secret)")
    let salesforce = [("Authorization", "Bearer \(login["access_token"]?.asString ?? "")"), ("Content-Type", "application/json")]
    let gainsight = [("Accesskey", credentials.accessKey), ("Content-Type", "application/json")]
    let records = "/services/data/v62.0/sobjects"
    let round = try await self.records("Contact").count { $0["LastName"]?.asString == "Newman" } / 2
    let customers = Self.turned(try await linked(), by: 12 * round)
    guard customers.count > 14 else { throw tooFew("customers") }

    for (index, customer) in customers[0..<3].enumerated() {
      let score = ([5, 95, 60][index] + 7 * round) % 101
      _ = try await send(.post, "/_sandbox/score", [], ["company": .string(customer.gsid), "score": .int(Int64(score))])
    }
    for customer in customers[3..<5] {
      _ = try await send(
        .post, "/_sandbox/nps", [],
        ["company": .string(customer.gsid), "score": .int(4), "email": "guest@survey.example", "comment": "Onboarding is slow"])
    }
    let near = SystemClock().now.adding(Timespan(nanoseconds: Int64(30 + round) * 86_400_000_000_000)) ?? SystemClock().now
    for customer in customers[5..<8] {
      let company: Value = .map(["Gsid": .string(customer.gsid), "RenewalDate": .string(String(near.description.prefix(10)))])
      _ = try await send(.put, "/v1/data/objects/Company?keys=Gsid", gainsight, ["records": .list([company])])
    }
    for customer in customers[8..<10] {
      _ = try await send(
        .patch, "\(records)/Account/\(customer.id)", salesforce, ["Industry": "Energy", "NumberOfEmployees": .int(4711 + Int64(round))])
    }
    for (index, customer) in customers[10..<12].enumerated() {
      _ = try await send(
        .post, "\(records)/Contact", salesforce,
        [
          "AccountId": .string(customer.id), "LastName": "Newman", "Email": .string("newman\(2 * round + index)@demo.example"), "Title": "CTO",
        ])
    }
    for (index, customer) in Self.turned(customers.filter(\.isStrategic), by: 2 * round).suffix(2).enumerated() {
      let risk: Value = .map([
        "referenceId": .string("demo-\(index)"), "Name": .string(round == 0 ? "Usage fell by half" : "Usage fell by half (\(round + 1))"),
        "CompanyId": .string(customer.gsid), "type": "Risk", "reason": "Usage Drop", "status": "New", "priority": "High", "DueDate": "2026-12-01",
      ])
      _ = try await send(.post, "/v2/cockpit/cta", gainsight, ["requests": .list([.map(["record": risk])])])
    }
    let open = try await openOpportunities(of: Set(customers.map(\.id)))
    guard open.count >= 4 else { throw tooFew("open opportunities") }
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

  private static func turned(_ customers: [Customer], by count: Int) -> [Customer] {
    guard !customers.isEmpty else { return [] }
    let start = count % customers.count
    return Array(customers[start...] + customers[..<start])
  }

  /// Customers whom both systems know.
  private func linked() async throws(CommandFailure) -> [Customer] {
    let named = Set(try await records("company").filter { $0["SfdcAccountId"]?.asString != nil }.compactMap { $0["Gsid"]?.asString })
    return try await records("Account").compactMap { account in
      guard let id = account["Id"]?.asString, let gsid = account["Gainsight_GSID__c"]?.asString, named.contains(gsid),
        account["Type"]?.asString == "Customer"
      else { return nil }
      return Customer(id: id, gsid: gsid, isStrategic: account["Tier__c"]?.asString == "Strategic")
    }
  }

  /// One of each customer.
  private func openOpportunities(of accounts: Set<String>) async throws(CommandFailure) -> [String] {
    var seen: Set<String> = []
    return try await records("Opportunity").compactMap { opportunity -> String? in
      guard let account = opportunity["AccountId"]?.asString, accounts.contains(account), opportunity["IsClosed"]?.asBool == false,
        opportunity["Type"]?.asString == "New Customer", opportunity["StageName"]?.asString != "Negotiation/Review", seen.insert(account).inserted
      else { return nil }
      return opportunity["Id"]?.asString
    }
  }

  private func tooFew(_ what: String) -> CommandFailure {
    CommandFailure(.usage, "The sandbox has too few \(what) left for that. POST /_sandbox/reset begins anew; start it with more --accounts.")
  }

  private func records(_ object: String) async throws(CommandFailure) -> [Value] {
    try await send(.get, "/_sandbox/state/\(object)", [], "").asList ?? []
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: [(String, String)], _ fields: OrderedDictionary<String, Value>
  ) async throws(CommandFailure) -> Value { try await send(method, path, headers, Value.map(fields).jsonText) }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: [(String, String)], _ body: String
  ) async throws(CommandFailure) -> Value {
    let request = HTTPRequest(
      method, url + path, headers: headers.map { (name: $0.0, value: $0.1) }, body: Array(body.utf8), idempotent: true)
    let response: HTTPResponse
    do throws(TransportFailure) { response = try await transport.send(request) } catch {
      throw CommandFailure(.fault, "The sandbox at \(url) does not answer: \(error.message)")
    }
    guard (200..<300).contains(response.status) else {
      throw CommandFailure(.fault, "The sandbox answers \(response.status) to \(path): \(String(decoding: response.body, as: UTF8.self))")
    }
    return (try? Value(json: response.body)) ?? .null
  }
}
