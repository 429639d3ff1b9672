import CEL
import ConnectorKit
import Diagnostics
import FlowEngine
import FlowRuntime
import HTTPClient
import Journal

/// Runs flows and keeps what was said on the wire.
struct Recorder {
  let path: String
  let redact: [String]
  let transport = RecordingTransport(CurlTransport())

  /// Runs and then writes the recording, also when the run fails.
  func run(_ prepared: PreparedRun, journal: any JournalStore, format: RunReport.Format, told: String? = nil) async throws {
    let clock = SystemClock()
    let started = clock.now
    let name: String
    do throws(JournalFailure) { name = try await journal.restore().journal } catch { throw CommandFailure(.fault, error.message) }
    var failure: (any Error)?
    do { try await prepared.run(journal: journal, format: format, told: told) } catch { failure = error }
    var redaction = RecordingRedaction(secrets: try prepared.secrets(), fields: redact)
    let recording = Recording(
      started: started, ended: clock.now, journal: name, sandbox: prepared.input.sandbox ? prepared.input.sandboxURL : nil, redacted: redact,
      exchanges: redaction.cleaned(transport.recorded))
    try Files.write(Array(recording.yaml.utf8), to: path)
    Console.error("Recorded \(recording.exchanges.count) \(recording.exchanges.count == 1 ? "request" : "requests") in \(path).")
    if let failure { throw failure }
  }
}

/// Repeats a recorded run.
struct Replay {
  let transport: ReplayTransport
  let clock: ShiftedClock
  let journal: MemoryJournal
  private let path: String

  init(path: String) throws(CommandFailure) {
    let file = SourceFile(name: path, bytes: try Files.read(path))
    let recording: Recording
    do throws(RecordingFailure) { recording = try Recording(file) } catch { throw CommandFailure(.findings, error.description) }
    self.path = path
    let clock = ShiftedClock(start: recording.started)
    self.clock = clock
    journal = MemoryJournal(name: recording.journal)
    transport = ReplayTransport(recording) { clock.now }
  }

  /// A replay that asked something else than the recording has failed.
  func finish() throws(CommandFailure) {
    let refused = transport.refused
    let unasked = transport.unasked
    guard !refused.isEmpty || !unasked.isEmpty else { return }
    var text = refused.map { "\(path): \($0)" }
    if !unasked.isEmpty {
      text.append(
        "\(path): \(unasked.count) recorded \(unasked.count == 1 ? "request was" : "requests were") not asked: "
          + unasked.prefix(5).joined(separator: ", "))
    }
    throw CommandFailure(.findings, text.joined(separator: "\n"))
  }
}

/// The machine's clock, moved so that it began at another time.
struct ShiftedClock: RuntimeClock {
  private let inner = SystemClock()
  private let shift: Timespan

  init(start: Timestamp) {
    shift = start.since(inner.now) ?? Timespan(nanoseconds: 0)
  }

  var now: Timestamp { inner.now.adding(shift) ?? inner.now }

  func sleep(until time: Timestamp) async throws {
    guard let seconds = time.since(now)?.inSeconds, seconds > 0 else { return }
    try await Task.sleep(for: .seconds(seconds))
  }
}
