import CEL
import Calls
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// Creates happen once: matched, locked, stamped, read back.
@Suite struct CreateTests {
  static let upsert = """
    trigger:
      - webhook: gainsight
        event: { delivery: =text(row.delivery), account: =text(row.account), name: =text(row.name), arr: =number(row.arr) }
    about: =event.delivery
    steps:
      - id: company
        upsert: gainsight.company
        match: [{ SfdcAccountId: =event.account }, { normalized: { Name: =event.name } }]
        set: { Name: =event.name, SfdcAccountId: =event.account, Arr: =event.arr }
        set_on_create: { Stage: New }
    """

  static let memo = """
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), subject: =text(row.subject) }
    about: =event.id
    steps:
      - id: memo
        create: salesforce.Memo
        match: { Subject: =event.subject }
        set: { Subject: =event.subject, Status: New }
    """

  static func row(_ delivery: String, _ account: String, _ name: String, _ arr: Int64) -> Record {
    ["delivery": .string(delivery), "account": .string(account), "name": .string(name), "arr": .int(arr)]
  }

  @Test func rowsThatWouldCreateTheSameMakeItOnce() throws {
    let shell = Shell([try flow("companies", Self.upsert)])
    shell.send([
      Self.row("1", "A1", "Acme", 1), Self.row("2", "A1", "Acme", 2), Self.row("3", "A2", "ACME, Inc.", 3), Self.row("4", "A3", "Other", 4),
    ])
    shell.finish()
    let companies = shell.gainsight.records(of: "company")
    #expect(companies.count == 2)
    #expect(companies.compactMap { $0["Name"] } == ["ACME, Inc.", "Other"])
    #expect(companies.first?["Arr"] == 3 && companies.first?["Stage"] == "New" && companies.first?["SfdcAccountId"] == "A2")
    #expect(["1", "2", "3", "4"].map { shell.steps($0)["company"] } == [.created, .updated, .updated, .created])
  }

  @Test func twoFlowsNeverCreateTheSameThing() throws {
    let shell = Shell([try flow("one", Self.upsert), try flow("two", Self.upsert)])
    shell.latency = { _ in (2, 3) }
    shell.send([Self.row("1", "A1", "Acme", 1)], to: 0)
    shell.at(Shell.start.after(1)) { $0.send([Self.row("2", "A1", "Acme", 2)], to: 1) }
    shell.finish()
    #expect(shell.gainsight.records(of: "company").count == 1)
    #expect(shell.outcomes == ["done": 2])
  }

  @Test func aCreateLeavesWhatIsThere() throws {
    let shell = Shell([try flow("memos", Self.memo)])
    _ = shell.salesforce.insert(["Subject": "old", "Status": "Closed"], into: "Memo")
    shell.send([["id": "1", "subject": "old"], ["id": "2", "subject": "new"], ["id": "3", "subject": "new"]])
    shell.finish()
    #expect(shell.salesforce.records(of: "Memo").compactMap { $0["Status"] } == ["Closed", "New"])
    #expect(["1", "2", "3"].map { shell.steps($0)["memo"] } == [.found, .created, .found])
  }

  /// The first write call meets the fault.
  static func firstWrite(_ fault: Shell.Fault) -> (Shell, Call) -> Shell.Fault? {
    var isFirst = true
    return { _, call in
      guard call.writes, isFirst else { return nil }
      isFirst = false
      return fault
    }
  }

  @Test(arguments: [true, false]) func aStampedCreateWithoutAnswerIsReadBack(wasDone: Bool) throws {
    let shell = Shell([try flow("tasks", Texts.task)])
    for number in 1...3 { _ = shell.salesforce.insert(["Id": .string(accountID(number)), "Name": "A"], into: "Account") }
    shell.fault = Self.firstWrite(wasDone ? .lostAnswer : .lostCall)
    shell.send((1...3).map { ["id": .string("e\($0)"), "account": .string(accountID($0))] })
    shell.finish()
    #expect(shell.salesforce.records(of: "Task").count == 3)
    #expect(shell.finds.filter { $0.match == ["Flow_Key__c"] }.map { $0.keys.count } == [3])
    #expect(shell.writes.filter { $0.verb == .create }.count == (wasDone ? 1 : 2))
    let tasks = Dictionary(uniqueKeysWithValues: shell.salesforce.records(of: "Task").map { ($0["WhatId"] ?? .null, $0["Id"] ?? .null) })
    for number in 1...3 { #expect(shell.account(accountID(number))["Phone"] == tasks[.string(accountID(number))]) }
  }

  @Test(arguments: [true, false]) func aMatchedCreateWithoutAnswerIsReadBackByItsMatch(wasDone: Bool) throws {
    let shell = Shell([try flow("memos", Self.memo)])
    shell.fault = Self.firstWrite(wasDone ? .lostAnswer : .lostCall)
    shell.send([["id": "1", "subject": "new"]])
    shell.finish()
    #expect(shell.salesforce.records(of: "Memo").count == 1)
    #expect(shell.steps("1")["memo"] == .created)
    #expect(shell.writes.count == (wasDone ? 1 : 2))
  }

  @Test func aCreateThatArrivesLateMeetsItsStamp() throws {
    // The call is given up, read back, not found, sent again, and only then does the first one arrive.
    let shell = Shell([try flow("tasks", Texts.task)])
    _ = shell.salesforce.insert(["Id": .string(accountID(1)), "Name": "A"], into: "Account")
    var isFirst = true
    shell.fault = { shell, call in
      guard case .write(let write) = call, write.verb == .create, isFirst else { return nil }
      isFirst = false
      shell.at(shell.now.after(0.1)) { _ = try? $0.salesforce.write(write) }
      return .lostCall
    }
    shell.latency = { shell in shell.calls.last?.call.writes == true ? (0.5, 0) : (0, 0) }
    shell.send([["id": "e1", "account": .string(accountID(1))]])
    shell.finish()
    #expect(shell.salesforce.records(of: "Task").count == 1)
    #expect(shell.outcomes == ["done": 1])
  }

  @Test func anotherEventWaitsForACreateWithoutAnswer() throws {
    let shell = Shell([try flow("memos", Self.memo)])
    shell.fault = Self.firstWrite(.lostAnswer)
    shell.send([["id": "1", "subject": "new"], ["id": "2", "subject": "new"]])
    shell.finish()
    #expect(shell.salesforce.records(of: "Memo").count == 1)
    #expect(shell.outcomes == ["done": 2])
  }
}
