import CEL
import Calls
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// A long backlog over few keys: one event of a key after the other, in order, and what waits is not looked at again for each.
@Suite struct BacklogTests {
  @Test func aBacklogOfFewKeysRunsInOrder() throws {
    let (events, keys) = (20_000, 50)
    let shell = Shell([try flow("plain", Texts.plain)])
    for number in 1...keys { _ = shell.salesforce.insert(["Id": .string(accountID(number)), "Name": "A"], into: "Account") }
    let rows = (0..<events).map { index -> Record in
      ["id": .string(accountID(index % keys + 1)), "n": .int(Int64(index)), "phone": "1", "at": "2026-03-14T08:00:00Z"]
    }
    for start in stride(from: 0, to: events, by: 1000) { shell.send(Array(rows[start..<(start + 1000)])) }
    shell.run(limit: 1_000_000)
    shell.finish()
    #expect(shell.outcomes == ["done": events])
    for number in 1...keys { #expect(shell.account(accountID(number))["Health_Score__c"] == .int(Int64(events - keys + number - 1))) }
  }
}
