import CEL
import Calls
import OrderedCollections
import Schema
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// The health-score flow, with everything that real rows have.
@Suite struct HealthScoreTests {
  static func row(_ gsid: String?, _ score: Value, at: String = "2026-03-14T08:00:00Z", name: String = "?", sfdc: String? = nil) -> Record {
    [
      "gsid": gsid.map(Value.string) ?? .null, "name": .string(name), "sfdc": sfdc.map(Value.string) ?? .null, "score": score,
      "at": .string(at),
    ]
  }

  static func world() throws -> Shell {
    let shell = Shell([try flow("sync", Texts.health)])
    for number in 1...20 {
      var record: Record = ["Id": .string(accountID(number)), "Name": .string("Account \(number)")]
      if number <= 10 { record["Gainsight_GSID__c"] = .string("G\(number)") }
      _ = shell.salesforce.insert(record, into: "Account")
    }
    _ = shell.salesforce.insert(["Id": .string(accountID(30)), "Name": "Müller & Söhne GmbH"], into: "Account")
    _ = shell.salesforce.insert(["Id": .string(accountID(31)), "Name": "Twin Inc."], into: "Account")
    _ = shell.salesforce.insert(["Id": .string(accountID(32)), "Name": "TWIN"], into: "Account")
    return shell
  }

  @Test func matchesByExternalIdThenIdThenName() throws {
    let shell = try Self.world()
    shell.send([
      Self.row("G1", 71), Self.row("G12", 72, sfdc: String(accountID(12).prefix(15))), Self.row("G30", 73, name: "MULLER und Sohne"),
      Self.row("G31", 74, name: "muller & sohne"),
    ])
    shell.finish()
    #expect(shell.account(accountID(1))["Health_Score__c"] == 71)
    #expect(shell.account(accountID(12))["Health_Score__c"] == 72)
    #expect(shell.account(accountID(12))["Gainsight_GSID__c"] == "G12")
    #expect(shell.account(accountID(1))["Health_Trend__c"] == "Flat")
    #expect(shell.account(accountID(30))["Health_Score__c"] == 74)
    #expect(shell.outcomes["done"] == 3)
    #expect(shell.finds.map(\.match) == [["Gainsight_GSID__c"], ["Id"], ["Name"]])
    #expect(shell.writes.map { $0.records.count } == [3])
  }

  @Test func endsRowsEachForItsReason() throws {
    let shell = try Self.world()
    shell.send([Self.row("G1", 70), Self.row("G2", 50, at: "2026-03-14T08:00:00Z")])
    shell.finish()
    shell.send([
      Self.row("G1", 70),  // the same delivery
      Self.row("G1", "70.0", at: "2026-03-14T08:10:00Z"),  // unchanged
      Self.row("G2", 40, at: "2026-03-14T07:00:00Z"),  // late
      Self.row("G3", .null), Self.row("G4", ""),  // no score
      Self.row("G99", 1, name: "Nobody"), Self.row("G98", 1, name: "Twin, Inc"), Self.row(nil, 1),
      Self.row("G5", 10, at: "2026-03-14T08:00:00Z"), Self.row("G5", 30, at: "2026-03-14T08:02:00Z"),
      Self.row("G5", 20, at: "2026-03-14T08:01:00Z"),
    ])
    shell.arrive(.rows([.unreadable(text: "{oops", reason: "no JSON")]))
    shell.finish()
    #expect(
      shell.outcomes == [
        "done": 3, "skipped: repeated": 1, "skipped: unchanged": 1, "skipped: superseded": 3, "skipped: when": 2, "dead: no_match": 1,
        "dead: many_matches": 1, "dead: no_about": 1, "dead: unreadable": 1,
      ])
    #expect(shell.account(accountID(5))["Health_Score__c"] == 30)
    #expect(shell.letters.map(\.reason.kind) == [.noAbout, .unreadable, .noMatch, .manyMatches] || shell.letters.count == 4)
    #expect(shell.letters.allSatisfy { !$0.reason.advice.isEmpty && ($0.input != nil) != ($0.raw != nil) })
  }

  @Test func trendComparesWithWhatWasSeen() throws {
    let shell = try Self.world()
    shell.send([Self.row("G1", 70), Self.row("G2", 70)])
    shell.finish()
    shell.send([Self.row("G1", 80, at: "2026-03-14T08:30:00Z"), Self.row("G2", 60, at: "2026-03-14T08:30:00Z")])
    shell.finish()
    #expect(shell.account(accountID(1))["Health_Trend__c"] == "Improving")
    #expect(shell.account(accountID(2))["Health_Trend__c"] == "Declining")
  }

  @Test func anOlderEventDoesNotOverwriteALaterStamp() throws {
    let shell = try Self.world()
    _ = try shell.salesforce.write(
      WriteCall(
        connection: "salesforce", object: "Account", verb: .update,
        records: [
          WriteRecord(
            id: accountID(1), fields: ["Health_Score__c": 5, "Health_Updated_At__c": .timestamp(Timestamp("2026-03-14T08:30:00Z")!)])
        ]))
    shell.send([Self.row("G1", 70, at: "2026-03-14T08:00:00Z")])
    shell.finish()
    #expect(shell.account(accountID(1))["Health_Score__c"] == 5)
    #expect(shell.steps("G1")["write"] == .refused)
    #expect(shell.writes.isEmpty)
  }

  @Test func aThousandRowsTakeFewCallsAndASecondRunWritesNothing() throws {
    let shell = Shell([try flow("sync", Texts.health)])
    for number in 1...1000 {
      var record: Record = ["Id": .string(accountID(number)), "Name": .string("Customer number \(number)")]
      if number % 3 == 0 { record["Gainsight_GSID__c"] = .string("G\(number)") }
      _ = shell.salesforce.insert(record, into: "Account")
    }
    let rows = (1...1000).map { number in
      Self.row(
        "G\(number)", .int(Int64(number % 100)), name: "CUSTOMER number \(number), Inc.",
        sfdc: number % 3 == 1 ? accountID(number) : nil)
    }
    shell.send(rows)
    shell.finish()
    #expect(shell.outcomes == ["done": 1000])
    #expect(shell.finds.count == 3)
    #expect(shell.writes.count == 5)
    let before = shell.calls.count
    shell.send(rows)
    shell.finish()
    #expect(shell.outcomes == ["done": 1000, "skipped: repeated": 1000])
    #expect(shell.calls.count == before)
    #expect(shell.commits < 12)
  }
}
