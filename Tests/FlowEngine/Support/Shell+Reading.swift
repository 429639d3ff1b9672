import CEL
import Calls
import FlowCheck
import OrderedCollections
import Schema
import Testing

@testable import ConnectorKit
@testable import FlowEngine
@testable import Journal

extension Shell {
  /// Outcomes in the journal and the rows that were dropped, counted: `done`, `skipped: unchanged`, `dead: no_match`.
  var outcomes: [String: Int] {
    var counts: [String: Int] = [:]
    for end in ends { counts[Self.name(end.ending), default: 0] += 1 }
    return counts
  }

  func trace(_ fact: Input.Fact, _ commands: [Command]) {
    print(now, "<-", String(describing: fact).prefix(30_000))
    for command in commands { print("     ->", String(describing: command).prefix(30_000)) }
  }

  func poll(_ source: Int = 0, flow: Int = 0) { give(.pollDue(SourceID(flow: flows[flow].name, index: source))) }

  func advanceClocks() {
    salesforce.advance(to: now.after(skew[0]))
    gainsight.advance(to: now.after(skew[1]))
  }

  static func name(_ ending: Ending) -> String {
    switch ending {
    case .done: "done"
    case .skipped(let reason): "skipped: \(reason.code)"
    case .dead(let reason): "dead: \(reason.kind.rawValue)"
    }
  }

  /// Outcomes by thing, as the journal has them.
  var outcomesByAbout: [String: [String]] {
    var all: [String: [String]] = [:]
    for end in tables.ends.values.sorted(by: { ($0.event ?? 0) < ($1.event ?? 0) }) {
      all[end.about ?? "", default: []].append(Self.name(end.ending))
    }
    return all
  }

  var writes: [WriteCall] { calls.compactMap { if case .write(let call) = $0.call { call } else { nil } } }
  var finds: [FindCall] { calls.compactMap { if case .find(let call) = $0.call { call } else { nil } } }
  var letters: [DeadLetter] { tables.letters.values.sorted { $0.event < $1.event } }

  func account(_ id: String) -> Record { salesforce.records(of: "Account").first { $0["Id"] == .string(id) } ?? [:] }

  func steps(_ about: String) -> [String: StepOutcome] {
    var steps: [String: StepOutcome] = [:]
    for end in tables.ends.values where end.about == about {
      for step in end.steps { steps[step.key.step] = step.outcome }
    }
    return steps
  }

  /// Runs, and expects that nothing is left and no rule was broken.
  func finish(waitingAllowed: Int = 0, sourceLocation: SourceLocation = #_sourceLocation) {
    give(.noMoreRows)
    run()
    #expect(violations == [], sourceLocation: sourceLocation)
    #expect(tables.events.count == waitingAllowed, "events are left", sourceLocation: sourceLocation)
    if waitingAllowed == 0 {
      let open = tables.effects.values.filter { effect in
        guard effect.state == .intended || effect.state == .unknown else { return false }
        if case .dead? = tables.ends[effect.event]?.ending { return false }
        return true
      }
      #expect(open.isEmpty, "effects have no answer", sourceLocation: sourceLocation)
      #expect(engine.locks.isEmpty, "locks are held", sourceLocation: sourceLocation)
    }
  }
}

/// An account's id of 18 characters.
func accountID(_ number: Int) -> String {
  let digits = String(number)
  let fifteen = "001" + String(repeating: "0", count: 12 - digits.count) + digits
  return SalesforceID.eighteen(fifteen) ?? fifteen
}

extension Call {
  /// A write without the records that fail.
  func without(_ failures: [Int: CallFailure]) -> Call {
    guard case .write(var write) = self else { return self }
    write.records = write.records.enumerated().filter { failures[$0.offset] == nil }.map(\.element)
    return .write(write)
  }
}
