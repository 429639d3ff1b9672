import Foundation
import Testing

@testable import FlowEngine
@testable import Journal

/// Two opposite flows with `newest_wins`: whatever people, jobs and the world do, they come to rest, the sides agree, and no edit is lost that
/// anyone could have kept.
///
/// `TWO_WAY_SEEDS=100000 TWO_WAY_FIRST=1` runs longer, or one seed again; `TWO_WAY_TRACE=1` prints what the machine takes and says.
@Suite struct TwoWaySimulationTests {
  static let environment = ProcessInfo.processInfo.environment
  static let first = UInt64(environment["TWO_WAY_FIRST"] ?? "") ?? 1
  static let seeds = UInt64(environment["TWO_WAY_SEEDS"] ?? "") ?? 400

  static func run(_ scenario: TwoWayScenario, traces: Bool = false) throws -> TwoWayRun {
    let run = try TwoWayRun(scenario)
    run.shell.traces = traces
    run.run()
    return run
  }

  /// The shortest history found that fails.
  static func shortest(_ scenario: TwoWayScenario) throws -> TwoWayScenario {
    var best = scenario
    var goes = true
    while goes {
      goes = false
      for index in best.acts.indices.reversed() where best.acts.count > 1 {
        var shorter = best
        shorter.acts.remove(at: index)
        if try !run(shorter).problems.isEmpty { (best, goes) = (shorter, true) }
      }
    }
    for change in [\TwoWayScenario.latency, \.failing, \.lost] {
      var plainer = best
      plainer[keyPath: change] = 0
      if try !run(plainer).problems.isEmpty { best = plainer }
    }
    return best
  }

  @Test func theSidesComeToRestAndAgree() throws {
    var counts: [String: Int] = [:]
    var failed = 0
    for seed in Self.first..<(Self.first + Self.seeds) {
      let scenario = TwoWayScenario(seed: seed)
      let run = try Self.run(scenario, traces: Self.environment["TWO_WAY_TRACE"] != nil)
      counts.merge(run.counts) { $0 + $1 }
      counts.merge(run.shell.occurrences) { $0 + $1 }
      for (what, count) in ["writes": run.writes, "edits": run.edits.count, "refusals": run.refusals] { counts[what, default: 0] += count }
      if run.problems.isEmpty { continue }
      failed += 1
      if failed > 1 { continue }
      let shortest = try Self.shortest(scenario)
      let history = shortest.acts.map { "  \($0.time): \($0.deed)" }.joined(separator: "\n")
      Issue.record(
        """
        TWO_WAY_FIRST=\(seed) TWO_WAY_SEEDS=1 swift test --filter TwoWaySimulationTests
        \(run.problems.joined(separator: "\n"))
        every \(scenario.every), window \(scenario.wait), skew \(scenario.skew), latency \(shortest.latency), failing \(shortest.failing), lost \(shortest.lost)
        the shortest history found:
        \(history)
        """)
    }
    #expect(failed == 0, "\(failed) of \(Self.seeds) seeds fail")
    print("two-way simulation of \(Self.seeds) seeds from \(Self.first): \(counts.sorted { $0.key < $1.key })")
    guard Self.seeds >= 400 else { return }
    for what in Self.expected + (Self.seeds >= 3000 ? Self.rare : []) { #expect((counts[what] ?? 0) > 0, "\(what) never occurred") }
  }

  /// Troubles that must have occurred, and of what nobody can know that which is common.
  static let expected = [
    "crash", "webhook", "roll-up", "refused", "conflict", "lost call", "lost answer", "late effect", "doubt", "settled", "withdraw", "refusals",
    "excused: closer than clocks tell",
  ]

  /// The other rows of the table of two-way sync: each happens, and is the only reason for which an edit may be lost.
  static let rare = [
    "excused: between our reading and our write", "excused: back to the last value seen", "excused: another field's edit moved the older edit's time",
    "excused: a roll-up moved the older edit's time", "excused: a late commit put an older stamp on the record",
  ]
}

extension TwoWayRun {
  /// Writes that lost against a later edit.
  var refusals: Int { shell.tables.ends.values.reduce(0) { $0 + $1.steps.filter { $0.outcome == .refused }.count } }
}
