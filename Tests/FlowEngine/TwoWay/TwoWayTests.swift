import CEL
import Calls
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// Two opposite flows with `newest_wins`.
@Suite struct TwoWayTests {
  static let toCompany = """
    trigger: [{ poll: salesforce.Account, every: 1m, start: all }]
    changed: [Phone]
    steps:
      - id: write
        update: gainsight.company
        match: { SfdcAccountId: =event.Id }
        set: { Stage: =event.Phone }
        newest_wins: Synced
    """
  static let toAccount = """
    trigger: [{ poll: gainsight.company, every: 1m, start: all }]
    changed: [Stage]
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.SfdcAccountId }
        set: { Phone: =event.Stage }
        newest_wins: Health_Updated_At__c
    """

  static func shell() throws -> Shell {
    let shell = Shell([try flow("to_company", toCompany), try flow("to_account", toAccount)])
    _ = shell.salesforce.insert(["Id": .string(accountID(1)), "Name": "A", "Phone": "0"], into: "Account")
    _ = shell.gainsight.insert(["Gsid": "g1", "Name": "A", "SfdcAccountId": .string(accountID(1)), "Stage": "0"], into: "company")
    shell.round()
    return shell
  }

  @Test func theLaterEditWinsOnBothSidesAndThenNothingMoves() throws {
    let shell = try Self.shell()
    #expect(shell.engine.crossings.polls.count == 2)
    #expect(shell.writes.isEmpty)
    try shell.edit("salesforce", "Account", accountID(1), ["Phone": "1"])
    shell.run(until: shell.now.after(34))
    try shell.edit("gainsight", "company", "g1", ["Stage": "2"])
    for _ in 1...4 { shell.round() }
    #expect(shell.account(accountID(1))["Phone"] == "2")
    #expect(shell.company["Stage"] == "2")
    let calls = shell.calls.count
    for _ in 1...3 { shell.round() }
    #expect(shell.calls.dropFirst(calls).allSatisfy { if case .poll = $0.call { true } else { false } })
    #expect(shell.writes.count <= 4)
    #expect(shell.violations == [])
  }
}

extension Shell {
  fileprivate func round() {
    run(until: now.after(60))
    poll(flow: 0)
    run(until: now.after(1))
    poll(flow: 1)
    run(until: now.after(30))
  }
}
