import CEL
import Calls
import OrderedCollections

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// People who edit accounts, and the polls that read what they did: what is promised of `changed`, `once`, `for_each` and operations.
extension SimulationRun {
  static let accounts = 1...8
  private static let polled = [4, 5]

  /// Edits at any time, a poll of each flow every five minutes until the trouble is over.
  func planPeople() {
    for number in 1...(5 + dice.below(15)) {
      let account = accountID(1 + dice.below(8))
      let time = Shell.start.after(dice.real() * 5500)
      var fields: Record = [:]
      if dice.chance(0.7) { fields["Phone"] = .string(number < 10 ? "0\(number)" : "\(number)") }
      if dice.chance(0.5) { fields["Type"] = dice.chance(0.7) ? "Customer" : "Prospect" }
      if fields.isEmpty { continue }
      add(part: 1000 + number, "\(time): people set \(fields) on \(account)") {
        self.shell.at(time) { $0.edit(account, fields) }
      }
    }
    let offset = dice.real() * 100
    for time in stride(from: offset, to: 6300, by: 300) {
      shell.at(Shell.start.after(time)) { shell in
        for flow in Self.polled { shell.poll(flow: flow) }
      }
    }
  }

  /// When the trouble is over everything is touched and read once more: a claim that was given back is taken then.
  func readAll() {
    for number in Self.accounts { shell.edit(accountID(number), [:]) }
    for flow in Self.polled {
      var last = PollEnd.failed(CallFailure(.retry, code: "", message: ""))
      for _ in 0..<5 {
        guard case .failed = last else { break }
        let before = shell.polls.count
        shell.poll(flow: flow)
        shell.run()
        if shell.polls.count > before { last = shell.polls[before] }
      }
      if case .failed = last { hold(false, "a source cannot be read though the trouble is over") }
    }
  }

  func checkPeople() {
    for number in Self.accounts {
      let id = accountID(number)
      let account = shell.account(id)
      let cards = shell.gainsight.records(of: "card").filter { $0["AccountId"] == .string(id) }
      hold(cards.count <= 1, "a card is there twice")
      let isFree = !cards.contains { shell.overtaken.contains($0["Gsid"]?.asString ?? "") }
      if isFree, let phone = account["Phone"], phone != .null {
        hold(cards.first?["Phone"] == phone, "another number stands on a card than people gave last")
      }
      checkWelcome(id, isDue: account["Type"] == "Customer" && account["Phone"] ?? .null != .null)
    }
    hold(backwards.isEmpty, "an older value was written over a newer one: \(backwards)")
  }

  /// Once an account, whatever happens; what has no answer is left to people.
  private func checkWelcome(_ id: String, isDue: Bool) {
    let ends = shell.tables.ends.values.filter { $0.flow == "welcome" && $0.about == id }
    let done = ends.filter { $0.ending == .done }.count
    let dead = ends.filter { if case .dead = $0.ending { true } else { false } }.count
    hold(done + dead <= 1, "a thing happened twice under `once`")
    hold(!isDue || done + dead == 1, "a thing under `once` never happened")
    let files = shell.operations.filter { $0.arguments["account"] == .string(id) }
    hold(files.count <= 1, "an operation was carried out twice")
    hold(done == 0 || files.count == 1, "an event is done whose operation never was")
    let told = shell.messages.filter { $0.to == ["welcome"] && $0.text == id }
    hold(Set(told.map(\.key)).count == done, "a welcome was told as often as it is done")
    for (count, what) in [(done, "once: done"), (dead, "once: operation without an answer")] where count > 0 { trouble.note(what) }
    if ends.contains(where: { if case .skipped(.step) = $0.ending { true } else { false } }) && done == 1 {
      trouble.note("once: given back and taken")
    }
  }

  func checkOrders() {
    let lines = Dictionary(grouping: shell.salesforce.records(of: "Line").compactMap { $0["Subject"]?.asString }, by: \.self).mapValues(\.count)
    hold(
      shell.salesforce.records(of: "Line").count == Set(shell.salesforce.records(of: "Line").map { $0["Flow_Key__c"] }).count, "a line is there twice"
    )
    for (id, parts) in orders {
      guard let end = shell.tables.ends.values.first(where: { $0.flow == "orders" && $0.about == id }) else {
        hold(false, "an order is lost")
        continue
      }
      let isDone = end.ending == .done
      let wanted = Dictionary(grouping: parts.filter { $0 != "bad" }, by: \.self).mapValues(\.count)
      for (part, count) in wanted {
        let there = lines["\(id)/\(part)", default: 0]
        hold(there <= count && (!isDone || there == count), "an item has \(there) records, not \(count)")
        if isDone && count > 1 { trouble.note("items alike") }
      }
      hold(lines["\(id)/bad"] == nil, "a refused item is there")
      let rushed = shell.messages.filter { $0.to == ["rush"] && $0.text == id }
      hold(Set(rushed.map(\.key)).count <= wanted["rush", default: 0], "an item was told under two keys")
      hold(!isDone || Set(rushed.map(\.key)).count == wanted["rush", default: 0], "a done item told nobody")
      if isDone && parts.contains("bad") { trouble.note("item failed alone") }
    }
  }
}

extension Shell {
  /// A person's edit.
  func edit(_ account: String, _ fields: Record) {
    _ = try? salesforce.write(
      WriteCall(connection: "salesforce", object: "Account", verb: .update, records: [WriteRecord(id: account, fields: fields)]))
  }
}
