import ArgumentParser
import Calls
import ConnectorKit
import Foundation
import OrderedCollections
import Schema

/// `flowrun schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Saves what the systems' objects and fields are, and shows what has changed since.",
    subcommands: [SchemaPullCommand.self, SchemaDiffCommand.self])
}

/// `flowrun schema pull`.
struct SchemaPullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Saves a connection's objects and fields, so that flows are checked offline.",
    discussion: """
      Writes the file that the connection's `schema:` names. Without --objects: the connector's standard objects and those that the file has already.

        flowrun schema pull salesforce --objects Account,Renewal__c
      """)

  @OptionGroup var source: SchemaSource

  @Option(help: ArgumentHelp("Objects to save, besides those that the file has; separated by commas.", valueName: "names"))
  var objects: String?

  func run() async throws {
    let opened = try await source.open()
    let schema = try await pull(names(opened.kind.standardSchema, opened.snapshot), from: opened.connector)
    let file = Files.path(opened.path, in: opened.project.folder)
    try Files.makeFolders(for: file)
    try Data(SchemaSnapshot.text(of: schema).utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    let fields = schema.objects.values.reduce(0) { $0 + $1.fields.count }
    Console.error("\(opened.path): \(schema.objects.count) objects, \(fields) fields.")
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
      throw CommandFailure(.fault, "The schema of `\(source.connection)` could not be pulled: \(error.message)")
    }
  }
}
