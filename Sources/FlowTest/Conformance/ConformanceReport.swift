/// What became of each check.
public struct ConformanceReport: Sendable, CustomStringConvertible {
  public enum Outcome: Sendable, Equatable {
    case passed
    /// What was seen instead.
    case failed(String)
    /// Why it could not be tried.
    case skipped(String)
  }

  /// A check and what became of it.
  public struct Entry: Sendable, Equatable {
    public var check: ConformanceCheck
    public var outcome: Outcome

    public init(_ check: ConformanceCheck, _ outcome: Outcome) {
      self.check = check
      self.outcome = outcome
    }
  }

  /// One for each check, in their order.
  public var checks: [Entry]

  /// What became of one check.
  public subscript(check: ConformanceCheck) -> Outcome? { checks.first { $0.check == check }?.outcome }

  /// True when no check failed; those that could not be tried do not count.
  public var passed: Bool { failed.isEmpty }

  public var failed: [ConformanceCheck] {
    checks.compactMap { entry in if case .failed = entry.outcome { entry.check } else { nil } }
  }

  public var skipped: [ConformanceCheck] {
    checks.compactMap { entry in if case .skipped = entry.outcome { entry.check } else { nil } }
  }

  /// A line for each check, with what was seen and what to do below those that failed.
  public var description: String { text { $0.advice } }

  /// The same with other advice.
  public func text(advice: (ConformanceCheck) -> String) -> String {
    let width = (ConformanceCheck.allCases.map(\.rawValue.count).max() ?? 0) + 2
    var lines: [String] = []
    for entry in checks {
      let name = entry.check.rawValue.padded(to: width)
      let indent = String(repeating: " ", count: width + 9)
      switch entry.outcome {
      case .passed: lines.append("passed   \(name)\(entry.check.promise)")
      case .skipped(let why): lines.append("skipped  \(name)\(why)")
      case .failed(let why):
        lines.append("failed   \(name)\(entry.check.promise)")
        lines.append(indent + why.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n" + indent))
        lines.append(indent + advice(entry.check))
      }
    }
    let counts = "\(checks.count - failed.count - skipped.count) passed, \(failed.count) failed, \(skipped.count) not tried."
    return (lines + ["", counts]).joined(separator: "\n")
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
