import ArgumentParser
import FlowSyntax

/// Which flows run over what: shared by the commands that run flows.
struct RunInput: ParsableArguments {
  @Argument(help: ArgumentHelp("The flows, or folders of them, all of one project.", valueName: "path"))
  var flows: [String]

  @Option(help: ArgumentHelp("Rows to run, one JSON object a line; - is standard input.", valueName: "file"))
  var rows: String?

  @Option(help: ArgumentHelp("Run only the first rows.", valueName: "n"))
  var limit: Int?

  @Flag(help: "Read every poll source once, then exit.")
  var once = false

  @Flag(help: "Lead all connections to the sandbox; the journal is one of its own.")
  var sandbox = false

  @Option(help: ArgumentHelp("Where the sandbox listens.", valueName: "url"))
  var sandboxURL = SandboxAddress.standard

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  /// The files that the arguments mean now: in a folder all flows below it, tests and connectors aside.
  func files() throws(CommandFailure) -> [String] {
    var found: [String] = []
    for path in flows {
      let isFolder = Files.isFolder(path)
      for file in try ValidateCommand.files(path) where !isFolder || Self.isFlow(file) { found.append(file) }
    }
    guard !found.isEmpty else {
      throw CommandFailure(.usage, "There is no flow in \(flows.joined(separator: ", ")). Flows are files that end in .yaml.")
    }
    return found
  }

  private static func isFlow(_ path: String) -> Bool {
    if TestLoader.isTest(path) || path.split(separator: "/").last == "flowrun.yaml" { return false }
    return !((try? Files.read(path)).map(ManifestParser.isManifest) ?? false)
  }

  func validate() throws {
    if rows != nil, once { throw ValidationError("--rows and --once exclude each other: rows come from a file, or from the sources.") }
    if rows != nil, flows.count > 1 { throw ValidationError("--rows goes to one flow: name one.") }
    if limit != nil, rows == nil { throw ValidationError("--limit counts rows: say --rows too.") }
    if let limit, limit < 0 { throw ValidationError("--limit takes a number of rows, 0 or more.") }
  }
}
