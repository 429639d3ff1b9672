import CEL
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine

/// How many transactions a wave takes: what makes a run fast is that they do not grow with its events.
@Suite struct CommitCountTests {
  private static func commits(_ text: String, _ rows: [Record]) throws -> Int {
    let shell = Shell([try flow("counted", text)])
    for number in rows.indices { _ = shell.salesforce.insert(["Id": .string(accountID(number)), "Name": "A"], into: "Account") }
    shell.send(rows)
    shell.finish()
    #expect(shell.outcomes == ["done": rows.count])
    return shell.commits
  }

  /// Accept; intend; confirm with the outcome.
  @Test(arguments: [1, 50, 1500]) func aWaveWithOneWriteTakesThree(events: Int) throws {
    let rows = (0..<events).map { number -> Record in
      ["id": .string(accountID(number)), "n": .int(Int64(number)), "phone": "1", "at": "2026-03-14T08:00:00Z"]
    }
    #expect(try Self.commits(Texts.plain, rows) == 3)
  }

  /// A second step that writes takes two more.
  @Test(arguments: [1, 50, 1500]) func eachFurtherStepThatWritesTakesTwoMore(events: Int) throws {
    let rows = (0..<events).map { number -> Record in ["id": .string("e\(number)"), "account": .string(accountID(number))] }
    #expect(try Self.commits(Texts.task, rows) == 5)
  }

  /// What changes nothing is accepted and ended.
  @Test func aWaveWithoutWritesTakesTwo() throws {
    let text = """
      trigger:
        - webhook: gainsight
          event: { id: =text(row.id) }
      about: =event.id
      changed: [id]
      steps:
        - id: account
          lookup: salesforce.Account
          match: { Id: =event.id }
      """
    #expect(try Self.commits(text, (0..<50).map { ["id": .string(accountID($0))] }) == 2)
  }
}
