import CEL
import Calls
import Foundation
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// The real machine, a virtual clock, seeded trouble, crashes at commits and calls; the promises are checked at the targets and in the journal.
///
/// `SIMULATION_SEEDS=1000 SIMULATION_FIRST=1` runs longer, or one seed again; `SIMULATION_TRACE=1` prints what the machine takes and says.
@Suite struct SimulationTests {
  static let first = UInt64(ProcessInfo.processInfo.environment["SIMULATION_FIRST"] ?? "") ?? 1
  static let seeds = UInt64(ProcessInfo.processInfo.environment["SIMULATION_SEEDS"] ?? "") ?? 150

  static let handoff = """
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), account: =text(row.account), name: =text(row.name), n: =number(row.n), at: =time(row.at) }
        delivery: =row.id
    about: =event.id
    key: =event.account
    at: =event.at
    steps:
      - id: account
        lookup: salesforce.Account
        match: { Id: =event.account }
      - id: company
        upsert: gainsight.company
        match: [{ SfdcAccountId: =event.account }, { normalized: { Name: =event.name } }]
        set: { SfdcAccountId: =event.account, Arr: =event.n }
        set_on_create: { Name: =event.name, Stage: New }
      - id: task
        create: salesforce.Task
        set: { WhatId: =account.Id, Subject: =event.id }
      - id: memo
        create: salesforce.Memo
        match: { Subject: =event.name }
        set: { Subject: =event.name }
      - id: tell
        notify: slack
        to: ops
        text: =event.id
    """

  /// Makes the same memos as the handoff.
  static let memos = """
    trigger:
      - webhook: gainsight
        event: { id: =text(row.id), name: =text(row.name) }
        delivery: =row.id
    about: =event.id
    steps:
      - id: memo
        create: salesforce.Memo
        match: { Subject: =event.name }
        set: { Subject: =event.name }
    """

  final class Run {
    let seed: UInt64
    let shell: Shell
    let trouble: Trouble
    var dice: Dice
    var sent = 0
    /// What was sent, part by part.
    private(set) var history: [(part: Int, text: String)] = []
    private let parts: Set<Int>?
    private(set) var problems: [String] = []

    /// With `parts`, only those of the history are sent; all else stays as it is.
    init(seed: UInt64, parts: Set<Int>? = nil) throws {
      self.seed = seed
      self.parts = parts
      dice = Dice(seed)
      // Each start after a crash finds changed files; what was accepted before runs on under its version.
      let versions = try ["", "description: Changed.\n"].map { head in
        [
          try flow("health", head + Texts.health), try flow("handoff", head + SimulationTests.handoff),
          try flow("memos", head + SimulationTests.memos),
        ]
      }
      shell = Shell(
        versions[0],
        facts: ["gainsight": ConnectionFacts(writeBatch: dice.pick([1, 3, 50]), allOrNothing: dice.chance(0.5))], seed: seed)
      shell.versions = versions
      trouble = Trouble(seed: seed, end: Shell.start.after(6000))
      for number in 1...8 {
        var record: Record = ["Id": .string(accountID(number)), "Name": .string("Account \(number)")]
        if number % 2 == 0 { record["Gainsight_GSID__c"] = .string("G\(number)") }
        _ = shell.salesforce.insert(record, into: "Account")
      }
      trouble.attach(shell)
      for part in 0..<(4 + dice.below(20)) { plan(part) }
    }

    private func plan(_ part: Int) {
      let time = Shell.start.after(dice.real() * 5000)
      let rows = (0..<(1 + dice.below(6))).map { _ -> Record in
        sent += 1
        let number = 1 + dice.below(8)
        if dice.chance(0.5) {
          return [
            "flow": 1, "id": .string("e\(sent)"), "account": .string(accountID(number)), "name": .string("Account \(number)"), "n": .int(Int64(sent)),
            "at": .timestamp(time),
          ]
        }
        let late = dice.chance(0.2) ? dice.real() * 3000 : 0
        if late > 0 { trouble.note("reordered") }
        return [
          "flow": 0, "gsid": .string("G\(number)"), "name": .string("account \(number)"), "sfdc": .null, "score": .int(Int64(dice.below(5))),
          "at": .timestamp(time.after(-late)),
        ]
      }
      let again = dice.chance(0.2) ? time.after(dice.real() * 100) : nil
      if again != nil { trouble.note("duplicate") }
      if let parts, !parts.contains(part) { return }
      let texts = rows.map { row in row.map { "\($0.key): \($0.value)" }.joined(separator: ", ") }
      history.append((part, "\(time)\(again.map { ", again at \($0)" } ?? ""): [\(texts.joined(separator: "] ["))]"))
      for time in [time] + (again.map { [$0] } ?? []) {
        shell.at(time) { shell in
          for index in 0...1 {
            let mine = rows.filter { $0["flow"] == .int(Int64(index)) }
            if !mine.isEmpty { shell.send(mine, to: index) }
            if !mine.isEmpty, index == 1 { shell.send(mine, to: 2) }
          }
        }
      }
    }

    private func hold(_ isSo: Bool, _ promise: String) {
      if !isSo { problems.append(promise) }
    }

    func check() {
      shell.run()
      shell.finish()
      hold(shell.violations == [], "the rules of the journal or of a target: \(shell.violations)")
      hold(shell.tables.events.isEmpty, "events are still open")
      hold(shell.acknowledged.values.allSatisfy { $0 == .accepted }, "something that was sent was not accepted")
      let ends = shell.tables.ends.values.filter { $0.flow == "handoff" }
      let done = Set(ends.filter { $0.ending == .done }.compactMap(\.about))
      // One event an id: later deliveries of it are dropped.
      hold(ends.count == Set(ends.compactMap(\.about)).count, "an event of a delivery ended twice")
      let tasks = shell.salesforce.records(of: "Task").compactMap { $0["Subject"]?.asString }
      hold(tasks.count == Set(tasks).count && done.isSubset(of: tasks), "a task is there twice, or a done event has none")
      let memos = shell.salesforce.records(of: "Memo").compactMap { $0["Subject"]?.asString }
      hold(memos.count == Set(memos).count, "a memo is there twice")
      let companies = shell.gainsight.records(of: "company").compactMap { $0["SfdcAccountId"]?.asString }
      hold(companies.count == Set(companies).count, "a company is there twice")
      hold(done.isSubset(of: shell.messages.map(\.text)), "a done event told nobody")
      for text in Set(shell.messages.map(\.text)) {
        hold(Set(shell.messages.filter { $0.text == text }.map(\.key)).count == 1, "a message was sent under two keys")
      }
      checkOrder()
      checkScores()
    }

    /// Values of one account rise with the order of arrival.
    private func checkOrder() {
      for company in shell.gainsight.records(of: "company") where !shell.late.contains(company["Gsid"]?.asString ?? "") {
        let mine = shell.tables.ends.values.filter { end in
          end.flow == "handoff" && end.ending == .done
            && end.steps.contains { $0.key.step == "account" && $0.binding["Id"] == company["SfdcAccountId"] }
        }
        guard let last = mine.max(by: { ($0.event ?? 0) < ($1.event ?? 0) })?.about?.dropFirst() else { continue }
        hold(company["Arr"]?.asDouble == Double(last), "an older value stands on a company")
      }
    }

    /// The latest score that was accepted stands.
    private func checkScores() {
      for number in 1...8 {
        let dead = shell.tables.ends.values.contains { end in
          if case .dead = end.ending { end.about == "G\(number)" } else { false }
        }
        // A write that arrives after we gave it up cannot be ordered by anyone.
        if dead || shell.late.contains(accountID(number)) { continue }
        let known = shell.tables.known[AboutKey(flow: "health", about: "G\(number)")]?["score"]
        hold(shell.account(accountID(number))["Health_Score__c"]?.asDouble == known?.value?.asDouble, "another score than the latest stands")
      }
    }
  }

  /// Every fault, and every state of the ledger: what no fault reached has shown nothing.
  static let expected = [
    "crash", "maintenance", "refused", "rate", "reset after commit, warm", "lost answer", "lost call", "conflict",
    "record locked", "poisoned", "bisected", "duplicate", "reordered", "intended", "confirmed", "failed", "doubt", "withdraw", "retry", "circuit",
    "recovered", "read back", "lock waited", "settled: create found", "settled: create sent again", "settled: update sent again",
    "settled: notify sent again",
  ]

  /// Leaves out parts of the history as long as it fails without them, and tells what is left and how to repeat it.
  private static func tell(_ failed: Run) throws {
    var parts = Set(failed.history.map(\.part))
    var shortest = failed
    var isShorter = true
    while isShorter {
      isShorter = false
      for part in parts.sorted() {
        let run = try Run(seed: failed.seed, parts: parts.subtracting([part]))
        run.check()
        guard !run.problems.isEmpty else { continue }
        parts.remove(part)
        (shortest, isShorter) = (run, true)
      }
    }
    Issue.record(
      """
      SIMULATION_FIRST=\(failed.seed) SIMULATION_SEEDS=1 swift test --filter SimulationTests.promisesHold
      broken: \(failed.problems.joined(separator: "; "))
      the shortest history found, \(shortest.history.count) of \(failed.history.count) parts, breaks: \(shortest.problems.joined(separator: "; "))
      \(shortest.history.map(\.text).joined(separator: "\n"))
      """)
  }

  @Test func promisesHold() throws {
    var counts: [String: Int] = [:]
    var outcomes: [String: Int] = [:]
    for seed in Self.first..<(Self.first + Self.seeds) {
      let run = try Run(seed: seed)
      run.shell.traces = ProcessInfo.processInfo.environment["SIMULATION_TRACE"] != nil
      run.check()
      if !run.problems.isEmpty { try Self.tell(run) }
      counts.merge(run.trouble.counts) { $0 + $1 }
      counts.merge(run.shell.occurrences) { $0 + $1 }
      outcomes.merge(run.shell.outcomes) { $0 + $1 }
    }
    print("simulation of \(Self.seeds) seeds from \(Self.first): \(counts.sorted { $0.key < $1.key }), \(outcomes.sorted { $0.key < $1.key })")
    guard Self.seeds >= 100 else { return }
    for what in Self.expected { #expect((counts[what] ?? 0) > 0, "\(what) never occurred") }
    #expect(5 * Trouble.failures(counts) >= (counts["calls in trouble"] ?? 0), "less than a fifth of the calls failed")
    #expect((outcomes["done"] ?? 0) > 5 * (outcomes.filter { $0.key.hasPrefix("dead") }.map(\.value).reduce(0, +)))
  }
}
