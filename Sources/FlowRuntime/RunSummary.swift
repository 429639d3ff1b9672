public import FlowEngine
import Journal

/// What a run has done so far.
public struct RunSummary: Sendable, Equatable {
  /// Events and rows by how they ended.
  public internal(set) var outcomes: [OutcomeLine: Int] = [:]
  /// The first reason's text of each line, as people read it.
  public internal(set) var examples: [OutcomeLine: String] = [:]
  /// What steps did: `updated`, `unchanged`, `found`.
  public internal(set) var steps: [StepLine: Int] = [:]
  public internal(set) var calls: [CallLine: CallTotals] = [:]
  /// Rows read from a file or standard input.
  public internal(set) var rows = 0

  public init() {}

  public struct OutcomeLine: Sendable, Hashable {
    public var flow: String
    /// `done`, `skipped` or `dead`.
    public var ending: String
    /// The reason's code; nil when done.
    public var reason: String?
    /// The step that ended the event; nil where none did.
    public var step: String?
  }

  public struct StepLine: Sendable, Hashable {
    public var flow: String
    public var step: String
    public var outcome: StepOutcome
  }

  public struct CallLine: Sendable, Hashable {
    public var connection: String
    public var kind: CallReport.Kind
    public var object: String
  }

  public struct CallTotals: Sendable, Equatable {
    public var calls = 0
    public var requests = 0
    /// Keys, records or rows.
    public var size = 0
    /// Records that failed, and calls that failed as a whole.
    public var failures = 0
  }

  /// Events and rows that ended so.
  public func count(_ ending: String) -> Int { outcomes.reduce(0) { $1.key.ending == ending ? $0 + $1.value : $0 } }

  mutating func add(_ end: EventEnd) {
    let step: String? =
      switch end.ending {
      case .skipped(.noMatch(let step)), .skipped(.manyMatches(let step)), .skipped(.step(let step, _)): step
      case .dead(let reason): reason.step
      case .done, .skipped: nil
      }
    let line = OutcomeLine(flow: end.flow, ending: end.ending.name, reason: end.ending.reasonCode, step: step)
    outcomes[line, default: 0] += 1
    if examples[line] == nil { examples[line] = end.ending.reason }
    for result in end.steps {
      guard let outcome = result.outcome else { continue }
      steps[StepLine(flow: end.flow, step: result.key.step, outcome: outcome), default: 0] += 1
    }
  }

  mutating func add(_ report: CallReport) {
    var totals = calls[CallLine(connection: report.connection, kind: report.kind, object: report.object)] ?? CallTotals()
    totals.calls += 1
    totals.requests += report.requests
    totals.size += report.size
    totals.failures += report.failures.count
    calls[CallLine(connection: report.connection, kind: report.kind, object: report.object)] = totals
  }
}
