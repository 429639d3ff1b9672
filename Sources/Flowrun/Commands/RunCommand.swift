import ArgumentParser
import ConnectorKit
import Diagnostics
import FlowSyntax
import HTTPClient
import Journal

/// `flowrun run`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs flows: over rows, once over their sources, or until SIGTERM.",
    discussion: """
      With --rows, each line is a row of the flow's first source; with --once, every poll source is read once. With neither, webhooks are served at
      POST /hooks/FLOW and polls follow their schedule until SIGTERM; then what was begun is finished.

      A run that serves takes over changed files while it runs, once they are free of errors, and at SIGHUP; what is open goes on under the version that
      accepted it.

      What a run accepts is kept in the journal: whatever stops it, the next run goes on.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @OptionGroup
  var input: RunInput

  @Option(help: ArgumentHelp("The journal's file, instead of the project's.", valueName: "file"))
  var journal: String?

  @Option(help: ArgumentHelp("Write the run's requests and their answers to this file, secrets left out.", valueName: "file"))
  var record: String?

  @Option(help: ArgumentHelp("A field whose values --record replaces; may be given several times.", valueName: "field"))
  var redact: [String] = []

  @Option(help: ArgumentHelp("Take the answers from a recording: no socket is opened, the journal is an empty one.", valueName: "file"))
  var replay: String?

  @Flag(help: "Only show what the run would do, as `flowrun plan` does; without --rows, in one pass over the sources.")
  var plan = false

  @Flag(help: "Take over changed files at SIGHUP only, not as soon as they change.")
  var noWatch = false

  @Option(help: "How the summary is printed.")
  var format = Format.text

  @Option(help: "How standard error is written while flows run: sentences, or a JSON object a line.")
  var logFormat = Format.text

  func validate() throws {
    if logFormat == .json, plan || replay != nil || record != nil {
      throw ValidationError("--log-format json is for runs, and not for --plan, --replay or --record.")
    }
    if plan, replay != nil || record != nil { throw ValidationError("--plan makes no run: --record and --replay do not go with it.") }
    if noWatch, input.rows != nil || input.once { throw ValidationError("--no-watch is for runs that serve: neither --rows nor --once.") }
    if replay != nil, record != nil || journal != nil { throw ValidationError("--replay goes with neither --record nor --journal.") }
    if replay != nil, input.rows == nil, !input.once { throw ValidationError("--replay repeats a run that ends: say --rows or --once as well.") }
    if record == nil, !redact.isEmpty { throw ValidationError("--redact belongs to --record.") }
  }

  func run() async throws {
    if plan { return try await planned().run() }
    let replay = try replay.map { try Replay(path: $0) }
    let recorder = record.map { Recorder(path: $0, redact: redact) }
    let prepared = try await PreparedRun(
      input, transport: replay?.transport ?? recorder?.transport ?? CurlTransport(), talksToSandbox: replay == nil)
    if let replay {
      try await prepared.run(journal: replay.journal, clock: replay.clock, format: reportFormat)
      return try replay.finish()
    }
    let store: SQLiteJournal
    let told = journalPath(prepared.project) + ".alerts"
    do throws(JournalFailure) {
      store = try SQLiteJournal(path: journalPath(prepared.project))
    } catch {
      throw CommandFailure(.fault, error.message)
    }
    if let recorder {
      try await recorder.run(prepared, journal: store, format: reportFormat, told: told)
    } else {
      try await prepared.run(
        journal: store, format: reportFormat, told: told, log: logFormat == .json ? .json : .text,
        reloads: noWatch ? .atSignal : .atChange)
    }
  }

  /// The same as a plan.
  private func planned() throws -> PlanCommand {
    var command = PlanCommand()
    (command.flows, command.rows, command.limit) = (try input.files(), input.rows, input.limit)
    (command.event, command.since, command.output, command.journal) = (nil, nil, nil, journal)
    (command.sandbox, command.sandboxURL, command.profile) = (input.sandbox, input.sandboxURL, input.profile)
    command.format = format == .json ? .json : .text
    return command
  }

  private var reportFormat: RunReport.Format { format == .json ? .json : .text }

  private func journalPath(_ project: LoadedProject) -> String {
    if let journal { return journal }
    if input.sandbox { return Files.path(".flowrun/sandbox.db", in: project.folder) }
    return Files.path(project.project.state?.journal?.value ?? ".flowrun/journal.db", in: project.folder)
  }
}
