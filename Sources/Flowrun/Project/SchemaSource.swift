import ArgumentParser
import ConnectorKit
import Diagnostics
import FlowSyntax
import HTTPClient
import OrderedCollections
import Schema

/// The connection whose schema a command is about.
struct SchemaSource: ParsableArguments {
  @Argument(help: "The connection.")
  var connection: String

  @Option(help: ArgumentHelp("A flow or flowrun.yaml of the project.", valueName: "path"))
  var project = "flowrun.yaml"

  @Flag(help: "Ask the sandbox.")
  var sandbox = false

  @Option(help: ArgumentHelp("Where the sandbox listens.", valueName: "url"))
  var sandboxURL = SandboxAddress.standard

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  /// A connector to ask, and what the project has of it.
  struct Opened {
    var project: LoadedProject
    var kind: any Connector.Type
    var connector: any Connector
    /// Of the snapshot, from the project's folder.
    var path: String
    /// Nil where there is no file yet, or one that cannot be read.
    var snapshot: ConnectionSchema?
  }

  func open() async throws -> Opened {
    let findings = Findings()
    guard let loaded = try LoadedProject.of(flow: project, profile: profile, into: findings), !findings.hasErrors else {
      let report = TextReport(colour: Console.isTerminal(2)).render(findings.sorted)
      throw CommandFailure(.usage, report.isEmpty ? "There is no flowrun.yaml at \(project) or above. Name it with --project." : report)
    }
    guard let entry = loaded.project.connections.first(where: { $0.name.value == connection }) else {
      throw CommandFailure(
        .usage, "There is no connection `\(connection)`. \(Phrase.unknown(connection, valid: loaded.project.connections.map(\.name.value)))")
    }
    guard let path = entry.schema?.value else {
      throw CommandFailure(.usage, "The connection `\(connection)` does not say where: give it `schema: schemas/\(connection).json`.")
    }
    guard let name = entry.connector?.value, let kind = Connections.kind(name), !kind.standardSchema.objects.isEmpty else {
      throw CommandFailure(.usage, "`\(entry.connector?.value ?? "")` is no connector with objects.")
    }
    let transport = CurlTransport()
    var address = sandbox ? SandboxAddress(url: sandboxURL) : nil
    try await address?.check(transport)
    var settings = try Connections(project: loaded, sandbox: address).settings(of: entry, kind: name)
    let snapshot = settings.schema
    settings.schema = nil
    let connector = try kind.init(settings, transport: transport)
    return Opened(project: loaded, kind: kind, connector: connector, path: path, snapshot: snapshot)
  }
}
