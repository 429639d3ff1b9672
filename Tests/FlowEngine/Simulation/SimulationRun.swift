import CEL
import Calls
import OrderedCollections
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// One seed: what is sent and edited, what goes wrong, and what must hold afterwards.
final class SimulationRun {
  let seed: UInt64
  let shell: Shell
  let trouble: Trouble
  var dice: Dice
  var sent = 0
  /// What was sent, part by part.
  private(set) var history: [(part: Int, text: String)] = []
  private let parts: Set<Int>?
  private(set) var problems: [String] = []
  /// The parts of each order.
  private(set) var orders: [String: [String]] = [:]
  /// Accepted events by flow and thing, and what is no longer to be seen: the last one that wrote a record.
  private var arrivals: [String: EventID] = [:]
  private var writers: [String: EventID] = [:]
  private(set) var backwards: [String] = []

  /// With `parts`, only those of the history are sent; all else stays as it is.
  init(seed: UInt64, parts: Set<Int>? = nil) throws {
    self.seed = seed
    self.parts = parts
    dice = Dice(seed)
    let versions = try SimulationTexts.versions()
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
    watchOrder()
    for part in 0..<(4 + dice.below(20)) { plan(part) }
    planPeople()
  }

  private func plan(_ part: Int) {
    let time = Shell.start.after(dice.real() * 5000)
    let rows = (0..<(1 + dice.below(6))).map { _ -> Record in
      sent += 1
      let number = 1 + dice.below(8)
      if dice.chance(0.25) {
        let parts = (0..<dice.below(5)).map { _ in dice.pick(["a", "a", "b", "rush", "bad"]) }
        return [
          "flow": 3, "id": .string("o\(sent)"), "account": .string(accountID(number)), "n": .int(Int64(sent)),
          "parts": .list(parts.map { .string($0) }),
        ]
      }
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
    let texts = rows.map { row in row.map { "\($0.key): \($0.value)" }.joined(separator: ", ") }
    add(part: part, "\(time)\(again.map { ", again at \($0)" } ?? ""): [\(texts.joined(separator: "] ["))]") {
      self.send(rows, at: [time] + (again.map { [$0] } ?? []))
    }
  }

  /// A part of the history, which may be left out.
  func add(part: Int, _ text: String, _ plan: () -> Void) {
    if let parts, !parts.contains(part) { return }
    history.append((part, text))
    plan()
  }

  private func send(_ rows: [Record], at times: [Timestamp]) {
    for row in rows {
      if let id = row["id"]?.asString, let parts = row["parts"]?.asList { orders[id] = parts.compactMap(\.asString) }
    }
    for time in times {
      shell.at(time) { shell in
        for index in [0, 1, 3] {
          let mine = rows.filter { $0["flow"] == .int(Int64(index)) }
          if !mine.isEmpty { shell.send(mine, to: index) }
          if !mine.isEmpty, index == 1 { shell.send(mine, to: 2) }
        }
      }
    }
  }

  /// Events of one key run in the order of their arrival: what reaches a record comes from later and later ones.
  private func watchOrder() {
    shell.noted = { [unowned self] _, operation in
      if case .accept(let event) = operation, let about = event.about { arrivals["\(event.flow) \(about)"] = event.id }
    }
    shell.afterEffect = { [unowned self] shell, call, result in
      guard case .write(let write) = call, case .written(let answer) = result else { return }
      let (field, flow, letter) = write.object == "card" ? ("Total", "orders", "o") : ("Arr", "handoff", "e")
      guard ["card", "company"].contains(write.object), !shell.isLate else { return }
      for (record, outcome) in zip(write.records, answer.results) {
        guard case .written(let id) = outcome, !shell.overtaken.contains(id), let number = record.fields[field]?.asDouble,
          let event = arrivals["\(flow) \(letter)\(Int(number))"]
        else { continue }
        if let last = writers[id], last > event { backwards.append("\(write.object) \(id): event \(event) after \(last)") }
        writers[id] = event
      }
    }
  }

  func hold(_ isSo: Bool, _ promise: String) {
    if !isSo { problems.append(promise) }
  }

  func check() {
    shell.run()
    readAll()
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
    let told = Dictionary(grouping: shell.messages.filter { $0.to == ["ops"] }, by: \.text).mapValues { Set($0.map(\.key)).count }
    hold(done.isSubset(of: told.keys), "a done event told nobody")
    hold(told.values.allSatisfy { $0 == 1 }, "a message was sent under two keys")
    checkOrders()
    checkPeople()
    checkOrder()
    checkScores()
  }

  /// Values of one account rise with the order of arrival.
  private func checkOrder() {
    for company in shell.gainsight.records(of: "company") where !shell.overtaken.contains(company["Gsid"]?.asString ?? "") {
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
      // A write that arrives after we gave it up and wrote another cannot be ordered by anyone.
      if dead || shell.overtaken.contains(accountID(number)) { continue }
      let known = shell.tables.known[AboutKey(flow: "health", about: "G\(number)")]?["score"]
      hold(shell.account(accountID(number))["Health_Score__c"]?.asDouble == known?.value?.asDouble, "another score than the latest stands")
    }
  }
}
