import ArgumentParser
import CEL
import ConnectorKit
import Diagnostics
import FlowCheck
import FlowSyntax
import HTTPClient
import JSON
import OrderedCollections

/// `flowrun doctor`.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Asks each connection whether the flows can work with it, and says what to do where not.",
    discussion: """
      Tries address, login, objects, fields and the user's rights to them, stamps, clocks and what is left of the day's calls, for every flow of the
      project; then the journal. Reads a little and writes nothing. Exit code 1: something fails.
      """)

  @Option(help: ArgumentHelp("A flow or flowrun.yaml of the project.", valueName: "path"))
  var project = "flowrun.yaml"

  @Option(help: ArgumentHelp("The journal's file, instead of the project's.", valueName: "file"))
  var journal: String?

  @Flag(help: "Ask the sandbox.")
  var sandbox = false

  @Option(help: ArgumentHelp("Where the sandbox listens.", valueName: "url"))
  var sandboxURL = SandboxAddress.standard

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  @Option(help: "How results are printed.")
  var format = JournalOptions.Format.text

  func run() async throws {
    let findings = Findings()
    guard let loaded = try LoadedProject.of(flow: project, profile: profile, into: findings), !findings.hasErrors else {
      let report = TextReport(colour: Console.isTerminal(2)).render(findings.sorted)
      throw CommandFailure(.usage, report.isEmpty ? "There is no flowrun.yaml at \(project) or above. Name it with --project." : report)
    }
    let transport = CurlTransport()
    var address = sandbox ? SandboxAddress(url: sandboxURL) : nil
    try await address?.check(transport)
    let (flows, uses) = try flows(of: loaded)
    var report = DoctorReport()
    for entry in loaded.project.connections {
      guard let kind = loaded.kind(of: entry, into: findings) else { continue }
      if let address, address.settings(name: entry.name.value, kind: kind.name) == nil {
        let check = DoctorCheck("address", .skip, "the sandbox has no \(kind.name)")
        report.subjects.append((entry.name.value, "", [check]))
        continue
      }
      let exam = ConnectionExam(
        project: loaded, entry: entry, kind: kind, connections: Connections(project: loaded, sandbox: address), flows: flows,
        objects: uses.filter { $0.connection == entry.name.value }.map(\.object).reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
        transport: transport)
      let result = try await exam.run()
      report.subjects.append((entry.name.value, result.place, result.checks))
    }
    let origin = PlanSession.Origin(flows: [], sandbox: sandbox, sandboxURL: sandboxURL, profile: profile, journal: journal)
    let path = PlanSession.journalPath(origin, loaded)
    report.subjects.append(("journal", LoadedProject.shown(path), JournalExam.checks(path)))
    switch format {
    case .text: Console.out(report.text)
    case .json: Console.out(report.json.jsonText)
    }
    if report.failures > 0 { throw Exit.findings }
  }

  /// The project's flows without errors, and what all of them name.
  private func flows(of loaded: LoadedProject) throws(CommandFailure) -> (flows: [CheckedFlow], uses: [SchemaUse]) {
    let context = loaded.context(into: Findings())
    var checked: [CheckedFlow] = []
    var uses: [SchemaUse] = []
    for path in try loaded.flows() {
      let flow = FlowParser.parse(SourceFile(name: path, bytes: try Files.read(path)), into: Findings())
      uses += FlowChecker.uses(flow, in: context)
      let findings = Findings()
      let result = FlowChecker.check(flow, in: context, into: findings)
      if let result, !findings.hasErrors { checked.append(result) }
    }
    return (checked, uses)
  }
}
