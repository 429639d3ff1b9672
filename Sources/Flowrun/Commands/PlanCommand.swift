import ArgumentParser
import CEL
import FlowCheck
import FlowEngine
import FlowRuntime
import JSON
import OrderedCollections

/// `flowrun plan`.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Shows what a run would do, and does nothing.",
    discussion: """
      The flow runs over what the connections hold now; its writes are only shown. It gets connections that cannot write.

        flowrun plan flows/sync-health-scores.yaml --rows rows.ndjson -o scores.plan
        flowrun apply scores.plan

      Without --rows and --event, every poll source is read once. What only the target knows (its automation, defaults and validation rules) is
      not in the plan. Ends with 1 when an event would fail or wait.
      """)

  @Argument(help: "The flows, all of one project.")
  var flows: [String]

  @Option(help: ArgumentHelp("Rows to plan, one JSON object a line; - is standard input.", valueName: "file"))
  var rows: String?

  @Option(help: ArgumentHelp("One row to plan, as JSON.", valueName: "json"))
  var event: String?

  @Option(
    help: ArgumentHelp("Read the poll sources from this time on (2026-03-14T09:00:00Z), instead of where the last run stopped.", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Plan only the first rows.", valueName: "n"))
  var limit: Int?

  @Option(help: ArgumentHelp("The journal's file, instead of the project's. It is only read.", valueName: "file"))
  var journal: String?

  @Flag(help: "Lead all connections to the sandbox.")
  var sandbox = false

  @Option(help: ArgumentHelp("Where the sandbox listens.", valueName: "url"))
  var sandboxURL = SandboxAddress.standard

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Keep the plan in this file, for `flowrun apply`.", valueName: "file"))
  var output: String?

  @Option(help: "How the plan is printed; csv opens in a spreadsheet.")
  var format = PlanReport.Format.text

  func validate() throws {
    if [rows != nil, event != nil, since != nil].count(where: { $0 }) > 1 {
      throw ValidationError("--rows, --event and --since exclude each other.")
    }
    if rows != nil || event != nil, flows.count > 1 { throw ValidationError("Rows go to one flow: name one.") }
    if limit != nil, rows == nil { throw ValidationError("--limit counts rows: say --rows too.") }
    if let limit, limit < 0 { throw ValidationError("--limit takes a number of rows, 0 or more.") }
  }

  func run() async throws {
    let origin = PlanSession.Origin(flows: flows, sandbox: sandbox, sandboxURL: sandboxURL, profile: profile, journal: journal)
    let reader = try rows.map { path in
      do throws(RowFailure) { return try RowReader(path: path) } catch { throw CommandFailure(.usage, error.description) }
    }
    let session = try await PlanSession(origin, at: SystemClock().now)
    let plan = try await session.plan(input(reader, session))
    if let output {
      try Files.write(Array(plan.json(with: ["command": origin.json]).jsonText.utf8), to: output)
      Console.error("The plan is in \(output): `flowrun apply \(output)` carries it out.")
    }
    let report = PlanReport(plan: plan)
    report.print(format)
    if report.hasFailures { throw Exit.findings }
  }

  private func input(_ reader: RowReader?, _ session: PlanSession) async throws -> FlowPlan.Input {
    let source = SourceID(flow: session.flows[0].name, index: 0)
    if let reader {
      do throws(RowFailure) {
        return .rows(try await Planner.rows(reader, limit: limit ?? .max), source: source)
      } catch {
        throw CommandFailure(.fault, error.description)
      }
    }
    if let event {
      guard let row = try? Value(json: Array(event.utf8)), case .map = row else {
        throw CommandFailure(.usage, "--event takes one row as a JSON object: --event '{\"id\": \"1\"}'.")
      }
      return .rows([row], source: source)
    }
    guard !session.flows.allSatisfy(\.pollSources.isEmpty) else {
      throw CommandFailure(.usage, "None of the flows polls: say --rows or --event.")
    }
    guard let since else { return .polls(since: nil) }
    guard let time = Timestamp(since) else {
      throw CommandFailure(.usage, "`\(since)` after --since is no time: write it like 2026-03-14T09:00:00Z.")
    }
    return .polls(since: time)
  }
}
