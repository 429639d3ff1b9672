import ArgumentParser
import Calls
import ConnectorKit
import OrderedCollections
import Schema

/// `flowrun schema diff`.
struct SchemaDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Shows where a connection's objects and fields are no longer those of the snapshot, and what that breaks.",
    discussion: """
      Asks the connection for the objects of its snapshot, lists what differs with the lines of the project's flows that name it, and checks the
      flows against what is there now. Exit code 1: a flow that was right no longer is. The snapshot stays: `schema pull` takes the changes over.

        flowrun schema diff salesforce
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @OptionGroup var source: SchemaSource

  @Option(help: "How the differences are printed.")
  var format = Format.text

  func run() async throws {
    let opened = try await source.open()
    guard let snapshot = opened.snapshot else {
      throw CommandFailure(
        .usage, "There is no snapshot \(opened.path) to compare with. Run `flowrun schema pull \(source.connection)` to make it.")
    }
    let now: ConnectionSchema
    do throws(CallFailure) { now = try await opened.connector.described(Array(snapshot.objects.keys)) } catch {
      throw CommandFailure(.fault, "The schema of `\(source.connection)` could not be asked for: \(error.message)")
    }
    let drift = try DriftReport(
      connection: source.connection, path: opened.path, differences: SchemaDrift.between(snapshot, and: now), now: now, project: opened.project)
    switch format {
    case .json: Console.out(drift.json)
    case .text: Console.write(drift.text, to: 1)
    }
    Console.error(drift.summary)
    if !drift.broken.isEmpty { throw Exit.findings }
  }
}
