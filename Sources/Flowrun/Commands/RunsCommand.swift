import ArgumentParser
import CEL
import Diagnostics
import FlowEngine
import JSON
import Journal

/// `flowrun runs`.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Shows what events came and what became of them.",
    discussion: "Works beside a process that runs the flows, too.",
    subcommands: [RunsListCommand.self, RunsShowCommand.self], defaultSubcommand: RunsListCommand.self)
}

/// `flowrun runs list`.
struct RunsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists events, the latest first.")

  enum Ending: String, CaseIterable, ExpressibleByArgument { case done, skipped, dead, open }

  @Option(help: ArgumentHelp("Only those of this flow.", valueName: "name"))
  var flow: String?

  @Option(help: ArgumentHelp("Only those about this thing: the value of `about`.", valueName: "id"))
  var about: String?

  @Option(help: "Only those that ended so, or are open.")
  var ending: Ending?

  @Option(help: ArgumentHelp("Only those with this reason: unchanged, no_match, rejected …", valueName: "word"))
  var reason: String?

  @Flag(help: "Only those with a step that failed and was passed over (`on_error: continue`).")
  var warnings = false

  @Flag(help: "Only those whose edit was refused for a later one of the other side (`newest_wins`), with both values.")
  var refused = false

  @Option(help: ArgumentHelp("Only those accepted at this time or later (2026-03-14T09:00:00Z).", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Only those accepted before this time.", valueName: "time"))
  var until: String?

  @Option(help: ArgumentHelp("Only those with lower numbers: the next page.", valueName: "id"))
  var before: Int64?

  @Option(help: ArgumentHelp("How many at most.", valueName: "n"))
  var limit = 50

  @OptionGroup var options: JournalOptions

  func validate() throws {
    guard (1...100_000).contains(limit) else { throw ValidationError("--limit takes a number from 1 to 100000.") }
  }

  func run() throws {
    let query = RunQuery(
      flow: flow, about: about, ending: ending.flatMap { .init(rawValue: $0.rawValue) }, reason: reason,
      since: try JournalOptions.time(since, "--since"), until: try JournalOptions.time(until, "--until"), before: before, withWarning: warnings,
      withRefusal: refused)
    let stories = try options.peek { journal throws(JournalFailure) in try journal.runs(query, limit: limit) }
    switch options.format {
    case .text: Console.out(RunList.text(stories, width: Console.width))
    case .json: Console.out(Value.list(stories.map(\.json)).jsonText)
    }
  }
}

/// `flowrun runs show`.
struct RunsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows one event's whole story: what came, what each formula gave, what was called and what was answered.")

  @Argument(help: "The event's number.")
  var id: Int64

  @OptionGroup var options: JournalOptions

  func run() throws {
    guard let stored = try options.peek({ journal throws(JournalFailure) in try journal.story(of: id) }) else {
      throw CommandFailure(
        .usage, "The journal has no event \(id). `flowrun runs` lists those that it has; what is done is kept for `state: { keep: … }`.")
    }
    let story = StorySource(project: options.project, profile: options.profile).story(stored)
    switch options.format {
    case .text: Console.out(StoryReport(story: story).text)
    case .json: Console.out(story.json.jsonText)
    }
  }
}
