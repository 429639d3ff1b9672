import CEL
import FlowCheck
import FlowTest
import OrderedCollections

extension ConnectorCheck {
  /// One object: the counts, and each check.
  func json(_ report: ConformanceReport) -> String {
    let checks = report.checks.map { entry -> Value in
      var record: Record = ["check": .string(entry.check.rawValue), "promise": .string(entry.check.promise)]
      switch entry.outcome {
      case .passed: record["outcome"] = "passed"
      case .skipped(let why):
        record["outcome"] = "skipped"
        record["why"] = .string(why)
      case .failed(let why):
        record["outcome"] = "failed"
        record["why"] = .string(why)
        record["advice"] = .string(entry.check.manifestAdvice)
      }
      return .map(record)
    }
    let whole: Record = [
      "connector": .string(manifest.name), "object": trial.object.map(Value.string) ?? .null,
      "passed": .int(Int64(report.checks.count - report.failed.count - report.skipped.count)), "failed": .int(Int64(report.failed.count)),
      "skipped": .int(Int64(report.skipped.count)), "checks": .list(checks),
    ]
    return Value.map(whole).jsonText
  }
}
