import CEL
import Calls
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// Known values at the beginning of a flow, through `once`, windows and lost writes.
@Suite struct KnownSourceTests {
  static func row(_ id: String, _ account: String, _ ok: Value) -> Record { ["id": .string(id), "account": .string(account), "ok": ok] }

  @Test func aClaimIsKeptByWhatIsDeadAndOutlivesTheProcess() throws {
    let shell = Shell([try flow("once", SourceTests.once)])
    shell.fault = { _, call in
      guard case .write = call else { return nil }
      return .records([0: CallFailure(.rejected, code: "FIELD_CUSTOM_VALIDATION_EXCEPTION", message: "No.")])
    }
    shell.send([Self.row("1", "A", true)])
    shell.run()
    shell.crash()
    shell.run()
    shell.send([Self.row("2", "A", true)])
    shell.finish()
    #expect(shell.outcomesByAbout["A"] == ["dead: rejected", "skipped: once"])
    #expect(shell.tables.claims[AboutKey(flow: "once", about: "A")]?.event == 1)
  }

  @Test func anEventThatWhenDropsClaimsNothing() throws {
    let shell = Shell([try flow("once", SourceTests.once)])
    shell.send([Self.row("1", "A", .null)])
    shell.run()
    #expect(shell.tables.claims.isEmpty)
    shell.send([Self.row("2", "A", true)])
    shell.finish()
    #expect(shell.outcomesByAbout["A"] == ["skipped: when", "done"])
  }

  @Test func aReleasedClaimIsFreeInTheNextProcess() throws {
    let shell = Shell([try flow("once", SourceTests.once)])
    shell.send([Self.row("1", "A", false)])
    shell.run()
    shell.crash()
    shell.run()
    shell.send([Self.row("2", "A", true)])
    shell.finish()
    #expect(shell.outcomesByAbout["A"] == ["skipped: step", "done"])
  }

  @Test func whatExistsAtTheStartIsClaimedByNobody() throws {
    let shell = try SourceTests.world(SourceTests.polled("now", "once: true"))
    shell.poll()
    shell.run()
    #expect(shell.tables.claims.count == 5 && shell.tables.claims.values.allSatisfy { $0.event == nil })
    SourceTests.edit(shell, 1, arr: 70)
    shell.run(until: shell.now.after(300))
    shell.poll()
    shell.finish()
    #expect(shell.writes.isEmpty)
  }

  @Test func aStartInThePastRunsWhatChangedSince() throws {
    let shell = try SourceTests.world(SourceTests.polled("2h", "changed: [Arr]"))
    for (number, time) in [(1, "2026-03-14T06:59:59Z"), (2, "2026-03-14T07:00:00Z"), (3, "2026-03-14T08:30:00Z")] {
      var record = shell.gainsight.records(of: "company").first { $0["Gsid"] == .string("C\(number)") } ?? [:]
      record["ModifiedDate"] = .timestamp(Timestamp(time)!)
      _ = shell.gainsight.insert(record, into: "company")
    }
    shell.poll()
    shell.finish()
    #expect(shell.outcomes == ["skipped: before": 3, "done": 2])
    #expect(shell.account(accountID(2))["Health_Score__c"] == 2 && shell.account(accountID(1))["Health_Score__c"] == nil)
    // Older rows are known all the same: only another value is news.
    SourceTests.edit(shell, 1, arr: 1)
    shell.run(until: shell.now.after(300))
    shell.poll()
    shell.run()
    #expect(shell.writes.count == 1)
    SourceTests.edit(shell, 1, arr: 9)
    shell.run(until: shell.now.after(300))
    shell.poll()
    shell.finish()
    #expect(shell.account(accountID(1))["Health_Score__c"] == 9)
  }

  /// A window over readings: the last that was read is the latest, however it is stamped.
  @Test func ofReadingsTheLastReadIsTheLatest() throws {
    let shell = try SourceTests.world(SourceTests.polled("now", "changed: [Arr]\nwindow: { events: 100, wait: 20m, keep: latest }"))
    shell.overlap = 7200
    shell.poll()
    shell.run()
    for (value, stamp) in [(50, "2026-03-14T10:00:00Z"), (60, "2026-03-14T09:30:00Z")] {
      SourceTests.edit(shell, 1, arr: Int64(value))
      var record = shell.gainsight.records(of: "company").first { $0["Gsid"] == "C1" } ?? [:]
      record["ModifiedDate"] = .timestamp(Timestamp(stamp)!)
      _ = shell.gainsight.insert(record, into: "company")
      shell.run(until: shell.now.after(300))
      shell.poll()
      shell.run(until: shell.now.after(1))
    }
    shell.finish()
    #expect(shell.outcomesByAbout["C1"]?.contains("done") ?? false)
    #expect(shell.writes.flatMap(\.records).compactMap { $0.fields["Health_Score__c"]?.asDouble } == [60])
  }

  /// A window over webhooks: the one that happened last, in whatever order they came; the survivor has the past of the first.
  @Test func ofWebhooksTheOneThatHappenedLastIsTheLatest() throws {
    let shell = try HealthScoreTests.world()
    shell.send([HealthScoreTests.row("G1", 10, at: "2026-03-14T08:00:00Z")])
    shell.run()
    shell.send([
      HealthScoreTests.row("G1", 30, at: "2026-03-14T08:20:00Z"), HealthScoreTests.row("G1", 20, at: "2026-03-14T08:10:00Z"),
      HealthScoreTests.row("G1", 5, at: "2026-03-14T08:30:00Z"), HealthScoreTests.row("G1", 7, at: "2026-03-14T08:30:00Z"),
    ])
    shell.finish()
    #expect(shell.outcomesByAbout["G1"] == ["done", "skipped: superseded", "skipped: superseded", "skipped: superseded", "done"])
    #expect(shell.account(accountID(1))["Health_Score__c"] == 7 && shell.account(accountID(1))["Health_Trend__c"] == "Declining")
  }
}
