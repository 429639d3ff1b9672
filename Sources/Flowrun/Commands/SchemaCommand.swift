import ArgumentParser
import Calls
import ConnectorKit
import Diagnostics
import FlowSyntax
import Foundation
import HTTPClient
import OrderedCollections
import Schema

/// `flowrun schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Saves what the systems' objects and fields are.", subcommands: [SchemaPullCommand.self])
}

/// `flowrun schema pull`.
struct SchemaPullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Saves a connection's objects and fields, so that flows are checked offline.",
    discussion: """
      Writes the file that the connection's `schema:` names. Without --objects: the connector's standard objects and those that the file has already.

        flowrun schema pull salesforce --objects Account,Renewal__c
      """)

  @Argument(help: "The connection.")
  var connection: String

  @Option(help: ArgumentHelp("A flow or flowrun.yaml of the project.", valueName: "path"))
  var project = "flowrun.yaml"

  @Option(help: ArgumentHelp("Objects to save, besides those that the file has; separated by commas.", valueName: "names"))
  var objects: String?

  @Flag(help: "Pull from the sandbox.")
  var sandbox = false

  @Option(help: ArgumentHelp("Where the sandbox listens.", valueName: "url"))
  var sandboxURL = SandboxAddress.standard

  @Option(help: ArgumentHelp("A profile of flowrun.yaml.", valueName: "name"))
  var profile: String?

  func run() async throws {
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
    guard let name = entry.connector?.value, let kind = Connections.kind(name) else {
      throw CommandFailure(.usage, "`\(entry.connector?.value ?? "")` is no connector with objects.")
    }
    let transport = CurlTransport()
    let address = sandbox ? SandboxAddress(url: sandboxURL) : nil
    try await address?.check(transport)
    var settings = try Connections(project: loaded, sandbox: address).settings(of: entry, kind: name)
    let old = settings.schema
    settings.schema = nil
    let wanted = names(kind.standardSchema, old)
    let schema = try await pull(wanted, from: try kind.init(settings, transport: transport))
    let file = Files.path(path, in: loaded.folder)
    try Files.makeFolders(for: file)
    try Data(SchemaSnapshot.text(of: schema).utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    let fields = schema.objects.values.reduce(0) { $0 + $1.fields.count }
    Console.error("\(path): \(schema.objects.count) objects, \(fields) fields.")
  }

  private func names(_ standard: ConnectionSchema, _ old: ConnectionSchema?) -> [String] {
    var names = (objects ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    if let old {
      names += old.objects.keys
    } else if names.isEmpty {
      names = Array(standard.objects.keys)
    }
    var seen: Set<String> = []
    return names.filter { seen.insert($0.lowercased()).inserted }
  }

  private func pull(_ names: [String], from connector: any Connector) async throws(CommandFailure) -> ConnectionSchema {
    do throws(CallFailure) {
      return ConnectionSchema(try await connector.describe(names))
    } catch {
      throw CommandFailure(.fault, "The schema of `\(connection)` could not be pulled: \(error.message)")
    }
  }
}
