import CEL
import Calls
import ConnectorKit
import Foundation
import OrderedCollections
import Sandbox
import Synchronization
import Testing

@testable import FlowEngine
@testable import Journal

/// Two opposite flows between the sandbox's Salesforce and Gainsight, over HTTP: edits of both sides, clocks five minutes apart, edits in flight,
/// roll-ups, late webhooks, resets after commit, crashes. Then the sides agree, and nothing but polls is called.
///
/// `SANDBOX_EDITS=20000 SANDBOX_SEED=2` runs longer, or another history.
@Suite(.serialized) struct SandboxTwoWayTests {
  static let environment = ProcessInfo.processInfo.environment
  static let edits = Int(environment["SANDBOX_EDITS"] ?? "") ?? 2_000
  static let seed = UInt64(environment["SANDBOX_SEED"] ?? "") ?? 1

  private static let toCompany = """
    trigger:
      - poll: salesforce.Account
        every: 1m
        start: all
        event: { id: =row.Id, ticker: =row.AccountNumber, arr: =row.ARR__c, city: =row.BillingCity }
    about: =event.id
    changed: [ticker, arr, city]
    steps:
      - id: write
        update: gainsight.company
        match: { SfdcAccountId: =event.id }
        on_none: skip
        on_many: skip
        set: { TickerSymbol: =event.ticker, Arr: =event.arr, Industry: =event.city }
        newest_wins: Synced_At__gc
    """

  private static let toAccount = """
    trigger:
      - poll: gainsight.company
        every: 1m
        start: all
        event: { id: =row.Gsid, account: =row.SfdcAccountId, ticker: =row.TickerSymbol, arr: =row.Arr, city: =row.Industry }
      - webhook: gainsight
        event:
          id: =text(row.id)
          account: =text(row.account)
          ticker: =text(row.ticker)
          arr: =number(row.arr)
          city: =text(row.city)
    about: =event.id
    changed: [ticker, arr, city]
    steps:
      - id: write
        update: salesforce.Account
        match: { Id: =event.account }
        on_none: skip
        set: { AccountNumber: =event.ticker, ARR__c: =event.arr, BillingCity: =event.city }
        newest_wins: Health_Updated_At__c
    """

  private final class Outcome: Sendable {
    let problems = Mutex<[String]>([])
    let counts = Mutex<[String: Int]>([:])
    let error = Mutex<(any Error)?>(nil)
  }

  @Test func theSidesAgreeAndRest() async throws {
    let outcome = Outcome()
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      Thread.detachNewThread {
        do {
          let history = try History(edits: Self.edits, seed: Self.seed)
          let problems = try history.run()
          outcome.problems.withLock { $0 = problems }
          outcome.counts.withLock { $0 = history.counts }
          try history.pair.stop()
        } catch {
          outcome.error.withLock { $0 = error }
        }
        continuation.resume()
      }
    }
    if let error = outcome.error.withLock({ $0 }) { throw error }
    let problems = outcome.problems.withLock { $0 }
    let counts = outcome.counts.withLock { $0 }
    print("two-way over the sandbox: \(counts.sorted { $0.key < $1.key })")
    #expect(
      problems == [], "SANDBOX_EDITS=\(Self.edits) SANDBOX_SEED=\(Self.seed) swift test --filter SandboxTwoWayTests")
    guard Self.edits >= 1000 else { return }
    for what in ["crash", "webhook", "roll-up", "unknown", "refused", "write"] { #expect((counts[what] ?? 0) > 0, "\(what) never occurred") }
  }

  private final class History {
    typealias Link = (account: String, company: String)

    static let cities = ["Rome", "Oslo", "São Paulo", "Łódź", "東京", "Zürich"]
    let pair: SandboxPair
    let shell: Shell
    let edits: Int
    let links: [Link]
    private var dice: Dice
    private(set) var counts: [String: Int] = [:]
    private var crash = false
    private var isCalm = false
    private var problems: [String] = []

    func note(_ what: String, _ times: Int = 1) { counts[what, default: 0] += times }

    init(edits: Int, seed: UInt64) throws {
      self.edits = edits
      dice = Dice(seed)
      let pair = try SandboxPair(accounts: 30, seed: seed, start: Shell.start)
      self.pair = pair
      links = Self.links(pair)
      let context = try pair.context()
      shell = Shell(
        [try flow("to_company", toCompany, in: context), try flow("to_account", toAccount, in: context)],
        facts: ["gainsight": ConnectionFacts(writeBatch: 50, allOrNothing: true)], seed: seed)
      try level()
      shell.target = { [self] call in
        pair.advance(to: shell.now)
        let result = pair.answer(call, now: shell.now)
        count(call, result)
        return result
      }
    }

    /// Accounts to which exactly one company points.
    private static func links(_ pair: SandboxPair) -> [Link] {
      let accounts = pair.records(of: "Account").compactMap { $0["Id"]?.string }
      var companies: [String: [String]] = [:]
      for company in pair.records(of: "company") {
        guard let account = company["SfdcAccountId"]?.string, let id = company["Gsid"]?.string else { continue }
        companies[String(account.prefix(15)), default: []].append(id)
      }
      return accounts.compactMap { account in
        guard let mine = companies[String(account.prefix(15))], mine.count == 1 else { return nil }
        return (account, mine[0])
      }
    }

    /// Both sides begin alike; companies that are nobody's, or share an account, are not linked.
    private func level() throws {
      let start: Record = ["AccountNumber": "0", "ARR__c": 0.0, "BillingCity": "Rome"]
      let ids = pair.records(of: "Account").compactMap { $0["Id"]?.string }
      try write("salesforce", "Account", ids.map { WriteRecord(id: $0, fields: start) })
      let mine = Set(links.map(\.company))
      for company in pair.records(of: "company").compactMap({ $0["Gsid"]?.string }) {
        let fields: Record = ["TickerSymbol": "0", "Arr": 0.0, "Industry": "Rome"]
        let unlinked: Record = ["SfdcAccountId": .null]
        try write("gainsight", "company", [WriteRecord(id: company, fields: mine.contains(company) ? fields : unlinked)])
      }
    }

    private func write(_ connection: String, _ object: String, _ records: [WriteRecord]) throws {
      let call = WriteCall(connection: connection, object: object, verb: .update, records: records)
      pair.advance(to: shell.now)
      guard case .written(let answer) = pair.answer(.write(call), now: shell.now) else { throw Failure(what: "\(connection) refused an edit") }
      for case .failed(let failure) in answer.results { throw Failure(what: failure.message) }
    }

    struct Failure: Error { var what: String }

    private func count(_ call: Call, _ result: CallResult) {
      guard case .write(let write) = call else { return }
      note("write", write.records.count)
      if case .failed(let failure) = result, failure.kind == .unknown { note("unknown", write.records.count) }
    }

    // MARK: The history

    func run() throws -> [String] {
      for index in 0...1 { poll(index, every: 60) }
      shell.run(until: shell.now.after(600), limit: 1_000_000)
      guard counts["write"] == nil else { return ["there were writes before there was an edit"] }
      disturb()
      var time = 0.0
      for _ in 0..<edits {
        time += dice.real() * dice.pick([1, 5, 30])
        shell.at(shell.now.after(time)) { [self] _ in edit() }
      }
      shell.run(until: shell.now.after(time + 60), limit: 5_000_000)
      isCalm = true
      pair.clearFaults()
      for _ in 0..<40 where !shell.tables.events.isEmpty { shell.run(until: shell.now.after(900), limit: 5_000_000) }
      shell.run(until: shell.now.after(1800), limit: 5_000_000)
      let calls = shell.calls.count
      shell.run(until: shell.now.after(1800), limit: 5_000_000)
      judge(after: calls)
      return problems
    }

    private func poll(_ index: Int, every seconds: Double) {
      shell.at(shell.now.after(seconds)) { [self] shell in
        poll(index, every: seconds)
        shell.poll(flow: index)
      }
    }

    private func disturb() {
      var reset = SandboxFault(.reset)
      (reset.commit, reset.rate) = (.after, 0.03)
      pair.inject(reset)
      shell.latency = { [self] _ in dice.chance(0.5) ? (0, 0) : (dice.real() * 5, dice.real() * 5) }
      shell.commitTime = { [self] _ in dice.chance(0.7) ? 0 : dice.real() * 0.3 }
      shell.crashes = { [self] _ in
        guard !isCalm, dice.chance(0.001) else { return false }
        note("crash")
        return true
      }
      shell.downTime = { [self] _ in dice.pick([0.1, 5, 120]) }
    }

    private func edit() {
      let link = dice.pick(links)
      let isAccount = dice.chance(0.5)
      let field = dice.below(3)
      let value: Value = [.string(String(dice.below(1000))), .double(Double(dice.below(1000))), .string(dice.pick(Self.cities))][field]
      note("edit")
      do {
        if isAccount {
          try write(
            "salesforce", "Account", [WriteRecord(id: link.account, fields: [["AccountNumber", "ARR__c", "BillingCity"][field]: value])])
        } else {
          try write("gainsight", "company", [WriteRecord(id: link.company, fields: [["TickerSymbol", "Arr", "Industry"][field]: value])])
        }
      } catch {
        // A person whose edit met a reset looks whether it is there; here it is.
        note("edit without an answer")
      }
      if dice.chance(0.05) { hook(link) }
      if dice.chance(0.05) {
        note("roll-up")
        pair.setScore(link.company, dice.below(101))
      }
      if dice.chance(0.03) { try? write("salesforce", "Account", [WriteRecord(id: dice.pick(links).account, fields: ["Fax": .string("1")])]) }
    }

    /// A webhook with what the company has now comes late.
    private func hook(_ link: Link) {
      guard let company = pair.records(of: "company").first(where: { $0["Gsid"]?.string == link.company }) else { return }
      let row: Record = [
        "id": .string(link.company), "account": .string(link.account), "ticker": .string(company["TickerSymbol"]?.string ?? "0"),
        "arr": .double(company["Arr"]?.double ?? 0), "city": .string("Rome"),
      ]
      shell.at(shell.now.after(dice.real() * 900)) { [self] shell in
        note("webhook")
        shell.send([row], to: 1, source: 1)
      }
    }

    // MARK: The rest

    private func judge(after calls: Int) {
      let busy = shell.calls[calls...].filter { if case .poll = $0.call { false } else { true } }
      if !busy.isEmpty { problems.append("not at rest: \(busy.count) calls that are no polls") }
      problems += shell.violations
      if !shell.tables.events.isEmpty { problems.append("\(shell.tables.events.count) events are left") }
      for letter in shell.letters { problems.append("dead: \(letter.reason.text)") }
      note("refused", shell.tables.ends.values.reduce(0) { $0 + $1.steps.filter { $0.outcome == .refused }.count })
      note("calls", shell.calls.count)
      let bound = 2 * edits + (counts["unknown"] ?? 0) + links.count * shell.crashCount
      if counts["write"] ?? 0 > bound { problems.append("\(counts["write"] ?? 0) writes for \(edits) edits") }
      compare()
    }

    /// What the connectors read of both sides, in the form in which it is compared.
    private func compare() {
      let accounts = read("salesforce", "Account", "Id", links.map(\.account), ["AccountNumber", "ARR__c", "BillingCity"])
      let companies = read("gainsight", "company", "Gsid", links.map(\.company), ["TickerSymbol", "Arr", "Industry"])
      for link in links {
        let (a, b) = (accounts[link.account] ?? [], companies[link.company] ?? [])
        if a != b || a.count != 3 { problems.append("apart: \(link.account) has \(a), \(link.company) has \(b)") }
      }
    }

    private func read(_ connection: String, _ object: String, _ identity: String, _ ids: [String], _ fields: [String]) -> [String: [String]] {
      let call = FindCall(connection: connection, object: object, fields: fields, match: [identity], keys: ids.map { [.string($0)] })
      guard case .found(let answer) = pair.answer(.find(call), now: shell.now) else { return [:] }
      var rows: [String: [String]] = [:]
      for record in answer.records {
        guard let id = record[identity]?.asString else { continue }
        rows[id] = fields.map { Canonical.text(record[$0] ?? .null) }
      }
      return rows
    }
  }
}
