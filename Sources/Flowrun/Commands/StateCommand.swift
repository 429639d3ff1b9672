import ArgumentParser
import CEL
import Diagnostics
import JSON
import Journal
import OrderedCollections

/// `flowrun state`.
struct StateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state", abstract: "Shows, moves and drops what the journal keeps of flows.",
    discussion: """
      A flow that has another name knows nothing of what it has seen and done: move its state with it.

        flowrun state move sync-scores sync-health-scores
        flowrun state move sync-health-scores.write sync-health-scores.score
      """,
    subcommands: [StateListCommand.self, StateMoveCommand.self, StateDropCommand.self])

  /// Opens the journal as its owner: no flow runs meanwhile.
  static func open(_ options: JournalOptions) throws -> StateDesk {
    let path = try options.existingPath()
    do throws(JournalFailure) { return try StateDesk(path: path) } catch { throw CommandFailure(.fault, error.message) }
  }

  static func failure(_ refusal: StateDesk.Refusal) -> CommandFailure {
    switch refusal {
    case .nothing(let name): CommandFailure(.usage, "The journal keeps nothing of `\(name)`. `flowrun state list` shows what it keeps.")
    case .taken(let name): CommandFailure(.usage, "`\(name)` has state of its own: drop that first, or choose another name.")
    case .openEvents(let flow, let count):
      CommandFailure(
        .usage,
        "\(count) \(count == 1 ? "event" : "events") of `\(flow)` are not done: run the flow until they are, then drop its state, or give them up with --open."
      )
    case .deadLetters(let flow, let count):
      CommandFailure(
        .usage,
        "`\(flow)` has \(count) \(count == 1 ? "dead letter" : "dead letters"): `flowrun dead-letters replay` or `drop --flow \(flow)` them first.")
    case .journal(let failure): CommandFailure(.fault, failure.message)
    }
  }
}

/// `flowrun state list`.
struct StateListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists what the journal keeps, flow by flow.")

  @OptionGroup var options: JournalOptions

  func run() throws {
    let desk = try StateCommand.open(options)
    defer { desk.close() }
    let holdings: [StateDesk.Holding]
    do throws(StateDesk.Refusal) { holdings = try desk.holdings() } catch { throw StateCommand.failure(error) }
    switch options.format {
    case .text:
      guard !holdings.isEmpty else { return Console.out("The journal keeps nothing.") }
      var table = TextTable([
        ("Flow", .left), ("Open", .right), ("Ended", .right), ("Dead letters", .right), ("Known values", .right), ("Claims", .right),
        ("Deliveries", .right),
      ])
      for kept in holdings {
        table.add([kept.flow] + [kept.open, kept.ended, kept.deadLetters, kept.knownValues, kept.claims, kept.deliveries].map(String.init))
      }
      Console.out(table.lines(width: Console.width).joined(separator: "\n"))
    case .json:
      Console.out(
        Value.list(
          holdings.map { kept in
            .map([
              "flow": .string(kept.flow), "open": .int(Int64(kept.open)), "ended": .int(Int64(kept.ended)),
              "dead_letters": .int(Int64(kept.deadLetters)), "known_values": .int(Int64(kept.knownValues)), "claims": .int(Int64(kept.claims)),
              "deliveries": .int(Int64(kept.deliveries)),
            ])
          }
        ).jsonText)
    }
  }
}

/// `flowrun state move`.
struct StateMoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "move", abstract: "Gives what is kept of a flow, or of FLOW.STEP, to another name.")

  @Argument(help: ArgumentHelp("The flow, or FLOW.STEP, as it was called.", valueName: "old"))
  var old: String

  @Argument(help: ArgumentHelp("As it is called now.", valueName: "new"))
  var new: String

  @OptionGroup var options: JournalOptions

  func validate() throws {
    let (from, to) = (Self.parts(old), Self.parts(new))
    guard from.step == nil && to.step == nil || from.step != nil && to.step != nil && from.flow == to.flow else {
      throw ValidationError("Move a flow to a flow, or FLOW.STEP to another step of the same flow.")
    }
    if old == new { throw ValidationError("Both names are the same.") }
  }

  func run() throws {
    let desk = try StateCommand.open(options)
    defer { desk.close() }
    let (from, to) = (Self.parts(old), Self.parts(new))
    do throws(StateDesk.Refusal) {
      if let step = from.step, let name = to.step {
        try desk.move(step: step, of: from.flow, to: name)
      } else {
        try desk.move(flow: from.flow, to: to.flow)
      }
    } catch {
      throw StateCommand.failure(error)
    }
    switch options.format {
    case .text: Console.out("What was kept of `\(old)` is `\(new)`'s now.")
    case .json: Console.out(Value.map(["from": .string(old), "to": .string(new)]).jsonText)
    }
  }

  static func parts(_ name: String) -> (flow: String, step: String?) {
    guard let dot = name.firstIndex(of: ".") else { return (name, nil) }
    return (String(name[..<dot]), String(name[name.index(after: dot)...]))
  }
}

/// `flowrun state drop`.
struct StateDropCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drop", abstract: "Forgets what is kept of a flow, or of FLOW.STEP: what it has seen, claimed and done.",
    discussion: "Refused while events of the flow are open, or dead letters of it are there, unless --open says to give them up.")

  @Argument(help: "The flow, or FLOW.STEP.")
  var flow: String

  @Flag(help: "Give up the flow's open events and dead letters as well.")
  var open = false

  @OptionGroup var options: JournalOptions

  func run() throws {
    let desk = try StateCommand.open(options)
    defer { desk.close() }
    let name = StateMoveCommand.parts(flow)
    do throws(StateDesk.Refusal) {
      if let step = name.step { try desk.drop(step: step, of: name.flow) } else { try desk.drop(flow: flow, open: open) }
    } catch {
      throw StateCommand.failure(error)
    }
    switch options.format {
    case .text: Console.out("The journal keeps nothing of `\(flow)` any more.")
    case .json: Console.out(Value.map(["dropped": .string(flow)]).jsonText)
    }
  }
}
