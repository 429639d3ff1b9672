import Diagnostics
import FlowCheck
import FlowRuntime
import FlowSyntax
import Journal

extension ServingRun {
  /// Reads the files anew and goes on with them, or says why not and goes on as before.
  ///
  /// Throws when neither is possible: the journal does not work.
  func reload() async throws {
    guard !isStopping, let session, let door, let present else { return }
    var next: PreparedRun
    let taken: Set<String>
    let projects = ProjectCache(keepsFiles: true)
    do {
      next = try PreparedRun(after: prepared, projects) { [watch] in watch.say($0) }
      wanted = []
      taken = try await takenAway(by: next)
      // What is wrong with a hook is found before anything ends.
      _ = try ServingDoor.Routes(next, session.runtime)
    } catch let failure as CommandFailure {
      wanted = projects.askedFiles
      return refuse(failure.message, session, present)
    }
    let before = prepared
    await door.hold()
    present.beginChange()
    guard await session.retire(for: next.running), !isStopping else { return }
    gone = gone.union(taken).subtracting(next.flows.map(\.name))
    let summary = await session.runtime.report
    let fresh = try await next.session(journal, told: told, watch: watch, summary: summary, gone: gone)
    self.session = fresh
    prepared = next
    await door.replace(try ServingDoor.Routes(next, fresh.runtime))
    present.change(to: fresh.runtime, try page(of: next))
    await fresh.schedulePolls()
    note?.remove()
    fresh.tell(.reloaded(refusal: nil))
    for line in ReloadNews(before, next, gone: taken).lines { watch.say(line) }
  }

  private func refuse(_ reason: String, _ session: RunSession, _ present: PresentRun) {
    present.refuse()
    note?.write(reason, at: SystemClock().now)
    session.tell(.reloaded(refusal: reason))
  }

  /// Flows that run and would not any more. Where others come as well it may be another name, and then state would be lost unnoticed.
  private func takenAway(by next: PreparedRun) async throws -> Set<String> {
    let names = Set(next.flows.map(\.name))
    let taken = Set(prepared.flows.map(\.name)).subtracting(names)
    let isOnlyLess = names.isSubset(of: prepared.flows.map(\.name))
    let earlier = prepared.flows + (session?.earlier ?? [])
    try await StateOwners(
      project: next.project, flows: next.flows, earlier: earlier, gone: isOnlyLess ? gone.union(taken) : gone
    ).check(journal)
    return taken
  }
}

/// What a change of files has changed, for people.
struct ReloadNews {
  let lines: [String]

  init(_ before: PreparedRun, _ now: PreparedRun, gone: Set<String>) {
    let versions = Dictionary(before.flows.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first })
    let changed = now.flows.filter { versions[$0.name].map { [version = $0.version] in $0 != version } ?? false }.map(\.name)
    let added = now.flows.filter { versions[$0.name] == nil }.map(\.name)
    let connections = now.live.filter { name, live in before.live[name].map { $0.origin != live.origin } ?? true }.keys.sorted()
    let parts = [
      Self.part("changed", changed), Self.part("added", added), Self.part("removed", gone.sorted()), Self.part("connections made anew", connections),
    ].compactMap(\.self)
    var lines = ["The files were read anew: \(parts.isEmpty ? "no flow has changed" : parts.joined(separator: "; "))."]
    for name in gone.sorted() {
      lines.append(
        "What `\(name)` has seen and done stays in the journal. Before the next start bring its file back, or drop that: `flowrun state drop \(name)`."
      )
    }
    let (old, new) = (before.project.project, now.project.project)
    if old.serve?.hooks?.value != new.serve?.hooks?.value || old.serve?.admin?.value != new.serve?.admin?.value {
      lines.append("`serve:` has changed: the addresses stay what they are until the next start.")
    }
    if old.state?.journal?.value != new.state?.journal?.value {
      lines.append("`state: { journal: … }` has changed: the journal stays what it is until the next start.")
    }
    self.lines = lines
  }

  private static func part(_ title: String, _ names: [String]) -> String? {
    names.isEmpty ? nil : "\(title) \(names.map { "`\($0)`" }.joined(separator: ", "))"
  }
}
