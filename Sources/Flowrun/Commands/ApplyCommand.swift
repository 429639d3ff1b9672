import ArgumentParser
import CEL
import Diagnostics
import FlowCheck
import FlowEngine
import FlowRuntime
import FlowSyntax
import JSON
import Journal
import OrderedCollections

/// `flowrun apply`.
struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Carries out a plan, as far as nothing has moved since.",
    discussion: """
      Everything is read again first. An event whose records, matches or values are not as they were planned is left alone and named; the others
      run, and write what the plan says and nothing else. Run it where the plan was made. Ends with 1 when an event was left alone or has failed.
      """)

  @Argument(help: "A file that `flowrun plan -o` wrote.")
  var file: String

  @Option(help: "How the result is printed.")
  var format = RunCommand.Format.text

  func run() async throws {
    let (plan, origin) = try read()
    let (flows, found, texts) = try FlowLoader(profile: origin.profile, projects: ProjectCache(keepsFiles: true)).loadToRun(origin.flows)
    guard let found else { throw CommandFailure(.usage, "\(origin.flows[0]) has no project any more.") }
    let path = PlanSession.journalPath(origin, found)
    if !Files.exists(path), plan.journal != "new" { throw CommandFailure(.findings, Self.otherJournal(path)) }
    let store: SQLiteJournal
    let name: String
    do throws(JournalFailure) {
      store = try SQLiteJournal(path: path)
      name = try await store.restore().journal
      try await store.keep(FlowEditions.present(flows, texts, project: found, profile: origin.profile))
    } catch {
      throw CommandFailure(.fault, error.message)
    }
    do {
      try await apply(plan, origin, store, name, path)
    } catch {
      await store.close()
      throw error
    }
  }

  private func apply(_ plan: FlowPlan, _ origin: PlanSession.Origin, _ store: SQLiteJournal, _ name: String, _ path: String) async throws {
    if plan.journal != "new", plan.journal != name { throw CommandFailure(.findings, Self.otherJournal(path)) }
    let session = try await PlanSession(origin, at: plan.at, journal: store)
    for flow in plan.flows where session.flows.first(where: { $0.name == flow.name })?.version != flow.version {
      throw CommandFailure(.findings, "The flow `\(flow.name)` has changed since the plan was made: plan again.")
    }
    let application: PlanApplication
    do throws(JournalFailure) {
      application = try await PlanApplication(of: plan, with: session.planner)
    } catch {
      throw CommandFailure(.fault, error.message)
    }
    for refusal in application.refused {
      Console.error("Left alone: \(refusal.about ?? refusal.flow), since \(refusal.reason).")
    }
    if !application.agreed.isEmpty {
      let run = try await RunSession(
        flows: session.flows, connections: application.connections(try session.running(), session.planner),
        journal: application.journal(store, session.planner), format: format == .json ? .json : .text, acceptAs: plan.at,
        keep: session.project.project.state?.keep?.value)
      if let rows = application.rows, case .rows(_, let source) = application.input {
        try await run.run(rows, for: source)
      } else {
        try await run.pollOnce()
      }
    } else {
      await store.close()
      Console.error("Nothing of the plan was carried out.")
    }
    if !application.refused.isEmpty {
      Console.error("\(application.refused.count) of \(plan.events.count) planned events were left alone: plan again to see them as they are now.")
      throw Exit.findings
    }
  }

  private func read() throws -> (FlowPlan, PlanSession.Origin) {
    let bytes = try Files.read(file)
    do throws(PlanFileFailure) {
      let plan = try FlowPlan(json: bytes)
      guard let value = try? Value(json: bytes), let origin = value["command"].flatMap({ PlanSession.Origin(json: $0) }) else {
        throw PlanFileFailure(message: "It does not say which flows it is of.")
      }
      return (plan, origin)
    } catch {
      throw CommandFailure(.usage, "\(file) cannot be applied. \(error.message)")
    }
  }

  private static func otherJournal(_ path: String) -> String {
    "The plan was made over another journal than \(path): what was seen and done is not the same. Plan again."
  }
}
