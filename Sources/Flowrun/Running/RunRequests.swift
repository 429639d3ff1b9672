import FlowEngine
import FlowRuntime
import Journal

/// What commands beside a run ask of it: they leave rows in the journal, which is looked at twice a second.
struct RunRequests {
  let journal: any JournalStore
  let runtime: Runtime
  /// Paused as the run knows it.
  private(set) var holds = Holds()

  init(_ journal: any JournalStore, _ runtime: Runtime) {
    self.journal = journal
    self.runtime = runtime
  }

  /// Looks once. A journal that cannot be read any more ends the run by itself.
  mutating func look() async {
    if let events = try? await journal.takeReplays() { await runtime.replay(events) }
    if let now = try? await journal.holds(), now != holds {
      Self.tell(holds.flows, now.flows, "Flow")
      Self.tell(holds.connections, now.connections, "Connection")
      holds = now
      await runtime.hold(now)
    }
    for name in (try? await journal.takeResumed()) ?? [] { await runtime.resume(name) }
  }

  /// Looks until the task is cancelled.
  mutating func serve() async {
    while !Task.isCancelled {
      do { try await Task.sleep(for: .milliseconds(500)) } catch { return }
      await look()
    }
  }

  private static func tell(_ before: [String: String], _ now: [String: String], _ kind: String) {
    for (name, reason) in now.sorted(by: { $0.key < $1.key }) where before[name] != reason {
      Console.error("\(kind) `\(name)` is paused: \(reason) `flowrun resume` ends it.")
    }
    for name in before.keys.sorted() where now[name] == nil { Console.error("\(kind) `\(name)` was resumed.") }
  }
}
