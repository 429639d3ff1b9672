import ArgumentParser
import Journal

/// `flowrun record`.
struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Runs flows and writes what was said on the wire, to be replayed without a network.",
    discussion: """
      Runs over rows or once over the polls, with an empty journal in memory, and writes every request with its answer as readable YAML. Secrets are left
      out; the values of fields named with --redact are replaced, each by the same other value everywhere.

        flowrun record flows/sync-health-scores.yaml --rows rows.ndjson -o scores.exchanges.yaml --redact Email
        flowrun run flows/sync-health-scores.yaml --rows rows.ndjson --replay scores.exchanges.yaml
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
    if input.rows == nil, !input.once { throw ValidationError("A recording is of a run that ends: say --rows or --once.") }
  }

  func run() async throws {
    let recorder = Recorder(path: output, redact: redact)
    let prepared = try await PreparedRun(input, transport: recorder.transport)
    try await recorder.run(prepared, journal: MemoryJournal(name: "recording"), format: format == .json ? .json : .text)
  }
}
