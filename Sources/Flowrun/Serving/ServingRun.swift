import FlowRuntime
import Journal

/// Serves webhooks and polls by schedule until SIGTERM or SIGINT, then drains. Files that change meanwhile are taken over.
///
/// A change is a restart within the process: the flows that run come to a safe place, others begin over the same journal, and requests to webhooks wait
/// that long. What is open goes on under the version that accepted it, as after any restart.
actor ServingRun {
  /// When changed files are taken over.
  enum Reloads: Sendable {
    case never
    /// At SIGHUP.
    case atSignal
    /// At SIGHUP, and when they have changed and are still for a moment.
    case atChange
  }

  private enum Event: Sendable {
    case stop
    case reload
  }

  let journal: any JournalStore
  let watch: RunWatch
  let told: String?
  let note: ReloadNote?
  private let reloads: Reloads
  private let events: AsyncStream<Event>
  private let send: AsyncStream<Event>.Continuation

  var prepared: PreparedRun
  var session: RunSession?
  var door: ServingDoor?
  var present: PresentRun?
  /// Flows whose files were taken away.
  var gone: Set<String> = []
  var isStopping = false
  private var isReloading = false

  init(_ prepared: PreparedRun, journal: any JournalStore, told: String?, watch: RunWatch, reloads: Reloads) {
    self.prepared = prepared
    self.journal = journal
    self.told = told
    self.watch = watch
    self.reloads = reloads
    note = (journal as? SQLiteJournal).map { ReloadNote(journal: $0.path) }
    (events, send) = AsyncStream.makeStream()
  }

  func run() async throws {
    note?.remove()
    var prepared = prepared
    let session = try await prepared.session(journal, told: told, watch: watch)
    (self.prepared, self.session) = (prepared, session)
    let routes = try ServingDoor.Routes(prepared, session.runtime)
    let page = try page(of: prepared)
    let present = PresentRun(session.runtime, page)
    self.present = present
    let door = try ServingDoor(prepared.project, routes, present, token: page?.token)
    self.door = door
    let signals = ShutdownSignals()
    let asked = reloads == .never ? nil : ReloadSignal { [send] in send.yield(.reload) }
    try await door.open(saying: watch.say)
    await session.schedulePolls()
    let stopper = Task {
      var isFirst = true
      for await _ in signals.received {
        if !isFirst { Exit.fault.leave() }
        isFirst = false
        await self.stop()
      }
    }
    let watcher = reloads == .atChange ? Task { await self.lookAtFiles() } : nil
    var failure: (any Error)?
    events: for await event in events {
      switch event {
      case .stop: break events
      case .reload:
        isReloading = true
        do { try await reload() } catch {
          failure = error
          break events
        }
        isReloading = false
      }
    }
    watcher?.cancel()
    await door.close()
    await self.session?.drain()
    note?.remove()
    stopper.cancel()
    withExtendedLifetime(asked) {}
    if let failure { throw failure }
    if let failure = watch.journalFailure { throw CommandFailure(.fault, failure.message) }
  }

  func page(of prepared: PreparedRun) throws(CommandFailure) -> PageData? {
    guard let journal = journal as? SQLiteJournal else { return nil }
    return try PageData(flows: prepared.files, project: prepared.project.folder, profile: prepared.input.profile, journal: journal.path)
  }

  private func stop() async {
    guard !isStopping else { return }
    isStopping = true
    watch.say("Finishing what was begun; press Ctrl-C again to stop at once.")
    send.yield(.stop)
    // A change that is under way waits for calls without a limit.
    if isReloading { await session?.drain() }
  }

  /// Asks for a change when files are others than they were, and have been still for a moment.
  private func lookAtFiles() async {
    var known = stamps
    var last = known
    while !Task.isCancelled {
      do { try await Task.sleep(for: .seconds(1)) } catch { return }
      let now = stamps
      if now != known, now == last {
        known = now
        send.yield(.reload)
      }
      last = now
    }
  }

  /// Files that a change of the flows would show in, the last refused ones included.
  private var stamps: FileStamps {
    let flows = (try? prepared.input.files()) ?? prepared.input.flows
    return FileStamps(prepared.otherFiles.union(wanted).union(flows).union(prepared.files))
  }

  /// Files that a change which was refused has asked for.
  var wanted: Set<String> = []
}
