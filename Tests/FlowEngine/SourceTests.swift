import CEL
import Calls
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// Polls, windows, `once`, keys, and a line longer than memory.
@Suite struct SourceTests {
  static func polled(_ start: String, _ more: String = "") -> String {
    """
    trigger: [{ poll: gainsight.company, every: 5m, start: \(start) }]
    \(more)
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.SfdcAccountId }
        set: { Health_Score__c: =event.Arr }
    """
  }

  static func world(_ text: String, _ count: Int = 5) throws -> Shell {
    let shell = Shell([try flow("polled", text)])
    for number in 1...count {
      _ = shell.salesforce.insert(["Id": .string(accountID(number)), "Name": .string("A\(number)")], into: "Account")
      _ = shell.gainsight.insert(
        [
          "Gsid": .string("C\(number)"), "Name": .string("A\(number)"), "SfdcAccountId": .string(accountID(number)), "Arr": .int(Int64(number)),
          "ModifiedDate": .timestamp(Timestamp("2026-03-01T00:00:00Z")!),
        ], into: "company")
    }
    return shell
  }

  static func edit(_ shell: Shell, _ number: Int, arr: Int64) {
    _ = try? shell.gainsight.write(
      WriteCall(connection: "gainsight", object: "company", verb: .update, records: [WriteRecord(id: "C\(number)", fields: ["Arr": .int(arr)])]))
  }

  @Test func startNowMarksWhatIsThereAndRunsWhatChanges() throws {
    let shell = try Self.world(Self.polled("now"), 450)
    shell.poll()
    shell.finish()
    #expect(shell.outcomes == ["skipped: before": 450] && shell.polls == [.complete(rows: 450)])
    shell.at(Shell.start.after(100)) { Self.edit($0, 3, arr: 33) }
    shell.at(Shell.start.after(300)) { $0.poll() }
    shell.finish()
    #expect(shell.outcomes["done"] == 1 && shell.account(accountID(3))["Health_Score__c"] == 33)
    #expect(shell.writes.count == 1)
  }

  @Test func startAllRunsEverythingOnce() throws {
    let shell = try Self.world(Self.polled("all"))
    shell.poll()
    shell.finish()
    #expect(shell.outcomes == ["done": 5])
    shell.at(Shell.start.after(300)) { $0.poll() }
    shell.finish()
    #expect(shell.writes.count == 1 && shell.outcomes["done"] == 5)
  }

  @Test func aPollThatFailsIsToldAndMovesNothing() throws {
    let shell = try Self.world(Self.polled("all"))
    shell.fault = { shell, call in
      guard case .poll = call, shell.polls.isEmpty else { return nil }
      return .refused(FailureTests.down)
    }
    shell.poll()
    shell.finish()
    #expect(shell.polls == [.failed(FailureTests.down)] && shell.tables.watermarks.isEmpty)
    shell.poll()
    shell.finish()
    #expect(shell.outcomes == ["done": 5])
  }

  static let once = """
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), account: =text(row.account), ok: =flag(row.ok) }
    about: =event.account
    once: true
    when: =event.ok != null
    steps:
      - id: not_ok
        when: =event.ok == false
        skip: not yet
      - id: task
        create: salesforce.Task
        set: { WhatId: =event.account, Subject: once }
    """

  @Test func onceIsClaimedKeptAndReleased() throws {
    let shell = Shell([try flow("once", Self.once)])
    func row(_ id: String, _ account: String, _ ok: Value) -> Record { ["id": .string(id), "account": .string(account), "ok": ok] }
    shell.send([row("1", "A", true), row("2", "A", true), row("3", "B", false)])
    shell.finish()
    #expect(shell.outcomes == ["done": 1, "skipped: once": 1, "skipped: step": 1])
    shell.send([row("4", "B", true), row("5", "A", true)])
    shell.finish()
    #expect(shell.outcomes == ["done": 2, "skipped: once": 2, "skipped: step": 1])
    #expect(shell.salesforce.records(of: "Task").count == 2)
  }

  @Test func aWindowWaitsAndASurvivorThatIsBackIsUnchanged() throws {
    let shell = try HealthScoreTests.world()
    shell.send([HealthScoreTests.row("G1", 10), HealthScoreTests.row("G2", 10)])
    shell.run()
    #expect(shell.calls.first.map { $0.at.seconds(since: Shell.start) } == 30)
    shell.send([HealthScoreTests.row("G1", 20, at: "2026-03-14T08:10:00Z"), HealthScoreTests.row("G2", 20, at: "2026-03-14T08:10:00Z")])
    shell.send([HealthScoreTests.row("G1", 10, at: "2026-03-14T08:20:00Z"), HealthScoreTests.row("G2", 30, at: "2026-03-14T08:20:00Z")])
    shell.finish()
    #expect(shell.outcomes == ["done": 3, "skipped: superseded": 2, "skipped: unchanged": 1])
    #expect(shell.account(accountID(2))["Health_Score__c"] == 30 && shell.account(accountID(2))["Health_Trend__c"] == "Improving")
  }

  @Test func eventsOfOneKeyRunInOrderAndOthersDoNotWait() throws {
    let shell = try FailureTests.world(3)
    var blocked = true
    shell.fault = { shell, call in
      guard let index = FailureTests.index(of: 1, in: call), blocked else { return nil }
      return .records([index: CallFailure(.retry, code: "UNABLE_TO_LOCK_ROW", message: "Locked.")])
    }
    shell.at(Shell.start.after(3600)) { _ in blocked = false }
    for minute in 0..<5 {
      shell.at(Shell.start.after(Double(minute) * 60)) { shell in
        shell.send(FailureTests.rows(1...3, n: 10 + minute, at: "2026-03-14T08:0\(minute):00Z"))
      }
    }
    shell.run(until: Shell.start.after(1800))
    #expect(shell.account(accountID(2))["Health_Score__c"] == 14 && shell.account(accountID(1))["Health_Score__c"] == nil)
    shell.finish()
    #expect(shell.outcomes == ["done": 15])
    let mine = shell.writes.flatMap(\.records).filter { $0.id == accountID(1) }.compactMap {
      $0.fields["Health_Score__c"]?.asInt ?? $0.fields["Health_Score__c"]?.asDouble.map(Int64.init)
    }
    #expect(mine == mine.sorted() && mine.last == 14)
  }

  @Test func aLineLongerThanMemoryIsReadFromTheJournal() throws {
    let shell = try FailureTests.world(500)
    let outage = Shell.start.after(600)
    shell.fault = { shell, _ in shell.now < outage ? .refused(FailureTests.down) : nil }
    for part in 0..<9 {
      shell.at(Shell.start.after(Double(part))) { shell in
        shell.send(
          (0..<1000).map { index in
            let number = index % 500 + 1
            return ["id": .string(accountID(number)), "n": .int(Int64(part * 1000 + index)), "phone": "1", "at": .string("2026-03-14T08:00:00Z")]
          })
      }
    }
    shell.run(until: Shell.start.after(300))
    #expect(shell.engine.lines[0].ready.count <= shell.engine.lines[0].room)
    #expect(shell.engine.lines[0].waiting == 9_000 || shell.tables.events.count == 9_000)
    shell.finish()
    #expect(shell.outcomes == ["done": 9_000])
    for number in 1...500 { #expect(shell.account(accountID(number))["Health_Score__c"] == .int(Int64(8_500 + number - 1))) }
  }

  @Test func eachTakesRowsOutOfABodyAndABadRowAloneIsDead() throws {
    let text = """
      trigger:
        - webhook: gainsight
          each: =body.records
          event: { id: =text(row.id), n: =number(row.n), phone: =text(row.phone), at: =time(row.at) }
      """ + Texts.plain.drop { $0 != "\n" }.dropFirst().drop { $0 != "\n" }.dropFirst().drop { $0 != "\n" }
    let shell = Shell([try flow("each", text)])
    _ = shell.salesforce.insert(["Id": .string(accountID(1)), "Name": "A"], into: "Account")
    let rows: [Value] = [.map(["id": .string(accountID(1)), "n": 5, "phone": "1", "at": "2026-03-14T08:00:00Z"]), 3]
    shell.arrive(.body(.map(["records": .list(rows)])))
    shell.arrive(.body(.map(["records": 7])))
    shell.arrive(.unreadable(body: Array("{".utf8), reason: "it ends too early"))
    shell.finish()
    #expect(shell.outcomes == ["done": 1, "dead: unreadable": 3])
    #expect(shell.acknowledged.values.allSatisfy { $0 == .accepted })
    #expect(shell.letters.compactMap(\.raw).contains("{"))
  }
}
