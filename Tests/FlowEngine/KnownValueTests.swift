import CEL
import Calls
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// What the journal knows of a thing: `about`, `changed`, `was`, `at`, and events that come late.
@Suite struct KnownValueTests {
  /// Writes the number, and what it was before, wherever either of two watched fields has changed.
  static let watched = """
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), account: =text(row.account), n: =number(row.n), phone: =text(row.phone), other: =text(row.other), at: =time(row.at) }
    about: =event.account
    changed: [n, phone]
    at: =event.at
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.account }
        set:
          Health_Score__c: =event.n
          Health_Trend__c: =text(coalesce(was.n, -1.0))
          Phone: =event.phone
    """

  static func row(_ number: Int, n: Value, phone: Value = "1", other: Value = "x", at: Value = "2026-03-14T08:00:00Z") -> Record {
    ["id": "e", "account": .string(accountID(number)), "n": n, "phone": phone, "other": other, "at": at]
  }

  static func world(_ texts: String...) throws -> Shell {
    let shell = Shell(try texts.enumerated().map { try flow("flow\($0.offset)", $0.element) })
    for number in 1...3 { _ = shell.salesforce.insert(["Id": .string(accountID(number)), "Name": "A"], into: "Account") }
    return shell
  }

  static func trend(_ shell: Shell, _ number: Int) -> Value? { shell.account(accountID(number))["Health_Trend__c"] }

  @Test func nothingIsKnownOfAThingWithoutAName() throws {
    let shell = try Self.world(Self.watched)
    var nameless = Self.row(1, n: 1)
    nameless["account"] = .null
    shell.send([nameless, Self.row(1, n: 1)])
    shell.finish()
    #expect(shell.outcomes == ["dead: no_about": 1, "done": 1])
    #expect(Set(shell.tables.known.keys) == [AboutKey(flow: "flow0", about: accountID(1))])
  }

  @Test func anEventCountsWhereAWatchedFieldHasChanged() throws {
    let shell = try Self.world(Self.watched)
    shell.send([Self.row(1, n: 1), Self.row(1, n: 1, other: "y"), Self.row(1, n: 1, phone: "2"), Self.row(2, n: 1)])
    shell.finish()
    #expect(shell.outcomesByAbout[accountID(1)] == ["done", "skipped: unchanged", "done"])
    #expect(shell.outcomesByAbout[accountID(2)] == ["done"])
    // Known across processes: only the process dies, not what it knew.
    shell.crash()
    shell.run()
    shell.send([Self.row(1, n: 1.0, phone: "2", other: "z"), Self.row(1, n: 2, phone: "2")])
    shell.finish()
    #expect(shell.outcomesByAbout[accountID(1)] == ["done", "skipped: unchanged", "done", "skipped: unchanged", "done"])
    #expect(Self.trend(shell, 1) == "1")
  }

  @Test func wasIsTheValueBefore() throws {
    let shell = try Self.world(Self.watched)
    shell.send([Self.row(1, n: 5)])
    shell.run()
    #expect(Self.trend(shell, 1) == "-1")
    shell.send([Self.row(1, n: 7, at: "2026-03-14T08:01:00Z"), Self.row(1, n: 9, at: "2026-03-14T08:02:00Z")])
    shell.finish()
    #expect(Self.trend(shell, 1) == "7")
    #expect(shell.writes.flatMap(\.records).compactMap { $0.fields["Health_Trend__c"] } == ["-1", "5", "7"])
  }

  @Test func wasStaysWhatItWasThroughRetries() throws {
    let shell = try Self.world(Self.watched)
    shell.send([Self.row(1, n: 5)])
    shell.run()
    var fails = true
    shell.fault = { _, call in
      guard case .write = call, fails else { return nil }
      return .refused(CallFailure(.retry, code: "http_500", message: "Trouble."))
    }
    shell.send([Self.row(1, n: 7, at: "2026-03-14T08:01:00Z")])
    shell.run(until: shell.now.after(5))
    shell.send([Self.row(1, n: 9, at: "2026-03-14T08:02:00Z")])
    shell.run(until: shell.now.after(5))
    fails = false
    shell.finish()
    #expect(shell.writes.flatMap(\.records).compactMap { $0.fields["Health_Trend__c"] }.suffix(2) == ["5", "7"])
  }

  @Test func anOlderWebhookMovesNothing() throws {
    let shell = try Self.world(Self.watched)
    shell.send([Self.row(1, n: 5, at: "2026-03-14T08:10:00Z")])
    shell.send([Self.row(1, n: 4, at: "2026-03-14T08:09:59Z")])
    shell.send([Self.row(1, n: 6, at: "2026-03-14T08:10:00Z")])
    shell.finish()
    #expect(shell.outcomesByAbout[accountID(1)] == ["done", "skipped: superseded", "done"])
    #expect(Self.trend(shell, 1) == "5" && shell.account(accountID(1))["Health_Score__c"] == 6)
  }

  @Test func withoutATimeAnEventHappensWhenItArrives() throws {
    let shell = try Self.world(Self.watched)
    shell.send([Self.row(1, n: 5, at: .null)])
    shell.run()
    shell.send([Self.row(2, n: 5, at: "2026-03-14T08:00:00Z")])
    shell.run(until: Shell.start.after(60))
    // It gave no time of its own, so none of its kind is late.
    shell.send([Self.row(1, n: 6, at: "2026-03-14T08:00:00Z")])
    shell.finish()
    #expect(shell.outcomes == ["done": 3])
    let known = shell.tables.known
    #expect(known[AboutKey(flow: "flow0", about: accountID(2))]?["n"]?.at == Timestamp("2026-03-14T08:00:00Z"))
    #expect(shell.tables.ends.values.allSatisfy { $0.ending == .done })
  }

  /// Polls accounts, and tells of each that has another phone.
  static let polling = """
    trigger: [{ poll: salesforce.Account, every: 5m, start: all }]
    changed: [Phone]
    steps:
      - id: note
        create: salesforce.Task
        set:
          WhatId: =event.Id
          Subject: =coalesce(event.Phone, "none")
    """

  static func edit(_ shell: Shell, _ number: Int, _ fields: Record, stamp: String? = nil) {
    let id = accountID(number)
    _ = try? shell.salesforce.write(
      WriteCall(connection: "salesforce", object: "Account", verb: .update, records: [WriteRecord(id: id, fields: fields)]))
    guard let stamp, let time = Timestamp(stamp) else { return }
    var record = shell.account(id)
    record["LastModifiedDate"] = .timestamp(time)
    _ = shell.salesforce.insert(record, into: "Account")
  }

  static func poll(_ shell: Shell, flow: Int = 0) {
    shell.run(until: shell.now.after(300))
    shell.poll(flow: flow)
    shell.run()
  }

  @Test func aReadingIsTheTruthHoweverItIsStamped() throws {
    let shell = try Self.world(Self.polling)
    Self.edit(shell, 1, ["Phone": "2"], stamp: "2026-03-14T08:50:00Z")
    Self.poll(shell)
    Self.edit(shell, 1, ["Phone": "1"], stamp: "2026-03-14T08:40:00Z")
    Self.poll(shell)
    shell.finish()
    #expect(shell.salesforce.records(of: "Task").suffix(2).compactMap { $0["Subject"] }.last == "1")
    #expect(shell.tables.known[AboutKey(flow: "flow0", about: accountID(1))]?["Phone"]?.at == Timestamp("2026-03-14T08:40:00Z"))
  }

  @Test func aPolledRowWithoutNewsIsCountedAndNotStored() throws {
    let shell = try Self.world(Self.polling)
    Self.poll(shell)
    let stored = shell.tables.ends.count
    Self.edit(shell, 1, ["Type": "Customer"])
    Self.poll(shell)
    shell.finish()
    #expect(stored == 3 && shell.tables.ends.count == stored)
    #expect(shell.tables.tallies.filter { $0.key.reason == "unchanged" }.values.reduce(0, +) >= 1)
  }

  @Test func aConfirmedWriteIsKnownToEveryFlowThatWatchesTheField() throws {
    let shell = try Self.world(Self.watched, Self.polling)
    Self.poll(shell, flow: 1)
    let before = shell.salesforce.records(of: "Task").count
    shell.send([Self.row(1, n: 5, phone: "77")])
    shell.run()
    #expect(shell.account(accountID(1))["Phone"] == "77")
    // The echo is no news, in this process and in the next.
    Self.poll(shell, flow: 1)
    shell.crash()
    shell.run()
    Self.poll(shell, flow: 1)
    #expect(shell.salesforce.records(of: "Task").count == before)
    // A person's edit is, even back to what was there before our write.
    Self.edit(shell, 1, ["Phone": .null])
    Self.poll(shell, flow: 1)
    shell.finish()
    #expect(shell.salesforce.records(of: "Task").count == before + 1)
  }

  @Test func aWriteThatFailedIsNotKnown() throws {
    let shell = try Self.world(Self.watched, Self.polling)
    Self.poll(shell, flow: 1)
    let before = shell.salesforce.records(of: "Task").count
    shell.fault = { _, call in
      guard case .write(let write) = call, write.object == "Account" else { return nil }
      return .records([0: CallFailure(.rejected, code: "FIELD_CUSTOM_VALIDATION_EXCEPTION", message: "No.")])
    }
    shell.send([Self.row(1, n: 5, phone: "77")])
    shell.run()
    shell.fault = { _, _ in nil }
    Self.edit(shell, 1, ["Phone": "77"])
    Self.poll(shell, flow: 1)
    shell.finish()
    #expect(shell.salesforce.records(of: "Task").count == before + 1)
  }
}
