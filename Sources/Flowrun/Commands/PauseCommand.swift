import ArgumentParser
import CEL
import Diagnostics
import FlowSyntax
import JSON
import Journal
import OrderedCollections

/// What is paused or resumed.
struct HoldOptions: ParsableArguments {
  @Argument(help: "Names of flows.")
  var flows: [String] = []

  @Option(help: ArgumentHelp("A connection; may be given several times.", valueName: "name"))
  var connection: [String] = []

  @OptionGroup var options: JournalOptions

  func validate() throws {
    if flows.isEmpty, connection.isEmpty { throw ValidationError("Say what: names of flows, or --connection.") }
  }

  /// The subjects, checked against what the journal and the project have.
  func subjects(_ desk: HoldDesk) throws -> [HoldDesk.Subject] {
    let known: [String]
    do throws(JournalFailure) { known = try desk.flows() } catch { throw CommandFailure(.fault, error.message) }
    for flow in flows where !known.contains(flow) {
      throw CommandFailure(.usage, "No flow `\(flow)` has run with this journal. \(Phrase.unknown(flow, valid: known))")
    }
    if !connection.isEmpty {
      let findings = Findings()
      guard let loaded = try LoadedProject.of(flow: options.project, profile: options.profile, into: findings), !findings.hasErrors else {
        throw CommandFailure(.usage, "Which connections there are stands in flowrun.yaml: name it with --project.")
      }
      let names = loaded.project.connections.map(\.name.value)
      for name in connection where !names.contains(name) {
        throw CommandFailure(.usage, "There is no connection `\(name)`. \(Phrase.unknown(name, valid: names))")
      }
    }
    return flows.map(HoldDesk.Subject.flow) + connection.map(HoldDesk.Subject.connection)
  }

  func open() throws -> HoldDesk {
    let path = try options.existingPath()
    do throws(JournalFailure) { return try HoldDesk(path: path) } catch { throw CommandFailure(.fault, error.message) }
  }

  /// Says what was done to which.
  func report(_ word: String, _ subjects: [HoldDesk.Subject], not idle: [HoldDesk.Subject]) {
    func name(_ subject: HoldDesk.Subject) -> String {
      switch subject {
      case .flow(let name): "Flow `\(name)`"
      case .connection(let name): "Connection `\(name)`"
      }
    }
    switch options.format {
    case .text:
      for subject in subjects { Console.out("\(name(subject)) \(idle.contains(subject) ? "was not paused." : "\(word).")") }
    case .json:
      let done = subjects.filter { !idle.contains($0) }
      Console.out(
        Value.map([
          word: .list(done.map { .string($0.name) }), "not_paused": .list(idle.map { .string($0.name) }),
        ]).jsonText)
    }
  }
}

/// `flowrun pause`.
struct PauseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "Lets flows, or connections, rest: events are accepted and wait.",
    discussion: """
      What is under way comes to its end; then nothing of the flow begins, or nothing is sent over the connection, until `flowrun resume`, also after
      a restart. Works beside the process that runs the flows: it sees the pause within a second.

        flowrun pause sync-health-scores --reason "Sales re-assigns accounts today."
      """)

  @OptionGroup var what: HoldOptions

  @Option(help: ArgumentHelp("Why, for those who wonder.", valueName: "text"))
  var reason = "by hand."

  func run() throws {
    let desk = try what.open()
    defer { desk.close() }
    let subjects = try what.subjects(desk)
    do throws(JournalFailure) { try desk.pause(subjects, reason: reason) } catch { throw CommandFailure(.fault, error.message) }
    what.report("paused", subjects, not: [])
  }
}

/// `flowrun resume`.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Goes on with what was paused, by people or since a login was refused.")

  @OptionGroup var what: HoldOptions

  func run() throws {
    let desk = try what.open()
    defer { desk.close() }
    let subjects = try what.subjects(desk)
    let idle: [HoldDesk.Subject]
    do throws(JournalFailure) { idle = try desk.resume(subjects) } catch { throw CommandFailure(.fault, error.message) }
    what.report("resumed", subjects, not: idle)
  }
}
