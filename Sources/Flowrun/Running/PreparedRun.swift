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
  let connections: Connections
  /// What the flows talk to.
  private(set) var live: [String: LiveConnection]
  private var calls: RecordedCalls?
  private var onSummary: (@Sendable (RunSummary) -> Void)?
  private let reader: RowReader?
  private let alerts: RunAlerts?
  private let transport: any HTTPTransport
  private let editions: [FlowEdition]
  /// The flows' files.
  let files: [String]
  /// The other files that were asked for, by absolute path.
  let otherFiles: Set<String>

  init(_ input: RunInput, transport: any HTTPTransport, talksToSandbox: Bool = true, backfill: BackfillChoice? = nil) async throws {
    let files = try input.files()
    if input.rows != nil, files.count > 1 { throw CommandFailure(.usage, "--rows goes to one flow: name one of \(files.joined(separator: ", ")).") }
    let projects = ProjectCache(keepsFiles: true)
    let loaded = try FlowLoader(profile: input.profile, projects: projects, backfill: backfill).loadToRun(files)
    var address = input.sandbox ? SandboxAddress(url: input.sandboxURL) : nil
    if talksToSandbox { try await address?.check(CurlTransport()) }
    try self.init(input, files, loaded, projects, transport, address, alerts: talksToSandbox)
  }

  /// The flows as their files say now, for a run that is under way: connections that are as before go on.
  init(after before: PreparedRun, _ projects: ProjectCache, warn: (String) -> Void) throws {
    let files = try before.input.files()
    let validation = Validation(profile: before.input.profile, paths: files, isComplete: false)
    let errors = try validation.findings().filter { $0.severity == .error }
    if !errors.isEmpty { throw CommandFailure(.findings, TextReport(colour: false).render(errors)) }
    let loaded = try FlowLoader(profile: before.input.profile, projects: projects).loadToRun(files, colour: false, warn: warn)
    try self.init(before.input, files, loaded, projects, before.transport, before.connections.sandbox, alerts: before.alerts != nil, before: before)
  }

  private init(
    _ input: RunInput, _ files: [String], _ loaded: (flows: [CheckedFlow], project: LoadedProject?, texts: [String: [UInt8]]),
    _ projects: ProjectCache, _ transport: any HTTPTransport, _ sandbox: SandboxAddress?, alerts tellsPeople: Bool, before: PreparedRun? = nil
  ) throws {
    self.input = input
    self.files = files
    guard let found = loaded.project else {
      throw CommandFailure(.usage, "\(files[0]) has no project: put a flowrun.yaml with its connections into its folder or one above.")
    }
    let checked = loaded.flows
    flows = checked
    project = found
    self.transport = transport
    editions = FlowEditions.present(checked, loaded.texts, project: found, profile: input.profile)
    // A file of rows that is not there should stop the run before anything is made.
    reader = try input.rows.map { path in
      do throws(RowFailure) { return try RowReader(path: path) } catch { throw CommandFailure(.usage, error.description) }
    }
    connections = Connections(project: found, sandbox: sandbox)
    // Also what earlier versions may still need.
    live = try connections.live(for: checked, and: Set((before?.live ?? [:]).keys), transport: transport, before: before?.live ?? [:])
    // A repeated run tells nobody, and a recording holds what flows say.
    alerts = tellsPeople ? try RunAlerts(checked, connections: connections, transport: CurlTransport()) : nil
    otherFiles = projects.askedFiles.union(connections.secretFiles).union([Files.path("flowrun.yaml", in: found.folder)])
  }

  /// The same, with its calls listened to and its summary given.
  func listened(by calls: RecordedCalls, onSummary: @escaping @Sendable (RunSummary) -> Void) -> PreparedRun {
    var prepared = self
    prepared.calls = calls
    prepared.onSummary = onSummary
    return prepared
  }

  /// Runs the rows, one pass of the polls, or until SIGTERM. `told`: the file that keeps which alerts were sent.
  func run(
    journal: any JournalStore, clock: any RuntimeClock = SystemClock(), format: RunReport.Format, told: String? = nil, log: RunLog.Format = .text,
    reloads: ServingRun.Reloads = .never
  ) async throws {
    let watch = RunWatch(log: RunLog(log))
    guard reader != nil || input.once else {
      let serving = ServingRun(self, journal: journal, told: told, watch: watch, reloads: reloads)
      return try await serving.run()
    }
    var prepared = self
    var session = try await prepared.session(journal, clock: clock, format: format, told: told, watch: watch)
    session.onSummary = onSummary
    if let reader {
      try await session.run(reader, for: SourceID(flow: flows[0].name, index: 0), limit: input.limit ?? .max)
    } else {
      try await session.pollOnce()
    }
  }

  /// Begins. `gone`: flows that were taken away while others ran on.
  mutating func session(
    _ journal: any JournalStore, clock: any RuntimeClock = SystemClock(), format: RunReport.Format = .text, told: String?, watch: RunWatch,
    summary: RunSummary = RunSummary(), gone: Set<String> = []
  ) async throws -> RunSession {
    let earlier = try await earlierVersions(in: journal, gone: gone)
    live.merge(try connections.live(for: earlier, transport: transport, before: live)) { present, _ in present }
    return try await RunSession(
      flows: flows, earlier: earlier, connections: running, journal: journal, clock: clock, format: format,
      keep: project.project.state?.keep?.value, alerts: alerts?.desk(memory: told), watch: watch, summary: summary)
  }

  /// The connections as a runtime has them.
  var running: [String: RunningConnection] {
    live.mapValues { live in
      var running = live.running
      if let calls { running.connector = calls.listening(to: running.connector) }
      return running
    }
  }

  /// Keeps the present versions in the journal, and gives those before it under which events go on.
  private func earlierVersions(in journal: any JournalStore, gone: Set<String>) async throws -> [CheckedFlow] {
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
    try await StateOwners(project: project, flows: flows, earlier: earlier, gone: gone).check(journal)
    return earlier
  }

  /// Every secret that the flows' connections hold.
  func secrets() throws(CommandFailure) -> [Secret] { try connections.secrets(of: Set(live.keys)) }
}
