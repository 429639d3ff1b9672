import CEL
import Calls
import OrderedCollections

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

/// Two systems, two opposite flows, and a scenario: the real machine runs it to its rest.
final class TwoWayRun {
  typealias Side = TwoWayScenario.Side

  /// A person's edit, and what is known of why it may have been lost.
  final class Edit {
    let side: Side
    let pair: Int
    let field: String
    let value: Int
    let time: Double
    let visible: Double
    /// When it was committed, and as which.
    var committed: (time: Double, number: Int)?
    /// The field had the value already.
    var isNoop = false
    /// The value was that of the last reading, or of a write of ours: nobody can see the edit.
    var isInvisible = false
    /// It fell between our reading and our write.
    var isRaced = false
    /// What the record's time was due to, at readings that showed the edit.
    var sightings: [Touch] = []

    init(_ side: Side, _ pair: Int, _ field: String, _ value: Int, _ time: Double, _ visible: Double) {
      (self.side, self.pair, self.field, self.value, self.time, self.visible) = (side, pair, field, value, time, visible)
    }
  }

  enum Cause: String { case start, edit, other, roll, own }

  /// The record's time: when, by what; for a write of ours, when the reading before it was made.
  struct Touch {
    var time: Double
    var cause: Cause
    var read: Double?
  }

  struct Place: Hashable {
    var side: Side
    var pair: Int
  }

  let scenario: TwoWayScenario
  let shell: Shell
  var edits: [Edit] = []
  var authors: [Place: [String: Edit]] = [:]
  var touches: [Place: Touch] = [:]
  /// When steps read the record.
  var readings: [Place: [Double]] = [:]
  /// Writes that took effect, and calls without an answer, record by record.
  var writes = 0
  var unknown = 0
  private(set) var counts: [String: Int] = [:]
  private var dice: Dice
  private var isCalm = false
  private var crash: Double?
  private var commits = 0

  init(_ scenario: TwoWayScenario) throws {
    self.scenario = scenario
    dice = Dice(scenario.seed &+ 99)
    let flows = [
      try flow("to_company", TwoWayTexts.toCompany(wait: scenario.wait[0])), try flow("to_account", TwoWayTexts.toAccount(wait: scenario.wait[1])),
    ]
    shell = Shell(flows, seed: scenario.seed, skew: scenario.skew)
    for pair in 0..<scenario.pairs {
      _ = shell.salesforce.insert(["Id": .string(accountID(pair + 1)), "Name": "A", "Phone": "0", "Health_Score__c": 0], into: "Account")
      _ = shell.gainsight.insert(
        ["Gsid": .string("g\(pair)"), "Name": "A", "SfdcAccountId": .string(accountID(pair + 1)), "Stage": "0", "Arr": 0], into: "company")
      for side in Side.allCases { touches[Place(side: side, pair: pair)] = Touch(time: 0, cause: .start) }
    }
    shell.overlap = 300
    watch()
    // Both sides are known before anything happens, and the clocks have been learned.
    shell.run(until: Shell.start.after(30))
    for index in 0...1 {
      shell.poll(flow: index)
      shell.run(until: shell.now.after(60))
    }
    arrange()
  }

  var time: Double { shell.now.seconds(since: Shell.start) - 200 }
  private func moment(_ time: Double) -> Timestamp { Shell.start.after(time + 200) }

  func note(_ what: String) { counts[what, default: 0] += 1 }

  // MARK: What happens

  private func arrange() {
    for act in scenario.acts { shell.at(moment(act.time)) { [self] _ in perform(act) } }
    for index in 0...1 { poll(index, at: dice.real() * scenario.every[index]) }
    shell.latency = { [self] _ in (wait(), wait()) }
    shell.commitTime = { [self] _ in dice.chance(0.7) ? 0 : dice.real() * 0.3 }
    shell.fault = { [self] _, call in fault(call) }
    shell.crashes = { [self] _ in
      guard crash != nil else { return false }
      note("crash")
      return true
    }
    shell.downTime = { [self] _ in
      defer { crash = nil }
      return crash ?? 1
    }
  }

  private func wait() -> Double { dice.chance(0.4) ? 0 : dice.real() * scenario.latency / 2 }

  private func poll(_ index: Int, at time: Double) {
    shell.at(moment(time)) { [self] shell in
      poll(index, at: time + scenario.every[index])
      shell.poll(flow: index)
    }
  }

  private func perform(_ act: TwoWayScenario.Act) {
    switch act.deed {
    case .edit(let side, let pair, let field, let value, let visible, let hook):
      let edit = Edit(side, pair, field, value, time, visible)
      edits.append(edit)
      shell.at(shell.now.after(visible)) { [self] _ in commit(edit, hook: hook) }
    case .rollUp(let side, let pair): touch(Place(side: side, pair: pair), side == .account ? nil : .roll)
    case .other(let side, let pair): touch(Place(side: side, pair: pair), .other)
    case .crash(let down): crash = down
    }
  }

  private func commit(_ edit: Edit, hook: Double?) {
    let place = Place(side: edit.side, pair: edit.pair)
    commits += 1
    edit.committed = (time, commits)
    edit.isNoop = value(of: edit.field, place) == edit.value
    edit.isInvisible = isKnown(edit, place)
    if !edit.isNoop { authors[place, default: [:]][edit.field] = edit }
    touches[place] = Touch(time: edit.time, cause: .edit)
    store(place, [TwoWayTexts.path(edit.field, edit.side): TwoWayTexts.value(edit.field, edit.value)], at: clock(edit.side, edit.time))
    guard let hook else { return }
    let row: Record = [
      "id": .string(id(place)), "account": .string(accountID(place.pair + 1)), "f": TwoWayTexts.value("f", value(of: "f", place)),
      "g": TwoWayTexts.value("g", value(of: "g", place)),
    ]
    shell.at(shell.now.after(hook)) { [self] shell in
      note("webhook")
      shell.send([row], to: 1, source: 1)
    }
  }

  private func touch(_ place: Place, _ cause: Cause?) {
    note("roll-up")
    if let cause { touches[place] = Touch(time: time, cause: cause) }
    store(place, [:], at: clock(place.side, time), modified: cause != nil)
  }

  // MARK: Records

  func clock(_ side: Side, _ time: Double) -> Timestamp { moment(time + scenario.skew[side.rawValue]) }

  func id(_ place: Place) -> String { place.side == .account ? accountID(place.pair + 1) : "g\(place.pair)" }

  func place(_ side: Side, _ id: String) -> Place? { (0..<scenario.pairs).map { Place(side: side, pair: $0) }.first { self.id($0) == id } }

  func record(_ place: Place) -> Record {
    let (store, object, key) = place.side == .account ? (shell.salesforce, "Account", "Id") : (shell.gainsight, "company", "Gsid")
    return store.records(of: object).first { $0[key]?.asString == id(place) } ?? [:]
  }

  func value(of field: String, _ place: Place) -> Int { TwoWayTexts.number(record(place)[TwoWayTexts.path(field, place.side)] ?? .null) }

  private func store(_ place: Place, _ fields: Record, at time: Timestamp, modified: Bool = true) {
    var record = record(place)
    for (path, value) in fields { record[path] = value }
    if place.side == .account {
      record["SystemModstamp"] = .timestamp(time)
      if modified { record["LastModifiedDate"] = .timestamp(time) }
      _ = shell.salesforce.insert(record, into: "Account")
    } else {
      record["ModifiedDate"] = .timestamp(time)
      _ = shell.gainsight.insert(record, into: "company")
    }
  }

  // MARK: Trouble

  private func fault(_ call: Call) -> Shell.Fault? {
    if isCalm { return nil }
    if dice.chance(scenario.failing) {
      note("refused")
      return .refused(CallFailure(.retry, code: "http_500", message: "Trouble.", affectsConnection: dice.chance(0.1)))
    }
    guard case .write(let write) = call else { return nil }
    guard dice.chance(scenario.lost) else {
      guard scenario.failing > 0, dice.chance(0.05) else { return nil }
      note("conflict")
      return .records([0: CallFailure(.conflict, code: "ENTITY_CHANGED", message: "Changed meanwhile.")])
    }
    unknown += write.records.count
    if dice.chance(0.4) {
      note("lost call")
      return .lostCall
    }
    if dice.chance(0.1) {
      note("late effect")
      return .lateEffect(after: dice.pick([30, 150]))
    }
    note("lost answer")
    return .lostAnswer
  }

  // MARK: The rest

  private(set) var problems: [String] = []
  private var settled = 0

  /// Runs the scenario to its end, and on until nothing should move any more.
  func run() {
    let every = scenario.every.max() ?? 0
    shell.run(until: moment(scenario.end + 1200), limit: 200_000)
    (isCalm, crash) = (true, nil)
    shell.run(until: shell.now.after(4 * every + 1500), limit: 200_000)
    for _ in 0..<30 where !shell.tables.events.isEmpty { shell.run(until: shell.now.after(900), limit: 200_000) }
    shell.run(until: shell.now.after(4 * every + 600), limit: 200_000)
    let calls = shell.calls.count
    shell.run(until: shell.now.after(4 * every + 600), limit: 200_000)
    let busy = shell.calls[calls...].filter { if case .poll = $0.call { false } else { true } }
    if !busy.isEmpty { problems.append("not at rest: \(busy.count) calls after the quiet rounds") }
    problems += shell.violations
    if !shell.tables.events.isEmpty { problems.append("\(shell.tables.events.count) events are left") }
    if writes > 2 * edits.count + unknown + shell.crashCount * scenario.pairs { problems.append("\(writes) writes for \(edits.count) edits") }
    if shell.engine.locks.isEmpty == false { problems.append("locks are held") }
    for pair in 0..<scenario.pairs {
      for field in ["f", "g"] { judge(pair, field) }
    }
    for letter in shell.letters { problems.append("dead: \(letter.reason.text)") }
  }

  private func judge(_ pair: Int, _ field: String) {
    let values = Side.allCases.map { value(of: field, Place(side: $0, pair: pair)) }
    guard values[0] == values[1] else { return problems.append("apart: \(field) of pair \(pair) is \(values[0]) and \(values[1])") }
    if let loss = loss(pair, field, final: values[0]) { problems.append(loss) }
  }
}
