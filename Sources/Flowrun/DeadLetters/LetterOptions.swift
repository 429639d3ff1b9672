import ArgumentParser
import CEL
import Diagnostics
import FlowEngine
import FlowSyntax
import Journal

/// Where the journal is, and how results are printed.
struct JournalOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Option(help: ArgumentHelp("A flow or flowrun.yaml of the project.", valueName: "path"))
  var project = "flowrun.yaml"

  @Option(help: ArgumentHelp("The journal's file, instead of the project's.", valueName: "file"))
  var journal: String?

  @Flag(help: "The sandbox's journal.")
  var sandbox = false

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  @Option(help: "How results are printed.")
  var format = Format.text

  /// Opens the journal; one that does not exist has no dead letters, and is a mistake of the name.
  func open() throws -> DeadLetterDesk {
    let path = try existingPath()
    do throws(JournalFailure) { return try DeadLetterDesk(path: path) } catch { throw CommandFailure(.fault, error.message) }
  }

  /// Reads the journal, whether a process owns it or not.
  func peek<Rows>(_ body: (JournalPeek) throws(JournalFailure) -> Rows) throws -> Rows {
    let path = try existingPath()
    do throws(JournalFailure) {
      let journal = try JournalPeek(path: path)
      defer { journal.close() }
      return try body(journal)
    } catch {
      throw CommandFailure(.fault, error.message)
    }
  }

  /// The moment that an option names.
  static func time(_ text: String?, _ option: String) throws -> Timestamp? {
    guard let text else { return nil }
    guard let time = Timestamp(text) else {
      throw CommandFailure(.usage, "`\(text)` after \(option) is no time: write it like 2026-03-14T09:00:00Z.")
    }
    return time
  }

  /// Where the journal lies.
  func existingPath() throws -> String {
    let path = try path()
    guard Files.exists(path) else {
      throw CommandFailure(.usage, "There is no journal `\(path)`: no flow has run with it. Name another with --journal.")
    }
    return path
  }

  private func path() throws -> String {
    if let journal { return journal }
    let findings = Findings()
    guard let loaded = try LoadedProject.of(flow: project, profile: profile, into: findings), !findings.hasErrors else {
      let report = TextReport(colour: Console.isTerminal(2)).render(findings.sorted)
      throw CommandFailure(
        .usage, report.isEmpty ? "There is no flowrun.yaml at \(project) or above. Name it with --project, or the journal with --journal." : report)
    }
    let name = sandbox ? ".flowrun/sandbox.db" : loaded.project.state?.journal?.value ?? ".flowrun/journal.db"
    return Files.path(name, in: loaded.folder)
  }
}

/// Which letters are meant.
struct LetterFilter: ParsableArguments {
  @Argument(help: "Numbers of dead letters.")
  var ids: [Int64] = []

  @Option(help: ArgumentHelp("Only those of this flow.", valueName: "name"))
  var flow: String?

  @Option(help: ArgumentHelp("Only those with this kind of failure (rejected, no_match …) or this code of the target.", valueName: "code"))
  var error: String?

  @Option(help: ArgumentHelp("Only those that failed in this step.", valueName: "step"))
  var step: String?

  @Option(help: ArgumentHelp("Only those with these words in their reason, their event, or what they were to write.", valueName: "words"))
  var text: String?

  @Option(help: ArgumentHelp("Only those that failed at this time or later (2026-03-14T09:00:00Z).", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Only those that failed before this time.", valueName: "time"))
  var until: String?

  var isEmpty: Bool { ids.isEmpty && flow == nil && error == nil && step == nil && text == nil && since == nil && until == nil }

  func query() throws -> DeadLetterQuery {
    DeadLetterQuery(
      ids: ids, flow: flow, error: error, step: step, text: text, since: try JournalOptions.time(since, "--since"),
      until: try JournalOptions.time(until, "--until"))
  }

  /// The letters that are meant; one that is named and not there ends the command.
  func letters(_ desk: DeadLetterDesk) throws -> [DeadLetterEntry] {
    let query = try query()
    let found: [DeadLetterEntry]
    do throws(JournalFailure) { found = try desk.letters(query) } catch { throw CommandFailure(.fault, error.message) }
    if flow == nil, error == nil, step == nil, text == nil, since == nil, until == nil {
      let here = Set(found.map(\.letter.event))
      let missing = ids.filter { !here.contains($0) }
      guard missing.isEmpty else {
        let names = missing.map(String.init).joined(separator: ", ")
        throw CommandFailure(.usage, "There is no dead letter \(names). `flowrun dead-letters list` shows those that are there.")
      }
    }
    return found
  }
}
