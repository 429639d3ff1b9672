import CEL
import Calls
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// *Base* and refused writes: what two opposite flows know of each other's side.
@Suite struct BaseTests {
  private static func shell() throws -> Shell {
    let shell = Shell([try flow("to_company", TwoWayTexts.toCompany(wait: 0)), try flow("to_account", TwoWayTexts.toAccount(wait: 0))])
    _ = shell.salesforce.insert(["Id": .string(accountID(1)), "Name": "A", "Phone": "0", "Health_Score__c": 0], into: "Account")
    _ = shell.gainsight.insert(["Gsid": "g1", "Name": "A", "SfdcAccountId": .string(accountID(1)), "Stage": "0", "Arr": 0], into: "company")
    shell.polls(0, 1)
    return shell
  }

  private static let pair = "gainsight/company#g1.Stage|salesforce/Account#\(accountID(1)).Phone"

  @Test func anEqualComparisonIsBase() throws {
    let shell = try Self.shell()
    let mark = try #require(shell.tables.marks[Self.pair])
    #expect(mark > 0 && shell.writes.isEmpty)
    try shell.edit("salesforce", "Account", accountID(1), ["Phone": "1"])
    shell.polls(0, 1)
    #expect(shell.company["Stage"] == "1")
    #expect(shell.tables.marks[Self.pair] ?? 0 > mark)
    #expect(shell.engine.marks == shell.tables.marks)
  }

  @Test func editsOfDifferentFieldsBothStand() throws {
    let shell = try Self.shell()
    try shell.edit("salesforce", "Account", accountID(1), ["Phone": "1"])
    shell.run(until: shell.now.after(5))
    try shell.edit("gainsight", "company", "g1", ["Arr": 7])
    shell.polls(0, 1, 0, 1)
    #expect(shell.company["Stage"] == "1" && shell.account(accountID(1))["Health_Score__c"] == 7)
    #expect(shell.account(accountID(1))["Phone"] == "1" && shell.company["Arr"] == 7)
    #expect(shell.writes.flatMap(\.records).count == 2)
  }

  /// The later edit wins on both sides; the other flow's write is refused, with both values.
  @Test(arguments: [true, false]) func theEarlierEditIsRefused(companyIsLater: Bool) throws {
    let shell = try Self.shell()
    let edits: [() throws -> Void] = [
      { try shell.edit("salesforce", "Account", accountID(1), ["Phone": "5"]) }, { try shell.edit("gainsight", "company", "g1", ["Stage": "6"]) },
    ]
    for edit in companyIsLater ? edits : edits.reversed() {
      try edit()
      shell.run(until: shell.now.after(20))
    }
    shell.polls(companyIsLater ? 0 : 1, companyIsLater ? 1 : 0, 0, 1)
    let winner: Value = companyIsLater ? "6" : "5"
    #expect(shell.company["Stage"] == winner && shell.account(accountID(1))["Phone"] == winner)
    let refused = shell.tables.ends.values.flatMap(\.steps).filter { $0.outcome == .refused }
    #expect(refused.count == 1)
    let note = try #require(refused.first?.note)
    #expect(note.contains(#""5""#) && note.contains(#""6""#) && note.contains("2026-03-14T09:"))
    #expect(shell.writes.flatMap(\.records).count == 1)
  }

  /// Back to what it was at base is a move like any other.
  @Test func anEditBackToBaseCounts() throws {
    let shell = try Self.shell()
    try shell.edit("salesforce", "Account", accountID(1), ["Phone": "51"])
    shell.fault = { _, call in if case .write = call { .refused(CallFailure(.retry, code: "http_500", message: "Trouble.")) } else { nil } }
    shell.poll(flow: 0)
    shell.run(until: shell.now.after(5))
    try shell.edit("gainsight", "company", "g1", ["Stage": "1"])
    shell.run(until: shell.now.after(20))
    try shell.edit("salesforce", "Account", accountID(1), ["Phone": "0"])
    shell.poll(flow: 0)
    shell.run(until: shell.now.after(5))
    shell.fault = { _, _ in nil }
    shell.polls(1, 0, 1)
    #expect(shell.company["Stage"] == "0" && shell.account(accountID(1))["Phone"] == "0")
  }

  /// What was written is base in the next process too: an edit of the other side alone is then no conflict.
  @Test func baseOutlivesTheProcess() throws {
    let shell = try Self.shell()
    try shell.edit("salesforce", "Account", accountID(1), ["Phone": "1"])
    shell.polls(0)
    shell.crash()
    shell.run(until: shell.now.after(10))
    try shell.edit("gainsight", "company", "g1", ["Stage": "2"])
    shell.polls(1, 0)
    #expect(shell.account(accountID(1))["Phone"] == "2" && shell.company["Stage"] == "2")
    #expect(!shell.tables.ends.values.flatMap(\.steps).contains { $0.outcome == .refused })
  }
}

extension Shell {
  func edit(_ connection: String, _ object: String, _ id: String, _ fields: Record) throws {
    let call = WriteCall(connection: connection, object: object, verb: .update, records: [WriteRecord(id: id, fields: fields)])
    _ = try (connection == "salesforce" ? salesforce : gainsight).write(call)
  }

  var company: Record { gainsight.records(of: "company").first ?? [:] }

  /// Polls of these flows, a minute apart.
  func polls(_ flows: Int...) {
    for flow in flows {
      run(until: now.after(60))
      poll(flow: flow)
      run(until: now.after(30))
    }
  }
}
