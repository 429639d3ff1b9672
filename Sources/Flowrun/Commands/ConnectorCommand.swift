import ArgumentParser
import FlowTest

/// `flowrun connector`.
struct ConnectorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connector", abstract: "Tries connectors.", subcommands: [ConnectorCheckCommand.self])
}

/// `flowrun connector check`.
struct ConnectorCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Tries whether a manifest does what runs rely on.",
    discussion: """
      Asks the system behind --url, --connection or --recording for what is good, and plays by itself what can go wrong: lost answers, limits, refused
      logins. Prints each check with what was seen and what to write instead where it failed.

      What is written stands in --trial, a JSON file; without it nothing is written, and checks that need it are not tried:

        {
          "object": "ticket", "key": "external_id",
          "records": [{ "external_id": "c-1", "subject": "One" }, … at least three, better four ],
          "refused": { "external_id": "c-9", "status": "no such status" },
          "change": { "subject": "Changed" },
          "message": { "to": "general", "text": "Hello" },
          "operation": { "name": "comment", "with": { "id": "7", "text": "Hello" } }
        }

      The records stay in the system: use a sandbox, or a copy of it on this machine.

        flowrun connector check desk.yaml --url http://127.0.0.1:8080 --trial desk.trial.json --record desk.exchanges.yaml
        flowrun connector check desk.yaml --recording desk.exchanges.yaml --trial desk.trial.json
        flowrun connector check desk.yaml --connection desk
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(help: ArgumentHelp("The manifest, or the name of one that comes with the program.", valueName: "file"))
  var manifest: String

  @Option(help: ArgumentHelp("Where the system listens. It is logged in to with made-up secrets.", valueName: "url"))
  var url: String?

  @Option(help: ArgumentHelp("A connection of flowrun.yaml: its address and its login.", valueName: "name"))
  var connection: String?

  @Option(help: ArgumentHelp("Answers from this recording; nothing is sent.", valueName: "file"))
  var recording: String?

  @Option(help: ArgumentHelp("What may be written and asked, as JSON.", valueName: "file"))
  var trial: String?

  @Option(help: ArgumentHelp("Writes what was said, secrets left out, as a recording.", valueName: "file"))
  var record: String?

  @Option(help: ArgumentHelp("A flow or flowrun.yaml of the connection's project.", valueName: "path"))
  var project = "flowrun.yaml"

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  @Option(help: "How the checks are printed.")
  var format = Format.text

  func validate() throws {
    let ways = [connection, recording ?? url].compactMap(\.self)
    guard ways.count == 1 else {
      throw ValidationError("Say what to ask: --url, --connection or --recording, one of them (a recording may have the --url that it was made at).")
    }
    if recording != nil, record != nil { throw ValidationError("--record is of a system that answers: leave --recording out.") }
  }

  func run() async throws {
    let check = try ConnectorCheck(manifest, trial: trial)
    let report = try await run(check)
    switch format {
    case .text: Console.out(check.text(report))
    case .json: Console.out(check.json(report))
    }
    if !report.passed { throw Exit.findings }
  }
}
