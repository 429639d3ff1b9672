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
  static let seeds = UInt64(ProcessInfo.processInfo.environment["SIMULATION_SEEDS"] ?? "") ?? 120

  /// Every fault, and every state of the ledger: what no fault reached has shown nothing.
  static let expected = [
    "crash", "maintenance", "refused", "rate", "reset after commit, warm", "lost answer", "lost call", "conflict",
    "record locked", "poisoned", "bisected", "duplicate", "reordered", "intended", "confirmed", "failed", "doubt", "withdraw", "retry", "circuit",
    "recovered", "read back", "lock waited", "settled: create found", "settled: create sent again", "settled: update sent again",
    "settled: notify sent again", "late write", "once: done", "once: operation without an answer", "once: given back and taken", "items alike",
    "item failed alone",
  ]

  /// Leaves out parts of the history as long as it fails without them, and tells what is left and how to repeat it.
  private static func tell(_ failed: SimulationRun) throws {
    var parts = Set(failed.history.map(\.part))
    var shortest = failed
    var isShorter = true
    while isShorter {
      isShorter = false
      for part in parts.sorted() {
        let run = try SimulationRun(seed: failed.seed, parts: parts.subtracting([part]))
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
    var told = 0
    for seed in Self.first..<(Self.first + Self.seeds) where told < 3 {
      let run = try SimulationRun(seed: seed)
      run.shell.traces = ProcessInfo.processInfo.environment["SIMULATION_TRACE"] != nil
      run.check()
      if !run.problems.isEmpty {
        try Self.tell(run)
        told += 1
      }
      counts.merge(run.trouble.counts) { $0 + $1 }
      counts.merge(run.shell.occurrences) { $0 + $1 }
      outcomes.merge(run.shell.outcomes) { $0 + $1 }
    }
    print("simulation of \(Self.seeds) seeds from \(Self.first): \(counts.sorted { $0.key < $1.key }), \(outcomes.sorted { $0.key < $1.key })")
    guard Self.seeds >= 100, told == 0 else { return }
    for what in Self.expected { #expect((counts[what] ?? 0) > 0, "\(what) never occurred") }
    #expect(5 * Trouble.failures(counts) >= (counts["calls in trouble"] ?? 0), "less than a fifth of the calls failed")
    #expect((outcomes["done"] ?? 0) > 5 * (outcomes.filter { $0.key.hasPrefix("dead") }.map(\.value).reduce(0, +)))
  }
}
