import ArgumentParser
import CEL
import FlowEngine
import FlowRuntime
import JSON
import Journal
import OrderedCollections

/// `flowrun dead-letters`.
struct DeadLettersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dead-letters", abstract: "Shows events that failed, runs them again, or drops them.",
    discussion: "Works beside a process that runs the flows, too: it goes on with replayed events within a second.",
    subcommands: [LettersListCommand.self, LettersShowCommand.self, LettersReplayCommand.self, LettersDropCommand.self])
}

/// `flowrun dead-letters list`.
struct LettersListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists dead letters.")

  @OptionGroup var filter: LetterFilter
  @OptionGroup var options: JournalOptions

  func run() throws {
    let desk = try options.open()
    defer { desk.close() }
    let letters = try filter.letters(desk)
    switch options.format {
    case .text: Console.out(LetterReport.list(letters))
    case .json: Console.out(Value.list(letters.map { LetterReport.json($0) }).jsonText)
    }
  }
}

/// `flowrun dead-letters show`.
struct LettersShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows a dead letter, and who must do what.")

  @Argument(help: "The letter's number.")
  var id: Int64

  @OptionGroup var options: JournalOptions

  func run() throws {
    let desk = try options.open()
    defer { desk.close() }
    let effects: [EffectRecord]
    let found: [DeadLetterEntry]
    do throws(JournalFailure) {
      found = try desk.letters(DeadLetterQuery(ids: [id]))
      effects = try desk.effects(of: id)
    } catch {
      throw CommandFailure(.fault, error.message)
    }
    guard let entry = found.first else {
      throw CommandFailure(.usage, "There is no dead letter \(id). `flowrun dead-letters list` shows those that are there.")
    }
    switch options.format {
    case .text: Console.out(LetterReport.show(entry, effects))
    case .json: Console.out(LetterReport.json(entry, effects).jsonText)
    }
  }
}

/// `flowrun dead-letters replay`.
struct LettersReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Runs dead letters again, with the flow as it is now or as it was.",
    discussion: """
      What an event has written already is not written again. One whose thing had a later event that is done would bring back older values: it is
      left out, and the command ends with 1, unless --force says otherwise.

        flowrun dead-letters replay --flow sync-health-scores --error rejected --plan
      """)

  @OptionGroup var filter: LetterFilter
  @OptionGroup var options: JournalOptions

  @Flag(help: "Replay all letters.")
  var all = false

  @Flag(help: "Only say what would be done.")
  var plan = false

  @Flag(help: "Replay also what a later event has overtaken.")
  var force = false

  @Flag(help: "Run them with the flow, tables, settings and schema under which they failed.")
  var oldFlow = false

  @Option(help: ArgumentHelp("A JSON object that takes the place of the event's fields; for one letter.", valueName: "file"))
  var body: String?

  func validate() throws {
    if filter.isEmpty, !all { throw ValidationError("Say which: numbers, --flow, --error, --step, --text, --since, --until, or --all.") }
    if body != nil, filter.ids.count != 1 { throw ValidationError("--body mends one letter: give its number.") }
  }

  func run() throws {
    let mended = try readBody()
    let desk = try options.open()
    defer { desk.close() }
    let letters = try filter.letters(desk)
    let refused = letters.filter { refusal(of: $0) != nil }
    let taken = letters.filter { refusal(of: $0) == nil }
    if !plan, !taken.isEmpty {
      do throws(JournalFailure) {
        try desk.replay(taken.map(\.letter.event), body: mended, underOldVersion: oldFlow, at: SystemClock().now)
      } catch {
        throw CommandFailure(.fault, error.message)
      }
    }
    switch options.format {
    case .text: printText(taken, refused, desk)
    case .json:
      Console.out(
        Value.map([
          "plan": .bool(plan), "replayed": .list(taken.map { .int($0.letter.event) }),
          "refused": .list(
            refused.map { .map(["id": .int($0.letter.event), "reason": .string(refusal(of: $0) ?? "")]) }), "owner_runs": .bool(desk.isOwned),
        ]).jsonText)
    }
    if !refused.isEmpty { throw Exit.findings }
  }

  private func printText(_ taken: [DeadLetterEntry], _ refused: [DeadLetterEntry], _ desk: DeadLetterDesk) {
    for entry in taken {
      let letter = entry.letter
      Console.out(
        "\(plan ? "Would replay" : "Replayed") \(letter.event) of `\(letter.flow)`\(letter.about.map { " about \($0)" } ?? "")"
          + (body == nil ? "" : " with the mended fields"))
    }
    for entry in refused { Console.out("Left \(entry.letter.event): \(refusal(of: entry) ?? "")") }
    if taken.isEmpty, refused.isEmpty { Console.out("No dead letter matches.") }
    guard !plan, !taken.isEmpty else { return }
    let flows = Set(taken.map { "`\($0.letter.flow)`" }).sorted().joined(separator: ", ")
    Console.error(
      desk.isOwned
        ? "The process that runs the journal\(desk.owner.map { " (\($0.process))" } ?? "") goes on with them."
        : "Nothing runs this journal now: the next `flowrun run` of \(flows) goes on with them.")
  }

  private func refusal(of entry: DeadLetterEntry) -> String? {
    if oldFlow, entry.isEvent, !entry.hasVersion {
      return "the journal does not have the flow as it was; without --old-flow it runs with the present one."
    }
    return LetterReport.refusal(entry, force: force)
  }

  private func readBody() throws -> Value? {
    guard let body else { return nil }
    guard let value = try? Value(json: Files.read(body)), case .map = value else {
      if !Files.exists(body) { throw CommandFailure(.usage, "There is no file \(body).") }
      throw CommandFailure(.usage, "\(body) is no JSON object with the event's fields; `flowrun dead-letters show` prints them.")
    }
    return value
  }
}

/// `flowrun dead-letters drop`.
struct LettersDropCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "drop", abstract: "Takes dead letters away, with a reason that is kept.")

  @OptionGroup var filter: LetterFilter
  @OptionGroup var options: JournalOptions

  @Flag(help: "Drop all letters.")
  var all = false

  @Option(help: ArgumentHelp("Why nothing needs to be done any more.", valueName: "text"))
  var reason: String

  func validate() throws {
    if filter.isEmpty, !all { throw ValidationError("Say which: numbers, --flow, --error, --step, --text, --since, --until, or --all.") }
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason says why the letters need no replay: write a sentence.") }
  }

  func run() throws {
    let desk = try options.open()
    defer { desk.close() }
    let ids = try filter.letters(desk).map(\.letter.event)
    do throws(JournalFailure) { try desk.drop(ids, reason: reason) } catch { throw CommandFailure(.fault, error.message) }
    switch options.format {
    case .text: Console.out(ids.isEmpty ? "No dead letter matches." : "Dropped \(ids.map(String.init).joined(separator: ", ")).")
    case .json: Console.out(Value.map(["dropped": .list(ids.map { .int($0) })]).jsonText)
    }
  }
}
