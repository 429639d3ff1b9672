import CEL
import Calls
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// Each verb over a batch.
@Suite struct StepTests {
  static func shell(_ steps: String, head: String = "") throws -> Shell {
    let text = """
      trigger:
        - webhook: gainsight
          event: { id: =text(row.id), account: =text(row.account), n: "=coalesce(number(row.n), 0)", tags: '=row.tags.map(t, text(t))' }
      about: =event.id
      \(head)
      steps:

      """ + steps
    let shell = Shell([try flow("steps", text)])
    for number in 1...5 { _ = shell.salesforce.insert(["Id": .string(accountID(number)), "Name": .string("A\(number)")], into: "Account") }
    return shell
  }

  static func row(_ id: String, account: Int = 1, n: Int64 = 0, tags: [Value] = []) -> Record {
    ["id": .string(id), "account": .string(accountID(account)), "n": .int(n), "tags": .list(tags)]
  }

  @Test func transformSkipAndFail() throws {
    let shell = try Self.shell(
      """
        - id: width
          transform: { twice: =event.n * 2, name: '=width.twice > 10 ? "big" : "small"' }
        - id: small
          when: =width.name == "small"
          skip: too small, ${width.twice}
        - id: odd
          when: =event.n == 7
          fail: seven is odd
        - id: write
          update: salesforce.Account
          match: { Id: =event.account }
          set: { Phone: =width.name }
      """)
    shell.send([Self.row("1", n: 2), Self.row("2", n: 7), Self.row("3", n: 9)])
    shell.finish()
    #expect(shell.outcomes == ["skipped: step": 1, "dead: fail_step": 1, "done": 1])
    #expect(shell.ends.first { $0.about == "1" }?.ending.reason == "too small, 4")
    #expect(shell.letters.first?.reason.text == "seven is odd")
    #expect(shell.account(accountID(1))["Phone"] == "big")
  }

  @Test func aFormulaThatFailsEndsOneEventOnly() throws {
    let shell = try Self.shell(
      """
        - id: part
          transform: { x: '=require(event.n > 1 ? "fine" : null, "n is too small")' }
        - id: write
          update: salesforce.Account
          match: { Id: =event.account }
          set: { Phone: =part.x }
      """)
    shell.send([Self.row("1", n: 1), Self.row("2", account: 2, n: 2)])
    shell.finish()
    #expect(shell.outcomes == ["dead: formula": 1, "done": 1])
    #expect(shell.letters.first?.reason.text.contains("n is too small") == true)
  }

  @Test func forEachRunsItemsOfAllEventsAsOneBatch() throws {
    let shell = try Self.shell(
      """
        - id: tasks
          for_each: =event.tags
          as: tag
          do:
            - id: task
              create: salesforce.Task
              set: { Subject: "${tag}", WhatId: =event.account }
        - id: write
          update: salesforce.Account
          match: { Id: =event.account }
          set: { Phone: '=text(size(tasks))' }
      """)
    shell.send([Self.row("1", account: 1, tags: ["a", "b", "a"]), Self.row("2", account: 2, tags: []), Self.row("3", account: 3, tags: ["c"])])
    shell.finish()
    #expect(shell.outcomes == ["done": 3])
    #expect(shell.writes.map { $0.records.count } == [4, 3])
    #expect(shell.salesforce.records(of: "Task").compactMap { $0["Subject"] } == ["a", "b", "a", "c"])
    #expect([1, 2, 3].map { shell.account(accountID($0))["Phone"] } == ["3", "0", "1"])
  }

  @Test func notifySendsOnceAMessageAndAgainWithoutAnswer() throws {
    let shell = try Self.shell(
      """
        - id: tell
          notify: slack
          to: [ops, '=event.n > 1 ? "boss" : null']
          text: Event ${event.id}
      """)
    var lost = true
    shell.fault = { _, call in
      guard case .notify(let message) = call, message.text == "Event 2", lost else { return nil }
      lost = false
      return .lostAnswer
    }
    shell.send([Self.row("1", n: 1), Self.row("2", n: 2)])
    shell.finish()
    #expect(shell.outcomes == ["done": 2])
    #expect(shell.messages.filter { $0.text == "Event 1" }.map(\.to) == [["ops"]])
    let second = shell.messages.filter { $0.text == "Event 2" }
    #expect(second.map(\.to) == [["ops", "boss"], ["ops", "boss"]] && Set(second.map(\.key)).count == 1)
    #expect(shell.steps("1")["tell"] == .sent)
  }

  @Test func blankClearsAndALiteralNullClearsAndNullLeaves() throws {
    let shell = try Self.shell(
      """
        - id: write
          update: salesforce.Account
          match: { Id: =event.account }
          blank: [Phone]
          set: { Phone: '=event.n > 1 ? "x" : null', Health_Score__c: '=event.n > 1 ? 1.0 : null', Health_Trend__c: null }
      """)
    _ = try shell.salesforce.write(
      WriteCall(
        connection: "salesforce", object: "Account", verb: .update,
        records: [WriteRecord(id: accountID(1), fields: ["Phone": "1", "Health_Score__c": 9, "Health_Trend__c": "Up"])]))
    shell.send([Self.row("1", n: 1)])
    shell.finish()
    #expect(shell.writes.first?.records.first?.fields == ["Phone": .null, "Health_Trend__c": .null])
    #expect(shell.account(accountID(1))["Health_Score__c"] == 9)
  }

  @Test func aWriteComparesCanonicalValues() throws {
    let shell = try Self.shell(
      """
        - id: write
          update: salesforce.Account
          match: { Id: =event.account }
          set: { Health_Score__c: =event.n + 0.04, Phone: "" }
      """)
    _ = try shell.salesforce.write(
      WriteCall(connection: "salesforce", object: "Account", verb: .update, records: [WriteRecord(id: accountID(1), fields: ["Health_Score__c": 3])]))
    shell.send([Self.row("1", n: 3)])
    shell.finish()
    #expect(shell.writes.isEmpty && shell.steps("1")["write"] == .unchanged)
  }

  @Test func onNoneAndOnManyDecide() throws {
    let shell = try Self.shell(
      """
        - id: task
          lookup: salesforce.Task
          match: { Subject: =event.id }
          on_none: continue
          on_many: oldest
        - id: other
          lookup: salesforce.Memo
          match: { Subject: =event.id }
          on_none: skip
        - id: write
          update: salesforce.Account
          match: { Id: =event.account }
          set: { Phone: '=coalesce(task.Status, "none")' }
      """)
    for (status, day) in [("new", 2), ("old", 1)] {
      let made = Value.timestamp(Timestamp("2026-01-0\(day)T00:00:00Z")!)
      _ = shell.salesforce.insert(["Subject": "1", "Status": .string(status), "CreatedDate": made], into: "Task")
    }
    for subject in ["1", "2"] { _ = shell.salesforce.insert(["Subject": .string(subject)], into: "Memo") }
    shell.send([Self.row("1", account: 1), Self.row("2", account: 2), Self.row("3", account: 3)])
    shell.finish()
    #expect(shell.outcomes == ["done": 2, "skipped: no_match": 1])
    #expect([1, 2].map { shell.account(accountID($0))["Phone"] } == ["old", "none"])
  }

  @Test func onNoneRetryWaitsForAParent() throws {
    let shell = try Self.shell(
      """
        - id: task
          lookup: salesforce.Task
          match: { Subject: =event.id }
          on_none: retry
        - id: write
          update: salesforce.Account
          match: { Id: =event.account }
          set: { Phone: =task.Status }
      """)
    shell.at(Shell.start.after(600)) { _ = $0.salesforce.insert(["Subject": "1", "Status": "late"], into: "Task") }
    shell.send([Self.row("1")])
    shell.finish()
    #expect(shell.account(accountID(1))["Phone"] == "late" && shell.outcomes == ["done": 1])
  }

  @Test func rowsOfOneRecordAreWrittenOneAfterAnother() throws {
    let shell = try Self.shell(
      """
        - id: write
          update: salesforce.Account
          match: { Id: =event.account }
          set: { Health_Score__c: =event.n }
      """)
    shell.send([Self.row("1", n: 1), Self.row("2", n: 1), Self.row("3", n: 3)])
    shell.finish()
    #expect(shell.account(accountID(1))["Health_Score__c"] == 3)
    #expect(["1", "2", "3"].map { shell.steps($0)["write"] } == [.updated, .unchanged, .updated])
  }
}
