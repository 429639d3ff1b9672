import CEL
import Calls
import ConnectorKit
import FlowCheck
import FlowEngine
import FlowRuntime
import FlowServer
import Journal
import Logging

/// One process's run of some flows: a journal, an engine, its shell, and how it ends.
struct RunSession {
  private static let drainLimit = 60.0
  private static let goesOn = " What was read is kept: the same command again goes on from there."
  /// A retry that is due within so many seconds is waited for; a later one is left to the next run.
  private static let patience = 20.0

  let flows: [CheckedFlow]
  let runtime: Runtime
  let watch: RunWatch
  let format: RunReport.Format
  /// Gets the summary when all has come to its end.
  var onSummary: (@Sendable (RunSummary) -> Void)?
  /// Looks for what commands beside this process ask for.
  private let requests: Task<Void, Never>
  /// Forgets what is older than `state: { keep: … }`.
  private let retention: Task<Void, Never>
  private let alerts: AlertDesk?
  /// Seconds that the journal keeps what is done, unless the project says otherwise: 30 days.
  private static let keep = 30.0 * 86_400

  init(
    flows: [CheckedFlow], earlier: [CheckedFlow] = [], connections: [String: RunningConnection], journal: any JournalStore,
    clock: any RuntimeClock = SystemClock(), format: RunReport.Format, acceptAs: Timestamp? = nil, keep: Double? = nil,
    alerts: AlertDesk? = nil, log: RunLog.Format = .text
  ) async throws {
    self.flows = flows
    self.format = format
    self.alerts = alerts
    watch = RunWatch(log: RunLog(log))
    let watch = watch
    do throws(JournalFailure) {
      let engine = Engine(
        flows: flows, earlier: earlier, connections: connections.mapValues(\.facts), seed: .random(in: 0 ... .max), acceptAs: acceptAs)
      runtime = Runtime(
        engine, journal: journal, connections: connections, clock: clock,
        observe: { notice in
          watch.observe(notice)
          alerts?.see(notice)
        })
      alerts?.start { (try? await journal.oldestOpen()) ?? [:] }
      // What is paused is known before anything is begun.
      await runtime.hold(try await journal.holds())
      try await runtime.start()
      // Whoever starts a run again has mended what paused a connection, or will be told the same once more.
      for name in connections.keys.sorted() { await runtime.resume(name) }
      retention = Task { [runtime] in await runtime.forget(after: keep ?? Self.keep) }
      var desk = RunRequests(journal, runtime)
      await desk.look()
      requests = Task { [desk] in
        var desk = desk
        await desk.serve()
      }
    } catch {
      throw CommandFailure(.fault, error.message)
    }
  }

  /// Runs rows from a file to their end.
  func run(_ reader: RowReader, for source: SourceID, limit: Int) async throws {
    do throws(RowFailure) {
      try await runtime.run(reader, for: source, limit: limit)
    } catch {
      try await finish()
      throw CommandFailure(.fault, error.description)
    }
    try await finish()
  }

  /// Runs rows that are in memory.
  func run(_ rows: [Arrival.Row], for source: SourceID) async throws {
    await runtime.run(rows, for: source)
    try await finish()
  }

  /// Reads every poll source once.
  func pollOnce() async throws {
    var failures: [String] = []
    for source in flows.flatMap(\.polls) {
      if case .failed(let failure) = await runtime.poll(source.id) {
        failures.append("The poll of \(source.object) for `\(source.id.flow)` failed: \(failure.message)" + (source.isBackfill ? Self.goesOn : ""))
      }
    }
    try await finish()
    if !failures.isEmpty { throw CommandFailure(.fault, failures.joined(separator: "\n")) }
  }

  /// Serves webhooks and polls by schedule until SIGTERM or SIGINT, then drains.
  func serve(project: LoadedProject, connections: Connections, page: PageData?) async throws {
    let signals = ShutdownSignals()
    let door = try ServingDoor(project: project, connections: connections, flows: flows, runtime: runtime, page: page)
    try await door.open(saying: watch.say)
    for source in flows.flatMap(\.polls) {
      guard let schedule = source.schedule else { continue }
      await runtime.schedule(source.id, schedule)
    }
    for await _ in signals.received { break }
    watch.say("Finishing what was begun; press Ctrl-C again to stop at once.")
    let insist = Task {
      for await _ in signals.received { Exit.fault.leave() }
    }
    requests.cancel()
    retention.cancel()
    await door.close()
    await runtime.drain(limit: Self.drainLimit)
    await alerts?.finish(isOver: false)
    insist.cancel()
    if let failure = watch.journalFailure { throw CommandFailure(.fault, failure.message) }
  }

  /// Lets everything come to its end, prints the summary and decides the exit.
  private func finish() async throws {
    let idle = await runtime.finish(patience: Self.patience)
    requests.cancel()
    retention.cancel()
    await runtime.drain(limit: Self.drainLimit)
    await alerts?.finish(isOver: true)
    let report = RunReport(summary: await runtime.report, dead: watch.dead, idle: idle)
    report.print(format)
    onSummary?(report.summary)
    if let failure = watch.journalFailure { throw CommandFailure(.fault, failure.message) }
    if idle.waiting > 0 { throw CommandFailure(.fault, report.waiting) }
    if report.summary.count("dead") > 0 { throw Exit.findings }
  }
}

extension CheckedFlow {
  /// A source that is asked for its rows.
  struct Poll {
    var id: SourceID
    var object: String
    var schedule: PollSchedule?
    var isBackfill = false
  }

  /// Its poll sources.
  var polls: [Poll] {
    let read = Set(pollSources)
    return sources.enumerated().compactMap { index, source -> Poll? in
      guard case .poll(let connection, let object) = source.kind, read.contains(SourceID(flow: name, index: index)) else { return nil }
      return Poll(
        id: SourceID(flow: name, index: index), object: "\(connection).\(object)", schedule: source.schedule.flatMap { Self.schedule($0) },
        isBackfill: source.backfill != nil)
    }
  }

  private static func schedule(_ schedule: CheckedSource.Schedule) -> PollSchedule? {
    switch schedule {
    case .every(let seconds): .every(seconds)
    case .cron(let text, let name):
      // The checker has read both.
      Zone(name).flatMap { CronSchedule(text, zone: $0) }.map(PollSchedule.cron)
    }
  }
}

extension RunningConnection {
  /// What the engine plans with.
  var facts: ConnectionFacts {
    var facts = ConnectionFacts(traits)
    facts.bulk = bulk
    return facts
  }
}
