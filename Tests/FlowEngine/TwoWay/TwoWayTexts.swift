import CEL

@testable import FlowEngine

/// The two flows; both move the same two fields, `f` and `g`.
enum TwoWayTexts {
  private static func window(_ wait: Double) -> String { wait > 0 ? "window: { events: 50, wait: \(Int(wait))s, keep: latest }\n" : "" }

  static func toCompany(wait: Double) -> String {
    """
    trigger: [{ poll: salesforce.Account, every: 1m, start: all, event: { id: =row.Id, f: =row.Phone, g: =row.Health_Score__c } }]
    about: =event.id
    changed: [f, g]
    \(window(wait))steps:
      - id: write
        update: gainsight.company
        match: { SfdcAccountId: =event.id }
        set: { Stage: =event.f, Arr: =event.g }
        newest_wins: Synced
    """
  }

  static func toAccount(wait: Double) -> String {
    """
    trigger:
      - poll: gainsight.company
        every: 1m
        start: all
        event: { id: =row.Gsid, account: =row.SfdcAccountId, f: =row.Stage, g: =row.Arr }
      - webhook: gainsight
        event: { id: =text(row.id), account: =text(row.account), f: =text(row.f), g: =number(row.g) }
    about: =event.id
    changed: [f, g]
    \(window(wait))steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.account }
        set: { Phone: =event.f, Health_Score__c: =event.g }
        newest_wins: Health_Updated_At__c
    """
  }

  static func path(_ field: String, _ side: TwoWayScenario.Side) -> String {
    switch side {
    case .account: field == "f" ? "Phone" : "Health_Score__c"
    case .company: field == "f" ? "Stage" : "Arr"
    }
  }

  static func value(_ field: String, _ number: Int) -> Value { field == "f" ? .string(String(number)) : .double(Double(number)) }
  static func number(_ value: Value) -> Int { value.asString.flatMap { Int($0) } ?? value.asDouble.map { Int($0) } ?? -1 }
}
