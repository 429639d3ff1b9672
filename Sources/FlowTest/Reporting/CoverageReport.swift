public import CEL
import OrderedCollections

/// Coverage for people and programs.
public struct CoverageReport {
  private let all: [FlowCoverage]

  public init(_ all: [FlowCoverage]) { self.all = all }

  /// What no case tried, line by line, and how much was.
  public var text: String {
    var lines: [String] = []
    for coverage in all {
      lines.append("Coverage of \(coverage.flow): \(coverage.coveredCount) of \(coverage.items.count) (\(Self.percent([coverage])) %)")
      for item in coverage.uncovered {
        lines += TestTextReport.wrap("\(coverage.file):\(item.line): never: \(item.what)", first: "  ", rest: "      ")
      }
    }
    if all.count > 1 { lines.append("Coverage in all: \(Self.percent(all)) %") }
    return lines.joined(separator: "\n")
  }

  public var json: Value {
    .list(
      all.map { coverage in
        .map([
          "flow": .string(coverage.flow), "covered": .int(Int64(coverage.coveredCount)), "total": .int(Int64(coverage.items.count)),
          "uncovered": .list(coverage.uncovered.map { .map(["line": .int(Int64($0.line)), "never": .string($0.what)]) }),
        ])
      })
  }

  /// One decimal, never rounded up to a hundred.
  public static func percent(_ all: [FlowCoverage]) -> String {
    let tenths = Int(FlowCoverage.percent(all) * 10)
    return "\(tenths / 10).\(tenths % 10)"
  }
}
