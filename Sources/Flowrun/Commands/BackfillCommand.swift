import ArgumentParser
import FlowRuntime
import HTTPClient
import Journal

/// `flowrun backfill`.
struct BackfillCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backfill", abstract: "Runs records that exist already through a flow.",
    discussion: """
      Reads the object that the flow polls and makes an event of each record that --where, --since, --until or --ids choose, whether it is news or not.

        flowrun backfill flows/sync-accounts.yaml --where '=row.Type == "Customer"' --plan
        flowrun backfill flows/sync-accounts.yaml --where '=row.Type == "Customer"'

      Its progress is in the journal: stopped in the middle, the same command goes on, and a record that it has taken is not taken again. --again takes
      all once more. It keeps to the connection's limits and gives way to all other flows. The process that runs the project's flows must be stopped
      meanwhile: one process has a journal.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(help: "The flow.")
  var flow: String

  @Option(name: .customLong("where"), help: ArgumentHelp("Only records for which this formula over `row` is true.", valueName: "formula"))
  var filter: String?

  @Option(help: ArgumentHelp("Only records that last changed from this time on: 2026-03-14T09:00:00Z, or a day (from 00:00 UTC).", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Only records that last changed before this time.", valueName: "time"))
  var until: String?

  @Option(help: ArgumentHelp("Only the records with these ids, with commas between them.", valueName: "ids"))
  var ids: String?

  @Option(help: ArgumentHelp("Only the records with the ids in this file, one a line; - is standard input.", valueName: "file"))
  var idsFile: String?

  @Option(help: ArgumentHelp("Which object, where the flow polls several: salesforce.Account.", valueName: "connection.object"))
  var object: String?

  @Flag(help: "Take what this backfill has taken before once more.")
  var again = false

  @Flag(help: "Only show how many records it would take and which calls it would make.")
  var plan = false

  @Option(help: ArgumentHelp("The journal's file, instead of the project's.", valueName: "file"))
  var journal: String?

  @Flag(help: "Lead all connections to the sandbox; the journal is one of its own.")
  var sandbox = false

  @Option(help: ArgumentHelp("Where the sandbox listens.", valueName: "url"))
  var sandboxURL = SandboxAddress.standard

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  @Option(help: "How the summary is printed.")
  var format = Format.text

  func validate() throws {
    if ids != nil, idsFile != nil { throw ValidationError("--ids and --ids-file exclude each other.") }
    if ids != nil || idsFile != nil, since != nil || until != nil {
      throw ValidationError("--ids and --since or --until exclude each other: ids name the records already.")
    }
  }

  func run() async throws {
    let choice = BackfillChoice(
      filter: filter, since: try BackfillChoice.time(since, "--since"), until: try BackfillChoice.time(until, "--until"),
      ids: try BackfillChoice.ids(ids, file: idsFile), object: object, again: again)
    if let since = choice.since, let until = choice.until, since >= until {
      throw CommandFailure(.usage, "No record changes from \(since) on and before \(until): --since must be the earlier one.")
    }
    if plan { return try await show(choice) }
    var input = RunInput()
    (input.flows, input.rows, input.limit, input.once) = ([flow], nil, nil, true)
    (input.sandbox, input.sandboxURL, input.profile) = (sandbox, sandboxURL, profile)
    let prepared = try await PreparedRun(input, transport: CurlTransport(), backfill: choice)
    let path = PlanSession.journalPath(origin, prepared.project)
    let store: SQLiteJournal
    do throws(JournalFailure) { store = try SQLiteJournal(path: path) } catch { throw CommandFailure(.fault, error.message) }
    try await prepared.run(journal: store, format: format == .json ? .json : .text, told: path + ".alerts")
  }

  private func show(_ choice: BackfillChoice) async throws {
    let session = try await PlanSession(origin, at: SystemClock().now, backfill: choice)
    let report = PlanReport(plan: try await session.plan(.polls(since: nil)), showsEvents: false)
    report.print(format == .json ? .json : .text)
    if report.hasFailures { throw Exit.findings }
  }

  private var origin: PlanSession.Origin {
    PlanSession.Origin(flows: [flow], sandbox: sandbox, sandboxURL: sandboxURL, profile: profile, journal: journal)
  }
}
