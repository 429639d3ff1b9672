import ArgumentParser
import ConnectorKit
import Diagnostics
import FlowCheck
import FlowEngine
import FlowRuntime
import FlowSyntax
import HTTPClient
import Journal
import Logging

/// `flowrun run`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs flows: over rows, once over their sources, or until SIGTERM.",
    discussion: """
      With --rows, each line is a row of the flow's first source; with --once, every poll source is read once. With neither, webhooks are served at
      POST /hooks/FLOW and polls follow their schedule until SIGTERM; then what was begun is finished.

      What a run accepts is kept in the journal: whatever stops it, the next run goes on.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(help: "The flows, all of one project.")
  var flows: [String]

  @Option(help: ArgumentHelp("Rows to run, one JSON object a line; - is standard input.", valueName: "file"))
  var rows: String?

  @Option(help: ArgumentHelp("Run only the first rows.", valueName: "n"))
  var limit: Int?

  @Flag(help: "Read every poll source once, then exit.")
  var once = false

  @Flag(help: "Lead all connections to the sandbox; the journal is one of its own.")
  var sandbox = false

  @Option(help: ArgumentHelp("Where the sandbox listens.", valueName: "url"))
  var sandboxURL = SandboxAddress.standard

  @Option(help: ArgumentHelp("The journal's file, instead of the project's.", valueName: "file"))
  var journal: String?

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  @Option(help: "How the summary is printed.")
  var format = Format.text

  func validate() throws {
    if rows != nil, once { throw ValidationError("--rows and --once exclude each other: rows come from a file, or from the sources.") }
    if rows != nil, flows.count > 1 { throw ValidationError("--rows goes to one flow: name one.") }
    if limit != nil, rows == nil { throw ValidationError("--limit counts rows: say --rows too.") }
    if let limit, limit < 0 { throw ValidationError("--limit takes a number of rows, 0 or more.") }
  }

  func run() async throws {
    let (checked, project) = try FlowLoader(profile: profile).loadToRun(flows)
    guard let project else {
      throw CommandFailure(.usage, "\(flows[0]) has no project: put a flowrun.yaml with its connections into its folder or one above.")
    }
    // A file of rows that is not there should stop the run before anything is made.
    let reader = try rows.map { path in
      do throws(RowFailure) { return try RowReader(path: path) } catch { throw CommandFailure(.usage, error.description) }
    }
    let transport = CurlTransport()
    let address = sandbox ? SandboxAddress(url: sandboxURL) : nil
    try await address?.check(transport)
    let connections = Connections(project: project, sandbox: address)
    for flow in checked where flow.hasMessages {
      Console.error("Outbound messages for `\(flow.name)` are not received by this version; its other sources are.")
    }
    for name in connections.unserved { Console.error("Alerts for the connection `\(name)` are written here: this version cannot send to it.") }
    let running = try connections.running(for: checked, transport: transport)
    let session = try await RunSession(
      flows: checked, connections: running, journal: try journalPath(project), format: format == .json ? .json : .text)
    if let reader {
      try await session.run(reader, for: SourceID(flow: checked[0].name, index: 0), limit: limit ?? .max)
    } else if once {
      try await session.pollOnce()
    } else {
      try await session.serve(project: project, connections: connections)
    }
  }

  private func journalPath(_ project: LoadedProject) throws -> String {
    if let journal { return journal }
    if sandbox { return Files.path(".flowrun/sandbox.db", in: project.folder) }
    return Files.path(project.project.state?.journal?.value ?? ".flowrun/journal.db", in: project.folder)
  }
}

extension CheckedFlow {
  fileprivate var hasMessages: Bool {
    sources.contains { if case .message = $0.kind { true } else { false } }
  }
}
