import CEL
import Diagnostics
import FlowCheck
import FlowRuntime
import FlowSyntax
import FlowTest
import Glibc
import HTTPClient
import Journal
import Synchronization

/// Runs a flow over rows and writes a test of it, which is then tried.
struct TestRecorder {
  let path: String
  let redact: [String]

  func run(_ prepared: PreparedRun, rows file: String, limit: Int?, format: RunReport.Format) async throws {
    let flow = prepared.flows[0]
    guard case .webhook? = flow.sources.first?.kind, flow.sources[0].each == nil else {
      throw CommandFailure(
        .usage, "A test is recorded from rows of a webhook, and the first source of `\(flow.name)` takes none, or takes them by `each`.")
    }
    let rows = try Self.rows(file, limit: limit)
    let started = SystemClock().now
    let calls = RecordedCalls(flow)
    let summary = Mutex<RunSummary?>(nil)
    let listened = prepared.listened(by: calls) { final in summary.withLock { $0 = final } }
    do {
      try await listened.run(journal: MemoryJournal(name: "recording"), format: format)
    } catch Exit.findings {}  // Dead letters are what came of it too.
    var stamps: [String: String] = [:]
    for connection in prepared.project.project.connections {
      for stamp in connection.stamp { stamps["\(connection.name.value).\(stamp.object.value)"] = stamp.field.value }
    }
    guard let summary = summary.withLock({ $0 }) else { return }
    let test = RecordedTest(
      flow: flow, started: started, rows: rows, calls: calls, summary: summary, stamps: stamps)
    let redaction = RecordingRedaction(secrets: try prepared.secrets(), fields: redact)
    try Files.create(path, Array(test.text(redaction).utf8))
    Console.error("Wrote \(path).")
    try check()
  }

  /// What the test says of the flow must be what the flow does in it.
  private func check() throws {
    let members = try TestSubjects(paths: [path]).load()
    let results = TestRun().run(members.map(\.subject))
    guard results.contains(where: { !$0.passed }) else { return }
    Console.out(TestTextReport(colour: Console.isTerminal(1)).render(results))
    throw CommandFailure(
      .findings,
      "The test is written, and its world gives another result than the run: the systems know what a test does not, or --redact has parted equal values. "
        + "Mend it by hand, or take what came with `flowrun test --update \(path)`.")
  }

  /// The lines that are JSON.
  private static func rows(_ path: String, limit: Int?) throws(CommandFailure) -> [Value] {
    let lines = try Files.read(path).split(separator: UInt8(ascii: "\n")).prefix(limit ?? .max)
    let rows = lines.compactMap { try? Value(json: Array($0)) }
    guard !rows.isEmpty else { throw CommandFailure(.usage, "\(path) has no row that is JSON.") }
    return rows
  }
}
