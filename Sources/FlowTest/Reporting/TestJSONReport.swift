public import CEL
import Diagnostics
public import OrderedCollections

/// Results for programs.
public struct TestJSONReport {
  public init() {}

  /// One JSON object; the same for the same results.
  public func render(_ results: [CaseResult], more: Record = [:]) -> String {
    var report: Record = [
      "passed": .int(Int64(results.count(where: \.passed))), "failed": .int(Int64(results.count { $0.wasRun && !$0.passed })),
      "not_run": .int(Int64(results.count { !$0.wasRun })), "cases": .list(results.map(testCase)),
    ]
    for (key, value) in more { report[key] = value }
    return Value.map(report).jsonText
  }

  private func testCase(_ result: CaseResult) -> Value {
    .map([
      "file": .string(result.file), "line": .int(Int64(result.line)), "flow": .string(result.flow), "name": .string(result.name),
      "result": .string(result.passed ? "passed" : result.wasRun ? "failed" : "not_run"), "differences": .list(result.differences.map(difference)),
    ])
  }

  private func difference(_ difference: Difference) -> Value {
    var record: Record = [
      "subject": .string(difference.subject), "expected": .string(difference.expected), "actual": .string(difference.actual),
      "line": difference.span.map { .int(Int64($0.start.line)) } ?? .null,
    ]
    if !difference.detail.isEmpty { record["detail"] = .list(ListValue(difference.detail.map(Value.string))) }
    guard let cause = difference.cause else { return .map(record) }
    record["step"] = .string(cause.step)
    record["what"] = .string(cause.what)
    if let span = cause.span {
      record["flow_file"] = .string(span.file.name)
      record["flow_line"] = .int(Int64(span.start.line))
    }
    record["values"] = .map(Record(cause.values.map { ($0.path, .string($0.value)) }, uniquingKeysWith: { first, _ in first }))
    return .map(record)
  }
}
