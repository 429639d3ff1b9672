import ArgumentParser
import FlowSyntax
import HTTPClient
import Journal

/// `flowrun record`.
struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Runs flows and writes what was said on the wire, to be replayed without a network.",
    discussion: """
      Runs over rows or once over the polls, with an empty journal in memory, and writes every request with its answer as readable YAML. Secrets are left
      out; the values of fields named with --redact are replaced, each by the same other value everywhere.

      An output that ends in .test.yaml becomes a test instead: the rows as events, the records that were found as its world, and what came of it as what is
      expected. It must lie beside the flow. With --recording the requests and answers themselves are its world: nothing is guessed, and a flow that asks
      otherwise fails. Only so a run over polls becomes a test.

        flowrun record flows/sync-health-scores.yaml --rows rows.ndjson -o scores.exchanges.yaml --redact Email
        flowrun run flows/sync-health-scores.yaml --rows rows.ndjson --replay scores.exchanges.yaml
        flowrun record flows/sync-health-scores.yaml --rows rows.ndjson -o flows/recorded.test.yaml
        flowrun record flows/renewals.yaml --once -o flows/recorded.test.yaml --recording flows/recorded.exchanges.yaml
      """)

  @OptionGroup
  var input: RunInput

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("The recording that the test runs over, written too.", valueName: "file"))
  var recording: String?

  @Option(help: ArgumentHelp("A field whose values are replaced; may be given several times.", valueName: "field"))
  var redact: [String] = []

  @Option(help: "How the summary is printed.")
  var format = RunCommand.Format.text

  func validate() throws {
    if TestLoader.isTest(output), recording == nil, input.rows == nil || input.rows == "-" || input.flows.count > 1 {
      throw ValidationError("A test is recorded of one flow over a file of rows: name one flow, and --rows FILE. Polls need --recording FILE too.")
    }
    if let recording {
      guard TestLoader.isTest(output) else { throw ValidationError("--recording belongs to a test: say -o NAME.test.yaml.") }
      guard TestLoader.isRecording(recording) else { throw ValidationError("The name of a recording ends in \(TestFile.recordingEnding).") }
      if input.rows == "-" || input.flows.count > 1 {
        throw ValidationError("A test is recorded of one flow over a file of rows, or of its polls: name one flow, and --rows FILE or --once.")
      }
    }
    if input.rows == nil, !input.once { throw ValidationError("A recording is of a run that ends: say --rows or --once.") }
  }

  func run() async throws {
    if TestLoader.isTest(output) {
      for path in [output, recording].compactMap(\.self) where Files.exists(path) {
        throw CommandFailure(.usage, "\(path) is there already. Name another file.")
      }
      let transport = RecordingTransport(CurlTransport())
      let prepared = try await PreparedRun(input, transport: transport)
      return try await TestRecorder(path: output, recording: recording, redact: redact, transport: transport).run(
        prepared, format: format == .json ? .json : .text)
    }
    let recorder = Recorder(path: output, redact: redact)
    let prepared = try await PreparedRun(input, transport: recorder.transport)
    try await recorder.run(prepared, journal: MemoryJournal(name: "recording"), format: format == .json ? .json : .text)
  }
}
