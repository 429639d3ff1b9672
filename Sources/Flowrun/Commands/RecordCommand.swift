import ArgumentParser
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
      expected. It must lie beside the flow.

        flowrun record flows/sync-health-scores.yaml --rows rows.ndjson -o scores.exchanges.yaml --redact Email
        flowrun run flows/sync-health-scores.yaml --rows rows.ndjson --replay scores.exchanges.yaml
        flowrun record flows/sync-health-scores.yaml --rows rows.ndjson -o flows/recorded.test.yaml
      """)

  @OptionGroup
  var input: RunInput

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("A field whose values are replaced; may be given several times.", valueName: "field"))
  var redact: [String] = []

  @Option(help: "How the summary is printed.")
  var format = RunCommand.Format.text

  func validate() throws {
    if TestLoader.isTest(output), input.rows == nil || input.rows == "-" || input.flows.count > 1 {
      throw ValidationError("A test is recorded of one flow over a file of rows: name one flow, and --rows FILE.")
    }
    if input.rows == nil, !input.once { throw ValidationError("A recording is of a run that ends: say --rows or --once.") }
  }

  func run() async throws {
    if TestLoader.isTest(output), let rows = input.rows {
      if Files.exists(output) { throw CommandFailure(.usage, "\(output) is there already. Name another file.") }
      let prepared = try await PreparedRun(input, transport: CurlTransport())
      return try await TestRecorder(path: output, redact: redact).run(
        prepared, rows: rows, limit: input.limit, format: format == .json ? .json : .text)
    }
    let recorder = Recorder(path: output, redact: redact)
    let prepared = try await PreparedRun(input, transport: recorder.transport)
    try await recorder.run(prepared, journal: MemoryJournal(name: "recording"), format: format == .json ? .json : .text)
  }
}
