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
  /// The file of exchanges that the test runs over; nil: over records.
  let recording: String?
  let redact: [String]
  let transport: RecordingTransport

  func run(_ prepared: PreparedRun, format: RunReport.Format) async throws {
    let flow = prepared.flows[0]
    let events = try prepared.input.rows.map { try Self.events(flow, rows: $0, limit: prepared.input.limit) } ?? Self.polls(of: flow)
    guard !events.isEmpty else { throw CommandFailure(.usage, "`\(flow.name)` has no poll to record.") }
    let named = try recording.map { try Self.path($0, from: path) }
    let clock = SystemClock()
    let started = clock.now
    let calls = RecordedCalls(flow)
    let summary = Mutex<RunSummary?>(nil)
    let listened = prepared.listened(by: calls) { final in summary.withLock { $0 = final } }
    do {
      try await listened.run(journal: MemoryJournal(name: Self.journal), format: format)
    } catch Exit.findings {}  // Dead letters are what came of it too.
    var stamps: [String: String] = [:]
    for connection in prepared.project.project.connections {
      for stamp in connection.stamp { stamps["\(connection.name.value).\(stamp.object.value)"] = stamp.field.value }
    }
    guard let summary = summary.withLock({ $0 }) else { return }
    var redaction = RecordingRedaction(secrets: try prepared.secrets(), fields: redact)
    if let recording {
      let exchanges = Recording(
        started: started, ended: clock.now, journal: Self.journal, sandbox: prepared.input.sandbox ? prepared.input.sandboxURL : nil,
        redacted: redact, exchanges: redaction.cleaned(transport.recorded))
      try Files.create(recording, Array(exchanges.yaml.utf8))
      Console.error("Wrote \(recording): \(exchanges.exchanges.count) requests.")
    }
    let test = RecordedTest(
      flow: flow, started: started, recording: named, events: events, calls: calls, summary: summary,
      stamps: stamps)
    try Files.create(path, formatted(SourceFile(name: path, text: test.text(redaction))))
    Console.error("Wrote \(path).")
    try check()
  }

  private static let journal = "recording"

  /// The recording as the test names it: from its own folder.
  private static func path(_ recording: String, from test: String) throws(CommandFailure) -> String {
    let folder = TestLoader.folder(test)
    if folder == TestLoader.folder(recording) { return String(recording.split(separator: "/").last ?? "") }
    if folder == ".", !recording.hasPrefix("/") { return recording }
    if recording.hasPrefix("\(folder)/") { return String(recording.dropFirst(folder.count + 1)) }
    throw CommandFailure(
      .usage, "The recording lies in the folder of the test, or below it: say --recording \(folder)/NAME\(TestFile.recordingEnding).")
  }

  private static func events(_ flow: CheckedFlow, rows file: String, limit: Int?) throws(CommandFailure) -> [RecordedTest.Event] {
    guard case .webhook? = flow.sources.first?.kind, flow.sources[0].each == nil else {
      throw CommandFailure(
        .usage, "A test is recorded from rows of a webhook, and the first source of `\(flow.name)` takes none, or takes them by `each`.")
    }
    return try rows(file, limit: limit).map { .row($0) }
  }

  /// Every poll, once, as `--once` reads them.
  private static func polls(of flow: CheckedFlow) -> [RecordedTest.Event] {
    let polls = flow.sources.filter { if case .poll = $0.kind { true } else { false } }
    return polls.indices.map { .poll(number: $0 + 1) }
  }

  /// In the one form of test files, which `fmt` would bring it into.
  private func formatted(_ file: SourceFile) -> [UInt8] {
    do throws(FlowFormatter.Refusal) { return try FlowFormatter.standard.format(file, as: .test) } catch { return file.bytes }
  }

  /// What the test says of the flow must be what the flow does in it.
  private func check() throws {
    let members = try TestSubjects(paths: [path]).load()
    let results = TestRun().run(members.map(\.subject))
    guard results.contains(where: { !$0.passed }) else { return }
    Console.out(TestTextReport(colour: Console.isTerminal(1)).render(results))
    throw CommandFailure(
      .findings,
      "The test is written, and \(recording == nil ? "its world" : "its recording") gives another result than the run: the systems know what a test does not, or --redact has parted equal values. "
        + (recording == nil ? "" : "Over a recording record again, without --redact of what records are matched by. ")
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
