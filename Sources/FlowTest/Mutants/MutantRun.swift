public import CEL
import Diagnostics
import Dispatch
import FlowCheck
import FlowSyntax
import OrderedCollections
import Synchronization

/// What the tests of a flow say to its mutants.
public struct MutantRun: Sendable {
  public let flow: String
  public let file: String
  /// Every change of one place that gives a flow, in the order of the text, and whether a case noticed it.
  public let mutants: [(mutant: Mutant, isKilled: Bool)]
  public let killed: Int
  /// No case noticed them, and no reason is given.
  public let survivors: [Mutant]
  /// With the reasons given.
  public let equivalent: Int
  /// Named as equivalent, but killed or no mutant at all.
  public let mistaken: [String]

  public var count: Int { killed + survivors.count }

  /// Runs each mutant against the file's cases until one fails. The cases must pass for the flow itself.
  public init(_ subject: TestSubject) {
    let mutants = Mutants(subject.flow).all
    // nil: refused by the checker, so no mutant; else whether a case noticed it.
    let results = Mutex([(mutant: Mutant, isKilled: Bool)?](repeating: nil, count: mutants.count))
    DispatchQueue.concurrentPerform(iterations: mutants.count) { index in
      for mutant in mutants[index].attempts {
        guard let noticed = Self.isNoticed(mutant, subject) else { continue }
        return results.withLock { $0[index] = (mutant, noticed) }
      }
    }
    let found = results.withLock { $0.compactMap { $0 } }
    self.mutants = found
    let alive = found.filter { !$0.isKilled }.map(\.mutant)
    let named = subject.test.source.equivalent.map(\.mutant.value)
    flow = subject.flow.name
    file = subject.flow.file.name
    killed = found.count(where: \.isKilled)
    survivors = alive.filter { !named.contains($0.name) }
    equivalent = alive.count - survivors.count
    mistaken = named.filter { name in !alive.contains { $0.name == name } }
  }

  private static func isNoticed(_ mutant: Mutant, _ subject: TestSubject) -> Bool? {
    var changed = subject
    changed.flow = mutant.flow
    var standard: CheckedFlow?
    for testCase in subject.test.cases {
      let flow: CheckedFlow
      if testCase.settings.isEmpty, let standard {
        flow = standard
      } else {
        // A variant that is no flow is no mutant.
        guard let checked = changed.checked(for: testCase) else { return nil }
        if testCase.settings.isEmpty { standard = checked }
        flow = checked
      }
      if !TestRun.run(testCase, changed, flow: flow).passed { return true }
    }
    return false
  }

  /// Of all mutants that are not equivalent, from 0 to 100.
  public static func percent(_ runs: [MutantRun]) -> Double {
    let count = runs.reduce(0) { $0 + $1.count }
    return count == 0 ? 100 : 100 * Double(runs.reduce(0) { $0 + $1.killed }) / Double(count)
  }

  /// One decimal, never rounded up.
  public static func words(_ runs: [MutantRun]) -> String {
    let tenths = Int(percent(runs) * 10)
    return "\(tenths / 10).\(tenths % 10) %"
  }

  /// For people, at most 100 columns wide.
  public static func text(_ runs: [MutantRun]) -> String {
    var lines: [String] = []
    for run in runs {
      let equivalent = run.equivalent == 0 ? "" : ", \(run.equivalent) equivalent"
      lines.append("Mutants of \(run.flow): \(run.killed) of \(run.count) killed (\(words([run])))\(equivalent)")
      for mutant in run.survivors {
        lines += TestTextReport.wrap("\(run.file):\(mutant.line): \(mutant.name) (\(mutant.becomes))", first: "  ", rest: "      ")
      }
      for name in run.mistaken {
        lines += TestTextReport.wrap("`equivalent:` names `\(name)`, which is killed or no mutant: take it out", first: "  ", rest: "      ")
      }
    }
    if runs.count > 1 { lines.append("Mutants in all: \(words(runs)) killed") }
    return lines.joined(separator: "\n")
  }

  /// For programs.
  public static func json(_ runs: [MutantRun]) -> Value {
    .list(
      runs.map { run in
        .map([
          "flow": .string(run.flow), "killed": .int(Int64(run.killed)), "equivalent": .int(Int64(run.equivalent)),
          "survivors": .list(run.survivors.map { .map(["mutant": .string($0.name), "becomes": .string($0.becomes), "line": .int(Int64($0.line))]) }),
          "mistaken": .list(run.mistaken.map { .string($0) }),
          "mutants": .list(
            run.mutants.map { .map(["mutant": .string($0.mutant.name), "line": .int(Int64($0.mutant.line)), "killed": .bool($0.isKilled)]) }),
        ])
      })
  }
}
