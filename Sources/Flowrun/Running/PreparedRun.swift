import ConnectorKit
import Diagnostics
import FlowCheck
import FlowEngine
import FlowRuntime
import FlowSyntax
import HTTPClient
import Journal

/// Flows that are checked, with the connections that they need, before a journal is opened.
struct PreparedRun {
  let input: RunInput
  let flows: [CheckedFlow]
  let project: LoadedProject
  private let connections: Connections
  private var running: [String: RunningConnection]
  private var onSummary: (@Sendable (RunSummary) -> Void)?
  private let reader: RowReader?
  private let alerts: RunAlerts?
  private let transport: any HTTPTransport
  private let editions: [FlowEdition]

  init(_ input: RunInput, transport: any HTTPTransport, talksToSandbox: Bool = true, backfill: BackfillChoice? = nil) async throws {
    self.input = input
    let (checked, found, texts) = try FlowLoader(profile: input.profile, projects: ProjectCache(keepsFiles: true), backfill: backfill).loadToRun(
      input.flows)
    guard let found else {
      throw CommandFailure(.usage, "\(input.flows[0]) has no project: put a flowrun.yaml with its connections into its folder or one above.")
    }
    flows = checked
    project = found
    self.transport = transport
    editions = FlowEditions.present(checked, texts, project: found, profile: input.profile)
    // A file of rows that is not there should stop the run before anything is made.
    reader = try input.rows.map { path in
      do throws(RowFailure) { return try RowReader(path: path) } catch { throw CommandFailure(.usage, error.description) }
    }
    var address = input.sandbox ? SandboxAddress(url: input.sandboxURL) : nil
    if talksToSandbox { try await address?.check(CurlTransport()) }
    connections = Connections(project: found, sandbox: address)
    running = try connections.running(for: checked, transport: transport)
    // A repeated run tells nobody, and a recording holds what flows say.
    alerts = talksToSandbox ? try RunAlerts(checked, connections: connections, transport: CurlTransport()) : nil
  }

  /// The same, with its calls listened to and its summary given.
  func listened(by calls: RecordedCalls, onSummary: @escaping @Sendable (RunSummary) -> Void) -> PreparedRun {
    var prepared = self
    prepared.running = running.mapValues { connection in
      var connection = connection
      connection.connector = calls.listening(to: connection.connector)
      return connection
    }
    prepared.onSummary = onSummary
    return prepared
  }

  /// Runs the rows, one pass of the polls, or until SIGTERM. `told`: the file that keeps which alerts were sent.
  func run(
    journal: any JournalStore, clock: any RuntimeClock = SystemClock(), format: RunReport.Format, told: String? = nil, log: RunLog.Format = .text
  ) async throws {
    let earlier = try await earlierVersions(in: journal)
    let more = try connections.running(for: earlier, transport: transport)
    var session = try await RunSession(
      flows: flows, earlier: earlier, connections: running.merging(more) { present, _ in present }, journal: journal, clock: clock, format: format,
      keep: project.project.state?.keep?.value, alerts: alerts?.desk(memory: told), log: log)
    session.onSummary = onSummary
    if let reader {
      try await session.run(reader, for: SourceID(flow: flows[0].name, index: 0), limit: input.limit ?? .max)
    } else if input.once {
      try await session.pollOnce()
    } else {
      let page = try (journal as? SQLiteJournal).map {
        try PageData(flows: input.flows, project: project.folder, profile: input.profile, journal: $0.path)
      }
      try await session.serve(project: project, connections: connections, page: page)
    }
  }

  /// Keeps the present versions in the journal, and gives those before it under which events go on.
  private func earlierVersions(in journal: any JournalStore) async throws -> [CheckedFlow] {
    let kept: [FlowEdition]
    do throws(JournalFailure) {
      try await journal.keep(editions)
      kept = try await journal.earlierEditions(of: flows.map(\.name))
    } catch {
      throw CommandFailure(.fault, error.message)
    }
    let earlier = kept.compactMap { edition -> CheckedFlow? in
      if let flow = FlowEditions.flow(edition) { return flow }
      Console.error("An earlier version of `\(edition.flow)` cannot be read by this flowrun: its events go on under the present one.")
      return nil
    }
    try await StateOwners(project: project, flows: flows, earlier: earlier).check(journal)
    return earlier
  }

  /// Every secret that the flows' connections hold.
  func secrets() throws(CommandFailure) -> [Secret] { try connections.secrets(of: Set(running.keys)) }
}
