import CEL
import Calls
import ConnectorKit
import FlowCheck
import FlowEngine
import FlowRuntime
import Journal

/// One process's run of some flows: a journal, an engine, its shell, and how it ends.
struct RunSession {
  private static let drainLimit = 60.0
  private static let goesOn = " What was read is kept: the same command again goes on from there."
  /// A retry that is due within so many seconds is waited for; a later one is left to the next run.
  private static let patience = 20.0

  let flows: [CheckedFlow]
  /// Versions under which open events go on.
  let earlier: [CheckedFlow]
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
    alerts: AlertDesk? = nil, watch: RunWatch = RunWatch(), summary: RunSummary = RunSummary()
  ) async throws {
    self.flows = flows
    self.earlier = earlier
    self.format = format
    self.alerts = alerts
    self.watch = watch
    do throws(JournalFailure) {
      let engine = Engine(
        flows: flows, earlier: earlier, connections: connections.mapValues(\.facts), seed: .random(in: 0 ... .max), acceptAs: acceptAs)
      runtime = Runtime(
        engine, journal: journal, connections: connections, clock: clock, summary: summary,
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

  /// Polls the sources by their schedules.
  func schedulePolls() async {
    for source in flows.flatMap(\.polls) {
      guard let schedule = source.schedule else { continue }
      await runtime.schedule(source.id, schedule)
    }
  }

  /// Tells whoever watches something that did not happen in the runtime.
  func tell(_ notice: RuntimeNotice) {
    watch.observe(notice)
    alerts?.see(notice)
  }

  /// Ends the session for one that goes on over the same journal with these connections; false when the process is to end instead.
  func retire(for next: [String: RunningConnection]) async -> Bool {
    requests.cancel()
    retention.cancel()
    // A request that was taken from the journal is still given to this runtime.
    await requests.value
    guard await runtime.retire(for: next) else { return false }
    await alerts?.finish(isOver: false)
    return true
  }

  /// Finishes what was begun, within a minute.
  func drain() async {
    requests.cancel()
    retention.cancel()
    await runtime.drain(limit: Self.drainLimit)
    await alerts?.finish(isOver: false)
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
